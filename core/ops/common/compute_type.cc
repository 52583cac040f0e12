#include "core/ops/common/compute_type.h"

#include <cstdint>
#include <cstring>

#include "core/base/error.h"
#include "core/kernels/convert.h"

namespace sardonyx {
namespace {

using kernels::ComputeType;

// Calls f with a null pointer of the stored and of the compute type for types that need converting.
template <class F>
void with_types(DType dtype, const F& f) {
  switch (dtype) {
    case DType::kFloat16:
      return f(static_cast<Float16*>(nullptr), static_cast<float*>(nullptr));
    case DType::kBFloat16:
      return f(static_cast<BFloat16*>(nullptr), static_cast<float*>(nullptr));
    case DType::kInt8:
      return f(static_cast<std::int8_t*>(nullptr), static_cast<std::int32_t*>(nullptr));
    case DType::kUint8:
    case DType::kBool:
      return f(static_cast<std::uint8_t*>(nullptr), static_cast<std::int32_t*>(nullptr));
    case DType::kInt16:
      return f(static_cast<std::int16_t*>(nullptr), static_cast<std::int32_t*>(nullptr));
    case DType::kUint16:
      return f(static_cast<std::uint16_t*>(nullptr), static_cast<std::int32_t*>(nullptr));
    case DType::kUint32:
      return f(static_cast<std::uint32_t*>(nullptr), static_cast<std::int64_t*>(nullptr));
    default:
      fail(ErrorCode::kInternal, "elements of type ", dtype, " are not converted for arithmetic");
  }
}

}  // namespace

std::optional<ComputeType> compute_type_of(DType dtype) {
  switch (dtype) {
    case DType::kFloat:
    case DType::kFloat16:
    case DType::kBFloat16:
      return ComputeType::kFloat;
    case DType::kDouble:
      return ComputeType::kDouble;
    case DType::kInt8:
    case DType::kUint8:
    case DType::kInt16:
    case DType::kUint16:
    case DType::kInt32:
    case DType::kBool:
      return ComputeType::kInt32;
    case DType::kUint32:
    case DType::kInt64:
      return ComputeType::kInt64;
    case DType::kUint64:
      return ComputeType::kUint64;
    default:
      return std::nullopt;
  }
}

DType storage_of(ComputeType type) {
  constexpr DType kStorage[] = {DType::kFloat, DType::kDouble, DType::kInt32, DType::kInt64,
                                DType::kUint64};
  return kStorage[static_cast<std::size_t>(type)];
}

bool is_native(DType dtype) {
  const std::optional<ComputeType> type = compute_type_of(dtype);
  return type && storage_of(*type) == dtype;
}

void load_tile(DType dtype, const void* data, std::size_t offset, std::size_t n, void* tile) {
  if (is_native(dtype)) {
    const std::size_t size = element_size(dtype);
    std::memcpy(tile, static_cast<const std::byte*>(data) + offset * size, n * size);
    return;
  }
  with_types(dtype, [&]<class Stored, class Computed>(Stored*, Computed*) {
    kernels::convert(static_cast<const Stored*>(data) + offset, static_cast<Computed*>(tile), n);
  });
}

void store_tile(DType dtype, const void* tile, std::size_t n, void* data, std::size_t offset) {
  if (is_native(dtype)) {
    const std::size_t size = element_size(dtype);
    std::memcpy(static_cast<std::byte*>(data) + offset * size, tile, n * size);
    return;
  }
  with_types(dtype, [&]<class Stored, class Computed>(Stored*, Computed*) {
    kernels::convert(static_cast<const Computed*>(tile), static_cast<Stored*>(data) + offset, n);
  });
}

}  // namespace sardonyx
