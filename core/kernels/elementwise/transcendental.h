#pragma once

#include "core/kernels/elementwise/loops.h"

namespace sardonyx::kernels {

// Functions of floats. The errors of the vectorised float ones are said in core/kernels/math; all
// others are those of the C library in double.
extern const UnaryLoops kReciprocal;
extern const UnaryLoops kSqrt;
extern const UnaryLoops kExp;
extern const UnaryLoops kLog;
extern const UnaryLoops kErf;
extern const UnaryLoops kSin;
extern const UnaryLoops kCos;
extern const UnaryLoops kTan;
extern const UnaryLoops kAsin;
extern const UnaryLoops kAcos;
extern const UnaryLoops kAtan;
extern const UnaryLoops kSinh;
extern const UnaryLoops kCosh;
extern const UnaryLoops kTanh;
extern const UnaryLoops kAsinh;
extern const UnaryLoops kAcosh;
extern const UnaryLoops kAtanh;

}  // namespace sardonyx::kernels
