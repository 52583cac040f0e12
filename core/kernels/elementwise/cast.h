#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/elementwise/loops.h"

// Conversions between the types that arithmetic is done in. x and y must not overlap.

namespace sardonyx::kernels {

/// y[i] = x[i]. Integers wrap around; floats round to nearest even, and towards zero on the way to
/// integers, where numbers out of range become the nearest integer in range and NaN 0.
void cast(ComputeType from, const void* x, ComputeType to, void* y, std::size_t n);

/// Narrows so that rounding the result once more to 22 bits or fewer gives what one rounding of the
/// double would have given: inexact results are made odd.
void narrow_to_odd(const double* x, float* y, std::size_t n);

/// y[i] = x[i] != 0 ? 1 : 0
void cast_to_bool(ComputeType from, const void* x, std::uint8_t* y, std::size_t n);

}  // namespace sardonyx::kernels
