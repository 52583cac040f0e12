#include "core/kernels/quantize.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

template <class T>
class QuantizeBytes : public ::testing::Test {};
using ByteTypes = ::testing::Types<std::uint8_t, std::int8_t>;
TYPED_TEST_SUITE(QuantizeBytes, ByteTypes);

// From the definition: ties to even, saturated, NaN as zero.
template <class T>
T quantize_one(float x, float scale, std::int32_t zero_point) {
  const float quotient = x / scale;
  if (std::isnan(quotient)) return static_cast<T>(zero_point);
  const double code = static_cast<double>(std::nearbyint(quotient)) + zero_point;
  return static_cast<T>(
      std::clamp<double>(code, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
}

std::vector<float> sample(Random& random, std::size_t n, float scale) {
  std::vector<float> x = random.floats(n, -200 * scale, 200 * scale);
  for (float& value : x) {
    switch (random.between(0, 9)) {
      case 0:  // a tie
        value = (static_cast<float>(random.between(-130, 130)) + 0.5f) * scale;
        break;
      case 1:
        value = std::numeric_limits<float>::quiet_NaN();
        break;
      case 2:
        value = std::numeric_limits<float>::infinity() * (random.coin() ? 1.0f : -1.0f);
        break;
      case 3:
        value = -3e38f;
        break;
      default:
        break;
    }
  }
  return x;
}

TYPED_TEST(QuantizeBytes, AsDefined) {
  Random random(1);
  for (const std::size_t n : {0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 1000}) {
    for (const float scale : {0.25f, 0.017f, 3.0f}) {
      const auto zero_point = static_cast<std::int32_t>(random.between(
          std::numeric_limits<TypeParam>::min(), std::numeric_limits<TypeParam>::max()));
      const std::vector<float> x = sample(random, n, scale);
      std::vector<TypeParam> y(n + 1, 77);
      quantize(x.data(), scale, zero_point, y.data(), n);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(y[i], quantize_one<TypeParam>(x[i], scale, zero_point))
            << x[i] << " / " << scale << " + " << zero_point << " at " << i << " of " << n;
      }
      EXPECT_EQ(y[n], 77);
      std::vector<float> back(n + 1, 77);
      dequantize(y.data(), scale, zero_point, back.data(), n);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(back[i], static_cast<float>(y[i] - zero_point) * scale) << i << " of " << n;
      }
      EXPECT_EQ(back[n], 77);
    }
  }
}

TYPED_TEST(QuantizeBytes, AsWithScalesPerElement) {
  Random random(2);
  for (const std::size_t n : {1, 3, 4, 5, 130}) {
    const float scale = 0.037f;
    const std::vector<float> x = sample(random, n, scale);
    const std::vector<float> scales(n, scale);
    const std::vector<std::int32_t> zero_points(n, 3);
    std::vector<TypeParam> y(n);
    quantize(x.data(), scale, 3, y.data(), n);
    std::vector<std::int32_t> codes(n);
    quantize(x.data(), scales.data(), zero_points.data(), std::numeric_limits<TypeParam>::min(),
             std::numeric_limits<TypeParam>::max(), codes.data(), n);
    EXPECT_EQ(std::vector<std::int32_t>(y.begin(), y.end()), codes);
    std::vector<float> bytes(n);
    dequantize(y.data(), scale, 3, bytes.data(), n);
    std::vector<float> wide(n);
    dequantize(codes.data(), scales.data(), zero_points.data(), wide.data(), n);
    EXPECT_EQ(bytes, wide);
  }
}

}  // namespace
}  // namespace sardonyx::kernels
