#pragma once

#include "core/kernels/elementwise/loops.h"

namespace sardonyx::kernels {

// Results are bool. Whatever is compared with NaN is unequal, and neither less nor greater.
extern const BinaryLoops kEqual;
extern const BinaryLoops kLess;
extern const BinaryLoops kLessOrEqual;
extern const BinaryLoops kGreater;
extern const BinaryLoops kGreaterOrEqual;

// Questions about one number; floats only.
extern const UnaryLoops kIsNaN;
/// Parameters: whether negative and whether positive infinity counts (0 or 1 each).
extern const UnaryLoops kIsInf;

}  // namespace sardonyx::kernels
