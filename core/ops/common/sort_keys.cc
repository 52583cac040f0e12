#include "core/ops/common/sort_keys.h"

#include "core/base/error.h"

namespace sardonyx {

kernels::SortKeys sort_keys_of(DType dtype) {
  switch (dtype) {
    case DType::kFloat:
      return kernels::sort_keys<float>;
    case DType::kDouble:
      return kernels::sort_keys<double>;
    case DType::kFloat16:
      return kernels::sort_keys<Float16>;
    case DType::kBFloat16:
      return kernels::sort_keys<BFloat16>;
    case DType::kInt8:
      return kernels::sort_keys<std::int8_t>;
    case DType::kInt16:
      return kernels::sort_keys<std::int16_t>;
    case DType::kInt32:
      return kernels::sort_keys<std::int32_t>;
    case DType::kInt64:
      return kernels::sort_keys<std::int64_t>;
    case DType::kUint8:
    case DType::kBool:
      return kernels::sort_keys<std::uint8_t>;
    case DType::kUint16:
      return kernels::sort_keys<std::uint16_t>;
    case DType::kUint32:
      return kernels::sort_keys<std::uint32_t>;
    case DType::kUint64:
      return kernels::sort_keys<std::uint64_t>;
    default:
      fail(ErrorCode::kUnsupported, "elements of ", dtype, " have no order");
  }
}

}  // namespace sardonyx
