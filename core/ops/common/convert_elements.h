#pragma once

#include "core/base/thread_pool.h"
#include "core/ops/common/compute_type.h"
#include "core/tensor/tensor.h"

namespace sardonyx {

/// Sets the elements of y to those of x, converted by the rules of ONNX Cast. What the
/// specification leaves open: floats out of an integer type's range become the nearest int32 or
/// int64, whose low bits are kept; NaN becomes 0. Strings of numbers may have a fraction that
/// integers drop; finite floats are written without exponent, in as few digits as give the number
/// back, others as NaN, INF and -INF. Throws kInvalidArgument for strings that are no number.
/// REQUIRES: no complex types, as many elements in y as in x.
void convert_elements(const Tensor& x, Tensor& y, SmallFloatRounding rounding, ThreadPool& pool);

}  // namespace sardonyx
