#pragma once

#include "core/kernels/elementwise/loops.h"

namespace sardonyx::kernels {

/// a^b. Integers wrap around; negative exponents give 0 but for the bases 1 and -1. Floats, doubles
/// and int64 only.
extern const BinaryLoops kPow;

}  // namespace sardonyx::kernels
