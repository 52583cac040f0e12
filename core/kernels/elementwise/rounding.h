#pragma once

#include "core/kernels/elementwise/loops.h"

namespace sardonyx::kernels {

// To an integer; floats only.
extern const UnaryLoops kFloor;
extern const UnaryLoops kCeil;
/// To the nearest, ties to even.
extern const UnaryLoops kRound;

}  // namespace sardonyx::kernels
