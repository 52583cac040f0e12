#pragma once

#include "core/kernels/indices.h"
#include "core/tensor/tensor.h"

namespace sardonyx {

/// The elements of an int32 or int64 tensor for the kernels that read or write at indices.
inline kernels::Indices indices_of(const Tensor& tensor) {
  const auto count = static_cast<std::size_t>(tensor.element_count());
  return tensor.dtype() == DType::kInt64 ? kernels::Indices(tensor.data<std::int64_t>(), count)
                                         : kernels::Indices(tensor.data<std::int32_t>(), count);
}

}  // namespace sardonyx
