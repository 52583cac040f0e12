#pragma once

#include <cstddef>
#include <cstdint>

namespace sardonyx::kernels {

// Elements of 2, 4 or 6 bits, packed without gaps from the lowest bit of the first byte on, as ONNX
// stores them.

/// codes[i] = element offset + i for i < n, one per byte, zero-extended.
void unpack(int bits, const std::uint8_t* packed, std::size_t offset, std::size_t n,
            std::uint8_t* codes);

/// As unpack, with the codes read as two's complement.
void unpack_signed(int bits, const std::uint8_t* packed, std::size_t offset, std::size_t n,
                   std::int8_t* values);

/// The inverse: stores the low `bits` bits of n codes from element `offset` on. The rest of the
/// last byte becomes zero. REQUIRES: element `offset` begins a byte.
void pack(int bits, const std::uint8_t* codes, std::size_t n, std::uint8_t* packed,
          std::size_t offset);

}  // namespace sardonyx::kernels
