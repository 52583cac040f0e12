#pragma once

#include "core/kernels/elementwise/loops.h"

namespace sardonyx::kernels {

// Integers wrap around. Integer division truncates; dividing by zero gives 0 and the most negative
// number by -1 gives itself, because neither may trap.
extern const BinaryLoops kAdd;
extern const BinaryLoops kSub;
extern const BinaryLoops kMul;
extern const BinaryLoops kDiv;
// NaN if either operand is NaN (as in NumPy).
extern const BinaryLoops kMin;
extern const BinaryLoops kMax;

// The most negative integer is its own negation and magnitude.
extern const UnaryLoops kNeg;
extern const UnaryLoops kAbs;
/// -1, 0 or 1; zeros of either sign give 0, NaN stays.
extern const UnaryLoops kSign;

}  // namespace sardonyx::kernels
