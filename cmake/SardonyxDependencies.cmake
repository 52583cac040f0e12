# What is not ours: protobuf-lite 3.21, Eigen 3.4, GoogleTest. All of them as system headers. The
# image decoders are in SardonyxCodecs.

# Eigen's own folder alone, never /usr/include as a whole: a cross compiler must not see that.
find_path(SARDONYX_EIGEN_DIR Eigen/Core
          PATHS /usr/include/eigen3 /usr/local/include/eigen3 /opt/homebrew/include/eigen3
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)

find_program(SARDONYX_PROTOC protoc NO_CMAKE_FIND_ROOT_PATH REQUIRED)

# sardonyx_protobuf: the runtime of the lite messages.
if(EMSCRIPTEN)
  include(SardonyxProtobufLite)
else()
  find_package(Protobuf 3.21 REQUIRED)
  add_library(sardonyx_protobuf INTERFACE)
  target_link_libraries(sardonyx_protobuf INTERFACE protobuf::libprotobuf-lite)
endif()

# sardonyx_proto: proto/*.proto compiled by protoc. Included as "proto/onnx.pb.h".
file(GLOB protos CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/proto/*.proto)
if(protos)
  set(generated "")
  file(MAKE_DIRECTORY ${SARDONYX_GENERATED}/proto)
  foreach(proto IN LISTS protos)
    cmake_path(GET proto STEM stem)
    set(out ${SARDONYX_GENERATED}/proto/${stem}.pb)
    add_custom_command(
      OUTPUT ${out}.cc ${out}.h
      COMMAND ${SARDONYX_PROTOC} --proto_path=${CMAKE_SOURCE_DIR} --cpp_out=${SARDONYX_GENERATED}
              proto/${stem}.proto
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
      DEPENDS ${proto}
      COMMENT "Compiling proto/${stem}.proto")
    list(APPEND generated ${out}.cc ${out}.h)
  endforeach()
  add_library(sardonyx_proto STATIC ${generated})
  target_include_directories(sardonyx_proto SYSTEM PUBLIC ${SARDONYX_GENERATED})
  target_compile_options(sardonyx_proto PRIVATE -w)
  target_link_libraries(sardonyx_proto PUBLIC sardonyx_protobuf)
endif()

# GoogleTest from its sources, once per configuration, so that it has this configuration's flags.
function(sardonyx_googletest)
  find_path(SARDONYX_GOOGLETEST_DIR src/gtest-all.cc
            PATHS /usr/src/googletest/googletest NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  add_library(gtest_main STATIC ${SARDONYX_GOOGLETEST_DIR}/src/gtest-all.cc
                                ${SARDONYX_GOOGLETEST_DIR}/src/gtest_main.cc)
  target_include_directories(gtest_main SYSTEM PUBLIC ${SARDONYX_GOOGLETEST_DIR}/include
                             PRIVATE ${SARDONYX_GOOGLETEST_DIR})
  target_compile_options(gtest_main PRIVATE -w)
  if(EMSCRIPTEN)
    target_compile_definitions(gtest_main PUBLIC GTEST_HAS_PTHREAD=0)
  endif()
endfunction()
