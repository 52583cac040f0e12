#pragma once

#include "core/graph/op.h"
#include "core/ops/common/compute_type.h"

namespace sardonyx {

// As float_io.h, for kernels that exist for every compute type.

/// The tensor itself when its elements are of a compute type, else a converted copy from the pool.
Tensor as_computed(const RunContext& context, const Tensor& tensor);
/// The same for a compute type that may be another than the tensor's own.
Tensor as_computed(const RunContext& context, const Tensor& tensor, kernels::ComputeType type);
/// Output `i`, or memory from the pool for its elements in the compute type of `dtype`.
Tensor computed_output(const RunContext& context, int i);
/// Output `i`, or memory from the pool for its elements in that compute type.
Tensor computed_output(const RunContext& context, int i, kernels::ComputeType type);
/// Converts what was written to computed_output(context, i, ...) into the output, if they differ.
void store_computed(const RunContext& context, int i, const Tensor& computed);

/// Calls f.template operator()<T>() with the C++ type of a compute type.
template <class F>
decltype(auto) with_compute_type(DType dtype, F&& f) {
  switch (*compute_type_of(dtype)) {
    case kernels::ComputeType::kFloat:
      return f.template operator()<float>();
    case kernels::ComputeType::kDouble:
      return f.template operator()<double>();
    case kernels::ComputeType::kInt32:
      return f.template operator()<std::int32_t>();
    case kernels::ComputeType::kInt64:
      return f.template operator()<std::int64_t>();
    default:
      return f.template operator()<std::uint64_t>();
  }
}

/// The same for the types in kFloatTypes: float, or double for double.
template <class F>
decltype(auto) with_float_type(DType dtype, F&& f) {
  return dtype == DType::kDouble ? f.template operator()<double>() : f.template operator()<float>();
}

}  // namespace sardonyx
