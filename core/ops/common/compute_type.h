#pragma once

#include <cstddef>
#include <optional>

#include "core/kernels/elementwise/loops.h"
#include "core/tensor/dtype.h"

namespace sardonyx {

/// The type that elements of this type are computed in, nullopt for types without arithmetic.
std::optional<kernels::ComputeType> compute_type_of(DType dtype);

/// The element type whose storage is the compute type's own.
DType storage_of(kernels::ComputeType type);

/// Whether tensors of this type are computed on as they lie, without conversion.
bool is_native(DType dtype);

/// How many elements are converted at a time: three tiles of doubles stay within the L1 cache.
inline constexpr std::size_t kTileElements = 1024;

/// Room for a tile of any compute type.
struct Tile {
  alignas(16) std::byte bytes[kTileElements * 8];
};

/// Converts `n` stored elements, beginning with element `offset` of `data`, to their compute type.
void load_tile(DType dtype, const void* data, std::size_t offset, std::size_t n, void* tile);

/// The reverse: rounds floats, wraps integers.
void store_tile(DType dtype, const void* tile, std::size_t n, void* data, std::size_t offset);

}  // namespace sardonyx
