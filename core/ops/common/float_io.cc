#include "core/ops/common/float_io.h"

#include "core/ops/common/compute_type.h"

namespace sardonyx {
namespace {

void widen_into(const Tensor& tensor, Tensor& wide) {
  load_tile(tensor.dtype(), tensor.raw(), 0, static_cast<std::size_t>(tensor.element_count()),
            wide.data<float>());
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
    store_tile(y.dtype(), widened.raw(), static_cast<std::size_t>(y.element_count()), y.raw(), 0);
  }
}

}  // namespace sardonyx
