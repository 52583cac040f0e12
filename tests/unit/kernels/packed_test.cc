#include "core/kernels/packed.h"

#include <gtest/gtest.h>

#include <vector>

namespace sardonyx::kernels {
namespace {

TEST(Packed, LowBitsFirst) {
  const std::uint8_t nibbles[] = {0x21, 0x83};
  std::vector<std::uint8_t> codes(4);
  unpack(4, nibbles, 0, 4, codes.data());
  EXPECT_EQ(codes, (std::vector<std::uint8_t>{1, 2, 3, 8}));
  std::vector<std::int8_t> values(4);
  unpack_signed(4, nibbles, 0, 4, values.data());
  EXPECT_EQ(values, (std::vector<std::int8_t>{1, 2, 3, -8}));
  const std::uint8_t pairs[] = {0b11100100};
  unpack_signed(2, pairs, 0, 4, values.data());
  EXPECT_EQ(values, (std::vector<std::int8_t>{0, 1, -2, -1}));
}

TEST(Packed, SixBitsCrossBytes) {
  // Four codes fill three bytes: 1, 2, 0x3f, 0x20.
  const std::uint8_t packed[] = {0x81, 0xf0, 0x83};
  std::vector<std::uint8_t> codes(4);
  unpack(6, packed, 0, 4, codes.data());
  EXPECT_EQ(codes, (std::vector<std::uint8_t>{1, 2, 0x3f, 0x20}));
  std::vector<std::uint8_t> again(3);
  pack(6, codes.data(), 4, again.data(), 0);
  EXPECT_EQ(again, (std::vector<std::uint8_t>{0x81, 0xf0, 0x83}));
}

TEST(Packed, AnyOffsetAndCount) {
  for (const int bits : {2, 4, 6}) {
    std::vector<std::uint8_t> codes;
    for (int i = 0; i < 37; ++i) {
      codes.push_back(static_cast<std::uint8_t>((i * 11 + 5) & ((1 << bits) - 1)));
    }
    for (std::size_t n = 0; n <= codes.size(); ++n) {
      std::vector<std::uint8_t> packed((n * static_cast<std::size_t>(bits) + 7) / 8);
      pack(bits, codes.data(), n, packed.data(), 0);
      for (std::size_t offset = 0; offset <= n; ++offset) {
        std::vector<std::uint8_t> read(n - offset);
        unpack(bits, packed.data(), offset, read.size(), read.data());
        EXPECT_EQ(read, std::vector<std::uint8_t>(codes.begin() + static_cast<long>(offset),
                                                  codes.begin() + static_cast<long>(n)));
      }
    }
    // In two parts, the second from a whole byte on.
    std::vector<std::uint8_t> whole((codes.size() * static_cast<std::size_t>(bits) + 7) / 8);
    std::vector<std::uint8_t> parts(whole.size());
    pack(bits, codes.data(), codes.size(), whole.data(), 0);
    pack(bits, codes.data(), 8, parts.data(), 0);
    pack(bits, codes.data() + 8, codes.size() - 8, parts.data(), 8);
    EXPECT_EQ(parts, whole);
  }
}

}  // namespace
}  // namespace sardonyx::kernels
