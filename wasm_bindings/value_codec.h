#pragma once

// Values as bytes, for what is no plain tensor of numbers: strings, sequences, optionals, maps.
//
//   value     := kind: u8, then by kind
//   0 nothing
//   1 tensor    dtype: i32, rank: u32, extents: i64 each, then for strings per element its
//               size: u32 and UTF-8 bytes, for other types the elements as they lie in memory
//   2 sequence  element type: i32 (0 when the elements are no tensors), count: u32, values
//   3 optional  present: u8, then the value if it is
//   4 map       keys: value, values: value (both tensors of rank 1)
//
// Little-endian, without padding. web/src/codec.ts is the other side.

#include <cstddef>
#include <span>
#include <vector>

#include "core/tensor/value.h"

namespace sardonyx {

/// Appends `value` to `out`.
void encode_value(const Value& value, std::vector<std::byte>& out);

/// Throws kInvalidArgument when `blob` is no value, or has bytes left over.
Value decode_value(std::span<const std::byte> blob);

}  // namespace sardonyx
