# The WebAssembly modules, and the kernel tests as programs for Node.
#
# All objects are compiled once and linked up to four times. They use atomic instructions where the
# source asks for atomics, and the linker takes them for unshared memory as well as for shared;
# only the thread pool is compiled twice. Only the main thread allocates, throws and registers:
# workers run kernels. So Emscripten's C and C++ libraries of the single-threaded flavour serve the
# threaded modules too, although they were not compiled for shared memory (--no-check-features).

option(SARDONYX_FUNCTION_NAMES "Keep function names in the modules, for bench/profile" OFF)
if(SARDONYX_FUNCTION_NAMES)
  list(APPEND SARDONYX_LINK_OPTIMISATION --profiling-funcs)
endif()

set(SARDONYX_STACK -sSTACK_SIZE=1MB -Wl,--stack-first)

# The module of a variant, single-threaded or with shared memory.
function(sardonyx_module variant threading)
  set(name sardonyx-${variant})
  set(memory -sINITIAL_MEMORY=4MB -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB)
  if(threading STREQUAL "threads")
    string(APPEND name -threads)
    list(APPEND memory -sIMPORTED_MEMORY -Wl,--shared-memory,--no-check-features
         -Wl,--export=__stack_pointer,--export=__wasm_init_tls,--export=__tls_size
         -Wl,--export=__tls_align -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
         -Wl,--wrap=aligned_alloc,--wrap=free)
  endif()
  add_executable(${name} $<TARGET_OBJECTS:sardonyx_wasm_bindings>
                         $<TARGET_OBJECTS:sardonyx_thread_pool.${threading}>)
  set_target_properties(${name} PROPERTIES SUFFIX .wasm LINKER_LANGUAGE CXX)
  target_link_options(${name} PRIVATE ${SARDONYX_LINK_OPTIMISATION} -fwasm-exceptions
                      -sSTANDALONE_WASM --no-entry ${memory} ${SARDONYX_STACK})
  sardonyx_link(${name} runtime ${variant})
endfunction()

file(GLOB thread_pool CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/core/base/thread_pool*.cc)
sardonyx_library(sardonyx_thread_pool.single SOURCES ${thread_pool})
sardonyx_library(sardonyx_thread_pool.threads SOURCES ${thread_pool}
                 FLAGS -DSARDONYX_WASM_THREADS)

if(TARGET sardonyx_wasm_bindings)
  foreach(variant IN LISTS SARDONYX_VARIANTS)
    sardonyx_module(${variant} single)
    sardonyx_module(${variant} threads)
  endforeach()
endif()

sardonyx_unit_test_sources(kernel_sources unit_sources)
if(kernel_sources)
  sardonyx_googletest()
  foreach(variant IN LISTS SARDONYX_VARIANTS)
    sardonyx_test_program(kernel_tests_${variant} kernels ${variant} SOURCES ${kernel_sources})
    target_link_libraries(kernel_tests_${variant} PRIVATE sardonyx_thread_pool.single)
    target_link_options(kernel_tests_${variant} PRIVATE -O1 -fwasm-exceptions ${SARDONYX_STACK}
                        --pre-js ${CMAKE_SOURCE_DIR}/tests/unit/node_environment.js
                        -sALLOW_MEMORY_GROWTH -sENVIRONMENT=node -sEXIT_RUNTIME -sASSERTIONS=1
                        -sSTACK_OVERFLOW_CHECK=2)
    set_target_properties(kernel_tests_${variant} PROPERTIES SUFFIX .cjs)
  endforeach()
endif()
