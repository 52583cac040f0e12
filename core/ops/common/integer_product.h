#pragma once

#include <cstdint>

#include "core/graph/op.h"

namespace sardonyx {

/// Products of 8-bit integers are summed in float: every partial sum is an integer below 2^24 as
/// long as no more than this many products (255 * 255 each) are added, so the sum is exact and runs
/// at the speed of the float kernels. Longer sums are cut and added up as int32.
inline constexpr std::int64_t kExactProducts = 258;

/// The elements of a uint8 or int8 tensor minus their zero point, as float. The zero point is one
/// for all or one per index of `axis`; null stands for 0. `out` has as many elements as `tensor`.
void subtract_zero_point(const Tensor& tensor, const Tensor* zero_point, int axis, float* out);

/// Throws kInvalidArgument unless input `i`, where present, is a scalar or has one element, or has
/// `extent` elements.
void check_zero_point(const InferContext& context, int i, Dim extent);

/// y[i] += x[i], or y[i] = x[i] for the `first` part of a sum.
void add_part(const float* x, std::size_t n, bool first, std::int32_t* y);

}  // namespace sardonyx
