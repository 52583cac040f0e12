#pragma once

#include "core/simd/packet.h"

namespace sardonyx::simd {

/// Has this value computed before whatever the next such call names. Left to itself the compiler
/// gathers what belongs to one sum, and needs more registers than V8 has for the operands that it
/// keeps until then.
EIGEN_ALWAYS_INLINE void in_order([[maybe_unused]] F32x4& value) {
#if defined(__wasm_simd128__)
  v128_t bits = value;
  asm volatile("" : "+r"(bits));
  value = bits;
#endif
}

}  // namespace sardonyx::simd
