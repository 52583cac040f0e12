#include "core/ops/common/compute_type.h"

#include <cstdint>
#include <cstring>

#include "core/base/error.h"
#include "core/kernels/convert.h"
#include "core/kernels/elementwise/cast.h"
#include "core/kernels/packed.h"

namespace sardonyx {
namespace {

using kernels::ComputeType;

// Calls f with a null pointer of the stored and of the compute type for types that need converting
// and have whole bytes.
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

// The format of float types of eight bits and fewer but float8e8m0.
const kernels::SmallFloat* small_float_of(DType dtype) {
  switch (dtype) {
    case DType::kFloat8E4M3FN:
      return &kernels::kFloat8E4M3FN;
    case DType::kFloat8E4M3FNUZ:
      return &kernels::kFloat8E4M3FNUZ;
    case DType::kFloat8E5M2:
      return &kernels::kFloat8E5M2;
    case DType::kFloat8E5M2FNUZ:
      return &kernels::kFloat8E5M2FNUZ;
    case DType::kFloat6E2M3:
      return &kernels::kFloat6E2M3;
    case DType::kFloat6E3M2:
      return &kernels::kFloat6E3M2;
    case DType::kFloat4E2M1:
      return &kernels::kFloat4E2M1;
    default:
      return nullptr;
  }
}

void load_small_float(DType dtype, const std::uint8_t* data, std::size_t offset, std::size_t n,
                      float* tile) {
  std::uint8_t unpacked[kTileElements];
  const std::uint8_t* codes = data + offset;
  if (is_packed(dtype)) {
    kernels::unpack(bits_of(dtype), data, offset, n, unpacked);
    codes = unpacked;
  }
  if (dtype == DType::kFloat8E8M0) {
    kernels::decode_float8e8m0(codes, tile, n);
  } else {
    kernels::decode(*small_float_of(dtype), codes, tile, n);
  }
}

void store_small_float(DType dtype, const float* tile, std::size_t n, std::uint8_t* data,
                       std::size_t offset, SmallFloatRounding rounding) {
  std::uint8_t unpacked[kTileElements];
  std::uint8_t* codes = is_packed(dtype) ? unpacked : data + offset;
  if (dtype == DType::kFloat8E8M0) {
    kernels::encode_float8e8m0(tile, codes, n, rounding.saturate, rounding.round_mode);
  } else {
    kernels::encode(*small_float_of(dtype), tile, codes, n, rounding.saturate);
  }
  if (is_packed(dtype)) {
    kernels::pack(bits_of(dtype), codes, n, data, offset);
  }
}

void load_small_int(DType dtype, const std::uint8_t* data, std::size_t offset, std::size_t n,
                    std::int32_t* tile) {
  if (dtype == DType::kInt4 || dtype == DType::kInt2) {
    std::int8_t values[kTileElements];
    kernels::unpack_signed(bits_of(dtype), data, offset, n, values);
    kernels::convert(values, tile, n);
  } else {
    std::uint8_t values[kTileElements];
    kernels::unpack(bits_of(dtype), data, offset, n, values);
    kernels::convert(values, tile, n);
  }
}

void store_small_int(DType dtype, const std::int32_t* tile, std::size_t n, std::uint8_t* data,
                     std::size_t offset) {
  std::uint8_t codes[kTileElements];
  kernels::convert(tile, codes, n);
  kernels::pack(bits_of(dtype), codes, n, data, offset);
}

bool is_small_float(DType dtype) {
  return dtype == DType::kFloat8E8M0 || small_float_of(dtype) != nullptr;
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
    case DType::kInt4:
    case DType::kUint4:
    case DType::kInt2:
    case DType::kUint2:
      return ComputeType::kInt32;
    case DType::kUint32:
    case DType::kInt64:
      return ComputeType::kInt64;
    case DType::kUint64:
      return ComputeType::kUint64;
    default:
      return is_small_float(dtype) ? std::optional(ComputeType::kFloat) : std::nullopt;
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
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  if (is_native(dtype)) {
    const std::size_t size = element_size(dtype);
    std::memcpy(tile, bytes + offset * size, n * size);
  } else if (is_small_float(dtype)) {
    load_small_float(dtype, bytes, offset, n, static_cast<float*>(tile));
  } else if (is_packed(dtype)) {
    load_small_int(dtype, bytes, offset, n, static_cast<std::int32_t*>(tile));
  } else {
    with_types(dtype, [&]<class Stored, class Computed>(Stored*, Computed*) {
      kernels::convert(static_cast<const Stored*>(data) + offset, static_cast<Computed*>(tile), n);
    });
  }
}

void load_tile_as(ComputeType type, DType dtype, const void* data, std::size_t offset,
                  std::size_t n, void* tile) {
  const ComputeType own = *compute_type_of(dtype);
  if (own == type) {
    load_tile(dtype, data, offset, n, tile);
  } else if (dtype == DType::kUint8 && type == ComputeType::kFloat) {
    // What images come in.
    kernels::convert(static_cast<const std::uint8_t*>(data) + offset, static_cast<float*>(tile), n);
  } else if (is_native(dtype)) {
    kernels::cast(own, static_cast<const std::byte*>(data) + offset * element_size(dtype), type,
                  tile, n);
  } else {
    Tile loaded;
    load_tile(dtype, data, offset, n, loaded.bytes);
    kernels::cast(own, loaded.bytes, type, tile, n);
  }
}

void store_tile(DType dtype, const void* tile, std::size_t n, void* data, std::size_t offset,
                SmallFloatRounding rounding) {
  auto* bytes = static_cast<std::uint8_t*>(data);
  if (is_native(dtype)) {
    const std::size_t size = element_size(dtype);
    std::memcpy(bytes + offset * size, tile, n * size);
  } else if (is_small_float(dtype)) {
    store_small_float(dtype, static_cast<const float*>(tile), n, bytes, offset, rounding);
  } else if (is_packed(dtype)) {
    store_small_int(dtype, static_cast<const std::int32_t*>(tile), n, bytes, offset);
  } else {
    with_types(dtype, [&]<class Stored, class Computed>(Stored*, Computed*) {
      kernels::convert(static_cast<const Computed*>(tile), static_cast<Stored*>(data) + offset, n);
    });
  }
}

void store_tile_as(ComputeType type, DType dtype, const void* tile, std::size_t n, void* data,
                   std::size_t offset, SmallFloatRounding rounding) {
  const ComputeType own = *compute_type_of(dtype);
  if (dtype == DType::kBool) {
    kernels::cast_to_bool(type, tile, static_cast<std::uint8_t*>(data) + offset, n);
  } else if (own == type) {
    store_tile(dtype, tile, n, data, offset, rounding);
  } else if (is_native(dtype)) {
    kernels::cast(type, tile, own, static_cast<std::byte*>(data) + offset * element_size(dtype), n);
  } else {
    Tile converted;
    if (own == ComputeType::kFloat && type == ComputeType::kDouble) {
      // The narrow type must not round what has been rounded already.
      kernels::narrow_to_odd(static_cast<const double*>(tile),
                             reinterpret_cast<float*>(converted.bytes), n);
    } else {
      kernels::cast(type, tile, own, converted.bytes, n);
    }
    store_tile(dtype, converted.bytes, n, data, offset, rounding);
  }
}

}  // namespace sardonyx
