# Test programs. tests/unit/{base,simd,kernels} need no graph: kernel_tests, built for every code
# generation. All other folders of tests/unit: unit_tests. A program without sources gets no target.

# GoogleTest program of `sources` on `layer` in the code generation `variant`.
function(sardonyx_test_program target layer variant)
  cmake_parse_arguments(arg "" "" "SOURCES" ${ARGN})
  if(NOT arg_SOURCES)
    return()
  endif()
  add_executable(${target} ${arg_SOURCES})
  sardonyx_settings(${target})
  target_include_directories(${target} SYSTEM PRIVATE ${SARDONYX_EIGEN_DIR})
  target_compile_options(${target} PRIVATE ${SARDONYX_FLAGS_${variant}})
  target_compile_definitions(${target} PRIVATE SARDONYX_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE gtest_main)
  sardonyx_link(${target} ${layer} ${variant})
endfunction()

function(sardonyx_unit_test_sources kernel_sources unit_sources)
  file(GLOB_RECURSE all CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/*.cc)
  set(kernel ${all})
  list(FILTER kernel INCLUDE REGEX "/tests/unit/(base|simd|kernels)/")
  set(unit ${all})
  list(FILTER unit EXCLUDE REGEX "/tests/unit/(base|simd|kernels)/")
  set(${kernel_sources} ${kernel} PARENT_SCOPE)
  set(${unit_sources} ${unit} PARENT_SCOPE)
endfunction()
