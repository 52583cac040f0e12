#include "core/ops/common/packed.h"

#include "core/kernels/packed.h"

namespace sardonyx {

Tensor unpacked(const RunContext& context, const Tensor& tensor) {
  if (!is_packed(tensor.dtype())) {
    return tensor;
  }
  Tensor bytes = context.allocate(DType::kUint8, tensor.shape());
  kernels::unpack(bits_of(tensor.dtype()), static_cast<const std::uint8_t*>(tensor.raw()), 0,
                  static_cast<std::size_t>(tensor.element_count()), bytes.data<std::uint8_t>());
  return bytes;
}

UnpackedOutput::UnpackedOutput(const RunContext& context, Tensor& y)
    : y_(y), target_(is_packed(y.dtype()) ? context.allocate(DType::kUint8, y.shape()) : y) {}

void UnpackedOutput::finish() {
  if (is_packed(y_.dtype())) {
    kernels::pack(bits_of(y_.dtype()), target_.data<std::uint8_t>(),
                  static_cast<std::size_t>(y_.element_count()),
                  static_cast<std::uint8_t*>(y_.raw()), 0);
  }
}

}  // namespace sardonyx
