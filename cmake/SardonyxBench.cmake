# Programs of bench/micro, one per file, not built unless asked for: NAME natively, NAME_fma with
# fused multiply-add, NAME_simd and NAME_relaxed for Node.

file(GLOB bench_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/micro/*_bench.cc)
foreach(source IN LISTS bench_sources)
  cmake_path(GET source STEM stem)
  foreach(variant IN LISTS SARDONYX_VARIANTS)
    set(target ${stem}_${variant})
    if(variant STREQUAL "base")
      set(target ${stem})
    endif()
    add_executable(${target} EXCLUDE_FROM_ALL ${source})
    sardonyx_settings(${target})
    target_include_directories(${target} SYSTEM PRIVATE ${SARDONYX_EIGEN_DIR})
    target_compile_options(${target} PRIVATE -O3 ${SARDONYX_FLAGS_${variant}})
    sardonyx_link(${target} kernels ${variant})
    if(EMSCRIPTEN)
      target_link_libraries(${target} PRIVATE sardonyx_thread_pool.single)
      target_link_options(${target} PRIVATE -O1 -fwasm-exceptions
                          ${SARDONYX_STACK} -sALLOW_MEMORY_GROWTH -sENVIRONMENT=node -sEXIT_RUNTIME)
      set_target_properties(${target} PROPERTIES SUFFIX .cjs)
    endif()
  endforeach()
endforeach()
