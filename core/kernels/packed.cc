#include "core/kernels/packed.h"

namespace sardonyx::kernels {
namespace {

// Calls f(i, code) for each of the n elements.
template <class F>
void for_each_code(int bits, const std::uint8_t* packed, std::size_t offset, std::size_t n,
                   const F& f) {
  const unsigned mask = (1u << bits) - 1;
  std::size_t bit = offset * static_cast<std::size_t>(bits);
  for (std::size_t i = 0; i < n; ++i, bit += static_cast<std::size_t>(bits)) {
    const std::size_t shift = bit % 8;
    unsigned code = packed[bit / 8];
    if (shift + static_cast<std::size_t>(bits) > 8) {
      code |= static_cast<unsigned>(packed[bit / 8 + 1]) << 8;
    }
    f(i, (code >> shift) & mask);
  }
}

}  // namespace

void unpack(int bits, const std::uint8_t* packed, std::size_t offset, std::size_t n,
            std::uint8_t* codes) {
  for_each_code(bits, packed, offset, n,
                [&](std::size_t i, unsigned code) { codes[i] = static_cast<std::uint8_t>(code); });
}

void unpack_signed(int bits, const std::uint8_t* packed, std::size_t offset, std::size_t n,
                   std::int8_t* values) {
  const int sign = 1 << (bits - 1);
  for_each_code(bits, packed, offset, n, [&](std::size_t i, unsigned code) {
    values[i] = static_cast<std::int8_t>((static_cast<int>(code) ^ sign) - sign);
  });
}

void pack(int bits, const std::uint8_t* codes, std::size_t n, std::uint8_t* packed,
          std::size_t offset) {
  const unsigned mask = (1u << bits) - 1;
  std::uint8_t* to = packed + offset * static_cast<std::size_t>(bits) / 8;
  unsigned pending = 0;
  int count = 0;  // bits in `pending`, fewer than 8 between elements
  for (std::size_t i = 0; i < n; ++i) {
    pending |= (codes[i] & mask) << count;
    count += bits;
    if (count >= 8) {
      *to++ = static_cast<std::uint8_t>(pending);
      pending >>= 8;
      count -= 8;
    }
  }
  if (count > 0) {
    *to = static_cast<std::uint8_t>(pending);
  }
}

}  // namespace sardonyx::kernels
