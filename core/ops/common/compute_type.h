#pragma once

#include <cstddef>
#include <optional>

#include "core/kernels/elementwise/loops.h"
#include "core/kernels/small_float.h"
#include "core/tensor/dtype.h"

namespace sardonyx {

/// The type that elements of this type are computed in, nullopt for strings and complex numbers.
std::optional<kernels::ComputeType> compute_type_of(DType dtype);

/// The element type whose storage is the compute type's own.
DType storage_of(kernels::ComputeType type);

/// Whether tensors of this type are computed on as they lie, without conversion.
bool is_native(DType dtype);

/// Whether numbers of this type need more than the 24 bits of a float: doubles and integers of 32
/// bits or more, which interpolation computes in double.
constexpr bool exceeds_float(DType dtype) {
  return dtype == DType::kDouble || dtype == DType::kInt32 || dtype == DType::kUint32 ||
         dtype == DType::kInt64 || dtype == DType::kUint64;
}

/// How many elements are converted at a time: three tiles of doubles stay within the L1 cache.
inline constexpr std::size_t kTileElements = 1024;

/// How many floats of a result a chain of operators works on at a time: they and as many of an
/// operand stay within the L1 cache.
inline constexpr std::size_t kFinishedElements = 2048;

/// Room for a tile of any compute type.
struct Tile {
  alignas(16) std::byte bytes[kTileElements * 8];
};

/// Converts `n` stored elements, beginning with element `offset` of `data`, to their compute type.
/// REQUIRES: n <= kTileElements.
void load_tile(DType dtype, const void* data, std::size_t offset, std::size_t n, void* tile);

/// As load_tile, to any compute type.
void load_tile_as(kernels::ComputeType type, DType dtype, const void* data, std::size_t offset,
                  std::size_t n, void* tile);

/// What happens to numbers that float8 types do not have (Cast's attributes of these names).
struct SmallFloatRounding {
  bool saturate = true;
  kernels::PowerRounding round_mode = kernels::PowerRounding::kUp;
};

/// The reverse: rounds floats, wraps integers. REQUIRES: n <= kTileElements, and `offset` is a
/// multiple of it for types of less than a byte.
void store_tile(DType dtype, const void* tile, std::size_t n, void* data, std::size_t offset,
                SmallFloatRounding rounding = {});

/// As store_tile, from any compute type.
void store_tile_as(kernels::ComputeType type, DType dtype, const void* tile, std::size_t n,
                   void* data, std::size_t offset, SmallFloatRounding rounding = {});

}  // namespace sardonyx
