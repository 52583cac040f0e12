# CMake toolchain file: the Emscripten that tools/setup found or laid.

set(settings ${CMAKE_CURRENT_LIST_DIR}/../.toolchain/emscripten.cmake)
if(NOT EXISTS ${settings})
  message(FATAL_ERROR "No Emscripten yet: run tools/setup first")
endif()
include(${settings})
include(${SARDONYX_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake)

# ccache sits between emcc and clang; as it sees one clang per clone, it goes by the version.
find_program(SARDONYX_CCACHE ccache NO_CMAKE_FIND_ROOT_PATH)
if(SARDONYX_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND};-E;env;EM_COMPILER_WRAPPER=${SARDONYX_CCACHE}
      CCACHE_SLOPPINESS=pch_defines,time_macros
      CCACHE_COMPILERCHECK=string:emscripten-${SARDONYX_EMSCRIPTEN_VERSION})
endif()
