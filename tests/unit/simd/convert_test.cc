#include "core/simd/convert.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace sardonyx::simd {
namespace {

template <class Half>
void check_all_halves() {
  std::vector<Half> halves(65536);
  for (std::size_t i = 0; i < halves.size(); ++i) halves[i].bits = static_cast<std::uint16_t>(i);
  for (std::size_t i = 0; i < halves.size(); i += 4) {
    float wide[4];
    store(wide, load_as_float(&halves[i]));
    Half back[4];
    store_from_float(back, load(wide));
    for (std::size_t j = 0; j < 4; ++j) {
      ASSERT_EQ(std::bit_cast<std::uint32_t>(wide[j]),
                std::bit_cast<std::uint32_t>(to_float(halves[i + j])))
          << i + j;
      if (wide[j] == wide[j]) {
        ASSERT_EQ(back[j].bits, i + j);
      }
    }
  }
}

TEST(ConvertTest, WidensEveryHalf) {
  check_all_halves<Float16>();
  check_all_halves<BFloat16>();
}

TEST(ConvertTest, RoundsFloatsAsTheScalarFunctionsDo) {
  for (std::uint64_t pattern = 0; pattern < (1ull << 32); pattern += 4 * 997) {
    float x[4];
    for (std::uint32_t j = 0; j < 4; ++j) {
      // Neighbours of bit patterns that halves can represent: ties and what is next to them.
      const std::uint32_t near = static_cast<std::uint32_t>(pattern) & ~0xfffu;
      x[j] = std::bit_cast<float>(j < 2 ? static_cast<std::uint32_t>(pattern) + j : near + j - 3);
    }
    Float16 half[4];
    BFloat16 brain[4];
    store_from_float(half, load(x));
    store_from_float(brain, load(x));
    for (std::size_t j = 0; j < 4; ++j) {
      ASSERT_EQ(half[j].bits, to_float16(x[j]).bits) << x[j];
      ASSERT_EQ(brain[j].bits, to_bfloat16(x[j]).bits) << x[j];
    }
  }
}

TEST(ConvertTest, CountedHalvesStayInBounds) {
  for (std::size_t n = 0; n <= 5; ++n) {
    std::vector<Float16> x(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = to_float16(static_cast<float>(i) + 0.5f);
    float wide[4];
    store(wide, load_as_float(x.data(), n));
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(wide[i], i < n ? static_cast<float>(i) + 0.5f : 0.0f);
    }
    std::vector<Float16> y(n);
    store_from_float(y.data(), load(wide), n);
    for (std::size_t i = 0; i < n && i < 4; ++i) EXPECT_EQ(y[i].bits, x[i].bits);
  }
}

template <class T>
void check_integers() {
  using Limits = std::numeric_limits<T>;
  const std::vector<T> x = {Limits::min(), static_cast<T>(-1), 0, 1, Limits::max(), 77};
  for (std::size_t n = 0; n <= x.size(); ++n) {
    const std::vector<T> exact(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n));
    std::int32_t wide[4];
    store(wide, load_as_int(exact.data(), n));
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(wide[i], i < n ? std::int32_t{x[i]} : 0);
  }
  const std::int32_t wide[] = {Limits::min() - 1, Limits::max() + 1, -100000, 77};
  const T narrow[] = {Limits::min(), Limits::max(), Limits::min(), 77};
  for (std::size_t n = 0; n <= 4; ++n) {
    std::vector<T> y(n);
    store_saturated(y.data(), load(wide), n);
    for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(y[i], narrow[i]);
  }
}

TEST(ConvertTest, WidensAndSaturatesIntegers) {
  check_integers<std::int8_t>();
  check_integers<std::uint8_t>();
  check_integers<std::int16_t>();
  check_integers<std::uint16_t>();
}

}  // namespace
}  // namespace sardonyx::simd
