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
  if (is_native(tensor.dtype())) {
    return tensor;
  }
  Tensor computed = context.allocate(storage_of(*compute_type_of(tensor.dtype())), tensor.shape());
  for_each_tile(tensor.element_count(), [&](std::size_t i, std::size_t n) {
    load_tile(tensor.dtype(), tensor.raw(), i, n, at(computed, i));
  });
  return computed;
}

Tensor computed_output(const RunContext& context, int i) {
  const Tensor& y = context.output(i);
  return is_native(y.dtype())
             ? y
             : context.allocate(storage_of(*compute_type_of(y.dtype())), y.shape());
}

void store_computed(const RunContext& context, int i, const Tensor& computed) {
  Tensor& y = context.output(i);
  if (y.raw() == computed.raw()) {
    return;
  }
  for_each_tile(y.element_count(), [&](std::size_t first, std::size_t n) {
    store_tile(y.dtype(), at(computed, first), n, y.raw(), first);
  });
}

}  // namespace sardonyx
