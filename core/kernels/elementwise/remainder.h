#pragma once

#include "core/kernels/elementwise/loops.h"

namespace sardonyx::kernels {

// Remainders of a / b. Integers modulo 0 are 0; floats modulo 0 and infinity modulo anything are
// NaN.

/// a - floor(a / b) * b, with the sign of b (a zero too).
extern const BinaryLoops kFloorRemainder;
/// a - trunc(a / b) * b, with the sign of a, as C's fmod and %.
extern const BinaryLoops kTruncatedRemainder;

}  // namespace sardonyx::kernels
