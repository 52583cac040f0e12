#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

// Calls f with a typed pointer to element i.
template <class F>
void with_element(const Tensor& tensor, std::int64_t i, const F& f) {
  const auto at = [&]<class T>(T* first) { f(first + i); };
  void* data = const_cast<void*>(tensor.raw());
  switch (tensor.dtype()) {
    case DType::kFloat:
      return at(static_cast<float*>(data));
    case DType::kDouble:
      return at(static_cast<double*>(data));
    case DType::kFloat16:
      return at(static_cast<Float16*>(data));
    case DType::kBFloat16:
      return at(static_cast<BFloat16*>(data));
    case DType::kInt8:
      return at(static_cast<std::int8_t*>(data));
    case DType::kInt16:
      return at(static_cast<std::int16_t*>(data));
    case DType::kInt32:
      return at(static_cast<std::int32_t*>(data));
    case DType::kInt64:
      return at(static_cast<std::int64_t*>(data));
    case DType::kUint8:
    case DType::kBool:
      return at(static_cast<std::uint8_t*>(data));
    case DType::kUint16:
      return at(static_cast<std::uint16_t*>(data));
    case DType::kUint32:
      return at(static_cast<std::uint32_t*>(data));
    case DType::kUint64:
      return at(static_cast<std::uint64_t*>(data));
    default:
      fail(ErrorCode::kUnsupported, "a tensor of ", tensor.dtype(), " holds no plain numbers");
  }
}

}  // namespace

double number_at(const Tensor& tensor, std::int64_t i) {
  double number = 0;
  with_element(tensor, i, [&]<class T>(const T* element) {
    if constexpr (std::is_arithmetic_v<T>) {
      number = static_cast<double>(*element);
    } else {
      number = static_cast<double>(to_float(*element));
    }
  });
  return number;
}

void set_number(Tensor& tensor, std::int64_t i, double value) {
  with_element(tensor, i, [&]<class T>(T* element) {
    if constexpr (std::is_same_v<T, Float16>) {
      *element = to_float16(static_cast<float>(value));
    } else if constexpr (std::is_same_v<T, BFloat16>) {
      *element = to_bfloat16(static_cast<float>(value));
    } else {
      *element = static_cast<T>(value);
    }
  });
}

std::optional<double> scalar_input(const InferContext& context, int i) {
  const Dim count = context.shape(i).element_count();
  context.require(!certainly_differ(count, 1), "input ", i, " has shape ", context.shape(i),
                  ", expected one element");
  const Tensor* contents = context.contents(i);
  return contents != nullptr ? std::optional(number_at(*contents)) : std::nullopt;
}

}  // namespace sardonyx
