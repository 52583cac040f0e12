#include "core/ops/common/integer_product.h"

namespace sardonyx {
namespace {

std::int32_t code_at(const Tensor& tensor, std::size_t i) {
  return tensor.dtype() == DType::kInt8 ? std::int32_t{tensor.data<std::int8_t>()[i]}
                                        : std::int32_t{tensor.data<std::uint8_t>()[i]};
}

template <class T>
void subtract(const T* codes, std::size_t n, std::int32_t zero_point, float* out) {
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = static_cast<float>(std::int32_t{codes[i]} - zero_point);
  }
}

}  // namespace

void subtract_zero_point(const Tensor& tensor, const Tensor* zero_point, int axis, float* out) {
  const auto count = static_cast<std::size_t>(tensor.element_count());
  const bool one = zero_point == nullptr || zero_point->element_count() == 1;
  const std::size_t run =
      one ? count : static_cast<std::size_t>(tensor.shape().count(axis + 1, tensor.rank()));
  const std::size_t extent = one ? 1 : static_cast<std::size_t>(tensor.dim(axis));
  for (std::size_t i = 0; i < count; i += run) {
    const std::int32_t zero =
        zero_point == nullptr ? 0 : code_at(*zero_point, one ? 0 : i / run % extent);
    if (tensor.dtype() == DType::kInt8) {
      subtract(tensor.data<std::int8_t>() + i, run, zero, out + i);
    } else {
      subtract(tensor.data<std::uint8_t>() + i, run, zero, out + i);
    }
  }
}

void check_zero_point(const InferContext& context, int i, Dim extent) {
  if (!context.has_input(i)) {
    return;
  }
  const Dim count = context.shape(i).element_count();
  context.require(context.shape(i).rank() <= 1 &&
                      (!count.known() || count.is(1) || !certainly_differ(count, extent)),
                  "the zero point, input ", i, ", has shape ", context.shape(i),
                  ", expected one element or ", extent);
}

void add_part(const float* x, std::size_t n, bool first, std::int32_t* y) {
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = (first ? 0 : y[i]) + static_cast<std::int32_t>(x[i]);
  }
}

}  // namespace sardonyx
