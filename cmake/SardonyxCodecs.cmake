# sardonyx_codecs: the image decoders, from the sources that tools/setup laid, as core/image uses
# them. What their encoders, command lines and ports to other machines need stays out.

set(codecs ${CMAKE_SOURCE_DIR}/.toolchain/codecs)
if(NOT EXISTS ${codecs}/stamp)
  message(FATAL_ERROR "No sources of the image decoders yet: run tools/setup first")
endif()

# Of the same make as the C++ compiler, whose sanitizers it is to share.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT EMSCRIPTEN AND NOT CMAKE_C_COMPILER)
  string(REPLACE "clang++" "clang" CMAKE_C_COMPILER ${CMAKE_CXX_COMPILER})
endif()
enable_language(C)
set(CMAKE_C_FLAGS_RELEASE ${CMAKE_CXX_FLAGS_RELEASE})
set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})

set(jpeg_files
    jaricom jcomapi jdapimin jdapistd jdarith jdatasrc jdcoefct jdcolor jddctmgr jdhuff jdinput
    jdmainct jdmarker jdmaster jdmerge jdphuff jdpostct jdsample jidctflt jidctfst jidctint jidctred
    jmemmgr jmemnobs jquant1 jquant2 jsimd_none jutils)
set(webp_files
    dec/alpha_dec dec/buffer_dec dec/frame_dec dec/idec_dec dec/io_dec dec/quant_dec dec/tree_dec
    dec/vp8_dec dec/vp8l_dec dec/webp_dec dsp/alpha_processing dsp/cpu dsp/dec dsp/dec_clip_tables
    dsp/filters dsp/lossless dsp/rescaler dsp/upsampling dsp/yuv utils/bit_reader_utils
    utils/color_cache_utils utils/filters_utils utils/huffman_utils utils/quant_levels_dec_utils
    utils/random_utils utils/rescaler_utils utils/thread_utils utils/utils)
# Without ht_dec: the block decoder of High-Throughput JPEG 2000 (part 15 of the standard).
set(openjpeg_files
    bio cio dwt event function_list image invert j2k jp2 mct mqc openjpeg opj_clock opj_malloc pi
    sparse_array t1 t2 tcd tgt thread)
list(TRANSFORM jpeg_files REPLACE "(.+)" "${codecs}/libjpeg-turbo/\\1.c")
list(TRANSFORM webp_files REPLACE "(.+)" "${codecs}/libwebp/src/\\1.c")
list(TRANSFORM openjpeg_files REPLACE "(.+)" "${codecs}/openjpeg2/\\1.c")

add_library(sardonyx_codecs STATIC ${jpeg_files} ${webp_files} ${openjpeg_files}
                                   ${codecs}/lodepng/lodepng.cpp)
target_include_directories(sardonyx_codecs SYSTEM PUBLIC ${codecs} PRIVATE ${codecs}/libwebp)
target_compile_definitions(
  sardonyx_codecs
  PUBLIC OPJ_STATIC LODEPNG_NO_COMPILE_ENCODER LODEPNG_NO_COMPILE_DISK LODEPNG_NO_COMPILE_CPP
         LODEPNG_NO_COMPILE_ANCILLARY_CHUNKS LODEPNG_NO_COMPILE_ERROR_TEXT
  PRIVATE HAVE_CONFIG_H)
target_compile_options(sardonyx_codecs PRIVATE -w)
if(EMSCRIPTEN)
  target_compile_options(sardonyx_codecs PRIVATE -Oz)
else()
  # core/image throws through libjpeg-turbo, as -fwasm-exceptions allows above.
  target_compile_options(sardonyx_codecs PRIVATE -fexceptions)
endif()
if(SARDONYX_SANITIZE)
  # They count on shifts and sums that wrap; what leaves memory is found all the same.
  target_compile_options(sardonyx_codecs PRIVATE -fno-sanitize=undefined)
endif()
