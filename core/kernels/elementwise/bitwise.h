#pragma once

#include "core/kernels/elementwise/loops.h"

namespace sardonyx::kernels {

// Integers only.
extern const BinaryLoops kBitwiseAnd;
extern const BinaryLoops kBitwiseOr;
extern const BinaryLoops kBitwiseXor;
extern const UnaryLoops kBitwiseNot;

// Shifts by a negative number or by more bits than there are move every bit out. Right shifts of
// signed types fill with the sign.
extern const BinaryLoops kShiftLeft;
extern const BinaryLoops kShiftRight;

// Truth values, one per integer: what is not 0 is true, results are 0 and 1. int32 only, which is
// the compute type of bool.
extern const BinaryLoops kLogicalAnd;
extern const BinaryLoops kLogicalOr;
extern const BinaryLoops kLogicalXor;
extern const UnaryLoops kLogicalNot;

}  // namespace sardonyx::kernels
