#include "core/ops/common/convert_elements.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/kernels/elementwise/cast.h"
#include "core/kernels/parallel.h"
#include "core/ops/common/number_text.h"

namespace sardonyx {
namespace {

using kernels::ComputeType;

// Elements per thread and task, a multiple of the tile.
constexpr std::size_t kTaskTiles = 32;

ComputeType arithmetic_type(DType dtype) {
  const auto type = compute_type_of(dtype);
  require_that(ErrorCode::kUnsupported, type.has_value(), "tensors of ", dtype,
               " cannot be converted");
  return *type;
}

void convert_tile(const Tensor& x, Tensor& y, std::size_t i, std::size_t n,
                  SmallFloatRounding rounding) {
  const ComputeType type = *compute_type_of(x.dtype());
  if (is_native(x.dtype())) {
    const auto* from = static_cast<const std::byte*>(x.raw()) + i * element_size(x.dtype());
    store_tile_as(type, y.dtype(), from, n, y.raw(), i, rounding);
  } else if (is_native(y.dtype())) {
    auto* to = static_cast<std::byte*>(y.raw()) + i * element_size(y.dtype());
    load_tile_as(*compute_type_of(y.dtype()), x.dtype(), x.raw(), i, n, to);
  } else {
    Tile tile;
    load_tile(x.dtype(), x.raw(), i, n, tile.bytes);
    store_tile_as(type, y.dtype(), tile.bytes, n, y.raw(), i, rounding);
  }
}

// Strings as the compute type that the destination's elements come from.
void parse_tile(const std::string* x, std::size_t n, ComputeType type, Tile& tile) {
  const auto fill = [&]<class T>(T (*parse)(const std::string&)) {
    T* to = reinterpret_cast<T*>(tile.bytes);
    std::transform(x, x + n, to, parse);
  };
  switch (type) {
    case ComputeType::kFloat:
      return fill(parse_float);
    case ComputeType::kDouble:
      return fill(parse_double);
    case ComputeType::kUint64:
      return fill(parse_uint64);
    default:
      return fill(parse_int64);
  }
}

void convert_from_strings(const Tensor& x, Tensor& y, SmallFloatRounding rounding) {
  // Integers of all widths are read as 64 bits, truth as any number.
  const ComputeType own = arithmetic_type(y.dtype());
  const ComputeType type = y.dtype() == DType::kBool    ? ComputeType::kDouble
                           : own == ComputeType::kInt32 ? ComputeType::kInt64
                                                        : own;
  const auto strings = x.span<std::string>();
  Tile tile;
  for (std::size_t i = 0; i < strings.size(); i += kTileElements) {
    const std::size_t n = std::min(kTileElements, strings.size() - i);
    parse_tile(strings.data() + i, n, type, tile);
    store_tile_as(type, y.dtype(), tile.bytes, n, y.raw(), i, rounding);
  }
}

void write_tile(const Tile& tile, std::size_t n, ComputeType type, std::string* y) {
  const auto write = [&]<class T>(const T* from) {
    for (std::size_t i = 0; i < n; ++i) {
      if constexpr (std::is_floating_point_v<T>) {
        y[i] = plain_text(from[i]);
      } else {
        y[i] = concat(from[i]);
      }
    }
  };
  switch (type) {
    case ComputeType::kFloat:
      return write(reinterpret_cast<const float*>(tile.bytes));
    case ComputeType::kDouble:
      return write(reinterpret_cast<const double*>(tile.bytes));
    case ComputeType::kUint64:
      return write(reinterpret_cast<const std::uint64_t*>(tile.bytes));
    default:
      return write(reinterpret_cast<const std::int64_t*>(tile.bytes));
  }
}

void convert_to_strings(const Tensor& x, Tensor& y) {
  const ComputeType own = arithmetic_type(x.dtype());
  const ComputeType type = own == ComputeType::kInt32 ? ComputeType::kInt64 : own;
  const auto strings = y.span<std::string>();
  Tile tile;
  for (std::size_t i = 0; i < strings.size(); i += kTileElements) {
    const std::size_t n = std::min(kTileElements, strings.size() - i);
    load_tile_as(type, x.dtype(), x.raw(), i, n, tile.bytes);
    write_tile(tile, n, type, strings.data() + i);
  }
}

}  // namespace

void convert_elements(const Tensor& x, Tensor& y, SmallFloatRounding rounding, ThreadPool& pool) {
  if (x.dtype() == y.dtype()) {
    return copy_elements(x, y);
  }
  if (x.dtype() == DType::kString) {
    return convert_from_strings(x, y, rounding);
  }
  if (y.dtype() == DType::kString) {
    return convert_to_strings(x, y);
  }
  arithmetic_type(x.dtype());
  arithmetic_type(y.dtype());
  const auto count = static_cast<std::size_t>(x.element_count());
  const std::size_t tiles = (count + kTileElements - 1) / kTileElements;
  kernels::parallel_ranges(pool, tiles, kTaskTiles, [&](std::size_t first, std::size_t last) {
    for (std::size_t tile = first; tile < last; ++tile) {
      const std::size_t i = tile * kTileElements;
      convert_tile(x, y, i, std::min(kTileElements, count - i), rounding);
    }
  });
}

}  // namespace sardonyx
