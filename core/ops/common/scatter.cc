#include "core/ops/common/scatter.h"

#include "core/base/half.h"

namespace sardonyx {
namespace {

Float16 round_to(Float16, float value) {
  return to_float16(value);
}
BFloat16 round_to(BFloat16, float value) {
  return to_bfloat16(value);
}

// A half float with the arithmetic that reductions need, each step rounded.
template <class Storage>
struct Half {
  Storage storage;

  friend Half operator+(Half a, Half b) {
    return {round_to(Storage{}, to_float(a.storage) + to_float(b.storage))};
  }
  friend Half operator*(Half a, Half b) {
    return {round_to(Storage{}, to_float(a.storage) * to_float(b.storage))};
  }
  friend bool operator<(Half a, Half b) { return to_float(a.storage) < to_float(b.storage); }
};

}  // namespace

kernels::ScatterReduction scatter_reduction(const MakeContext& context) {
  return static_cast<kernels::ScatterReduction>(
      context.get_choice("reduction", {"none", "add", "mul", "max", "min"}));
}

kernels::ScatterCombine scatter_combine_of(DType dtype, kernels::ScatterReduction reduction) {
  using kernels::scatter_combine;
  if (reduction == kernels::ScatterReduction::kNone) {
    return nullptr;
  }
  switch (dtype) {
    case DType::kFloat:
      return scatter_combine<float>(reduction);
    case DType::kDouble:
      return scatter_combine<double>(reduction);
    case DType::kFloat16:
      return scatter_combine<Half<Float16>>(reduction);
    case DType::kBFloat16:
      return scatter_combine<Half<BFloat16>>(reduction);
    case DType::kInt8:
      return scatter_combine<std::int8_t>(reduction);
    case DType::kInt16:
      return scatter_combine<std::int16_t>(reduction);
    case DType::kInt32:
      return scatter_combine<std::int32_t>(reduction);
    case DType::kInt64:
      return scatter_combine<std::int64_t>(reduction);
    case DType::kUint8:
      return scatter_combine<std::uint8_t>(reduction);
    case DType::kUint16:
      return scatter_combine<std::uint16_t>(reduction);
    case DType::kUint32:
      return scatter_combine<std::uint32_t>(reduction);
    case DType::kUint64:
      return scatter_combine<std::uint64_t>(reduction);
    case DType::kBool:
      return scatter_combine<bool>(reduction);
    default:
      fail(ErrorCode::kUnsupported, "elements of ", dtype, " cannot be reduced");
  }
}

}  // namespace sardonyx
