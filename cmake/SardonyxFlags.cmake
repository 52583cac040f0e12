# Compiler flags: sardonyx_flags for all of our code, SARDONYX_VARIANTS for the code generations
# that simd and kernels are compiled in, SARDONYX_FLAGS_<variant> for each.

add_library(sardonyx_flags INTERFACE)
target_compile_options(sardonyx_flags INTERFACE -Wall -Wextra -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # It does not see what a lambda in a loop's body modifies.
  target_compile_options(sardonyx_flags INTERFACE -Wno-for-loop-analysis)
endif()
# Products and sums are fused only where a kernel says so.
add_compile_options(-ffp-contract=off -fvisibility=hidden -ffunction-sections -fdata-sections)

set(SARDONYX_KERNEL_OPTIMISATION -O3)

if(EMSCRIPTEN)
  add_compile_options(-msimd128 -fwasm-exceptions -matomics -mbulk-memory -mmutable-globals)
  # Without the second flag the optimizer would inline functions with one caller in spite of
  # `noinline`, and hot loops must stay out of line (docs/profiling.md).
  set(SARDONYX_LINK_OPTIMISATION
      -O2 -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=20)
  set(SARDONYX_VARIANTS simd relaxed)
  set(SARDONYX_FLAGS_simd "")
  set(SARDONYX_FLAGS_relaxed -mrelaxed-simd)
else()
  # 128-bit vectors as in WebAssembly, so that the native build tests the code that ships. The
  # second code generation has fused multiply-add and stands in for relaxed SIMD.
  set(SARDONYX_VARIANTS base)
  set(SARDONYX_FLAGS_base "")
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|amd64")
    add_compile_options(-msse4.1)
    if(NOT SARDONYX_SANITIZE)
      list(APPEND SARDONYX_VARIANTS fma)
      set(SARDONYX_FLAGS_fma -mfma -DSARDONYX_FMA)
    endif()
  endif()
  if(SARDONYX_SANITIZE)
    set(CMAKE_CXX_FLAGS_RELEASE "-O1 -g1")
    set(SARDONYX_KERNEL_OPTIMISATION "")
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
  endif()
endif()
