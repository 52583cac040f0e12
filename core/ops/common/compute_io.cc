#include "core/ops/common/compute_io.h"

#include <algorithm>

namespace sardonyx {
namespace {

template <class F>
void for_each_tile(std::int64_t elements, const F& f) {
  const auto count = static_cast<std::size_t>(elements);
  for (std::size_t i = 0; i < count; i += kTileElements) {
    f(i, std::min(kTileElements, count - i));
  }
}

std::byte* at(const Tensor& tensor, std::size_t i) {
  return static_cast<std::byte*>(const_cast<void*>(tensor.raw())) +
         i * element_size(tensor.dtype());
}

}  // namespace

Tensor as_computed(const RunContext& context, const Tensor& tensor) {
  return as_computed(context, tensor, *compute_type_of(tensor.dtype()));
}

Tensor as_computed(const RunContext& context, const Tensor& tensor, kernels::ComputeType type) {
  if (storage_of(type) == tensor.dtype()) {
    return tensor;
  }
  Tensor computed = context.allocate(storage_of(type), tensor.shape());
  for_each_tile(tensor.element_count(), [&](std::size_t i, std::size_t n) {
    load_tile_as(type, tensor.dtype(), tensor.raw(), i, n, at(computed, i));
  });
  return computed;
}

Tensor computed_output(const RunContext& context, int i) {
  return computed_output(context, i, *compute_type_of(context.output(i).dtype()));
}

Tensor computed_output(const RunContext& context, int i, kernels::ComputeType type) {
  const Tensor& y = context.output(i);
  return storage_of(type) == y.dtype() ? y : context.allocate(storage_of(type), y.shape());
}

void store_computed(const RunContext& context, int i, const Tensor& computed) {
  Tensor& y = context.output(i);
  if (y.raw() == computed.raw()) {
    return;
  }
  for_each_tile(y.element_count(), [&](std::size_t first, std::size_t n) {
    store_tile_as(*compute_type_of(computed.dtype()), y.dtype(), at(computed, first), n, y.raw(),
                  first);
  });
}

}  // namespace sardonyx
