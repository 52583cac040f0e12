# protobuf-lite for WebAssembly, from the sources that tools/setup fetched.

file(READ ${CMAKE_SOURCE_DIR}/.toolchain/protobuf/lite_sources.txt names)
string(STRIP "${names}" names)
separate_arguments(names UNIX_COMMAND "${names}")
set(folder ${CMAKE_SOURCE_DIR}/.toolchain/protobuf/src)
list(TRANSFORM names PREPEND ${folder}/)
add_library(sardonyx_protobuf STATIC ${names})
target_include_directories(sardonyx_protobuf SYSTEM PUBLIC ${folder})
target_compile_options(sardonyx_protobuf PRIVATE -w)
