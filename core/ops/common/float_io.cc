#include "core/ops/common/float_io.h"

#include <algorithm>

#include "core/ops/common/compute_type.h"

namespace sardonyx {
namespace {

// Calls f(offset, n) for the tiles of a tensor.
template <class F>
void for_each_tile(const Tensor& tensor, const F& f) {
  const auto count = static_cast<std::size_t>(tensor.element_count());
  for (std::size_t i = 0; i < count; i += kTileElements) {
    f(i, std::min(kTileElements, count - i));
  }
}

void widen_into(const Tensor& tensor, Tensor& wide) {
  for_each_tile(tensor, [&](std::size_t i, std::size_t n) {
    load_tile(tensor.dtype(), tensor.raw(), i, n, wide.data<float>() + i);
  });
}

}  // namespace

Tensor widen(const RunContext& context, const Tensor& tensor) {
  if (tensor.dtype() == DType::kFloat) {
    return tensor;
  }
  Tensor wide = context.allocate(DType::kFloat, tensor.shape());
  widen_into(tensor, wide);
  return wide;
}

Tensor widen(const Tensor& tensor) {
  if (tensor.dtype() == DType::kFloat) {
    return tensor;
  }
  Tensor wide = Tensor::allocate(DType::kFloat, tensor.shape());
  widen_into(tensor, wide);
  return wide;
}

Tensor widened_output(const RunContext& context, int i) {
  const Tensor& y = context.output(i);
  return y.dtype() == DType::kFloat ? y : context.allocate(DType::kFloat, y.shape());
}

void narrow_output(const RunContext& context, int i, const Tensor& widened) {
  Tensor& y = context.output(i);
  if (y.raw() != widened.raw()) {
    for_each_tile(y, [&](std::size_t first, std::size_t n) {
      store_tile(y.dtype(), widened.data<float>() + first, n, y.raw(), first);
    });
  }
}

}  // namespace sardonyx
