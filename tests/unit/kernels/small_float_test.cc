#include "core/kernels/small_float.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace sardonyx::kernels {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

struct Case {
  const char* name;
  SmallFloat format;
  double largest;
  double smallest;  // the least positive number
};
const Case kCases[] = {
    {"E4M3FN", kFloat8E4M3FN, 448, 0x1p-9}, {"E4M3FNUZ", kFloat8E4M3FNUZ, 240, 0x1p-10},
    {"E5M2", kFloat8E5M2, 57344, 0x1p-16},  {"E5M2FNUZ", kFloat8E5M2FNUZ, 57344, 0x1p-17},
    {"E2M3", kFloat6E2M3, 7.5, 0.125},      {"E3M2", kFloat6E3M2, 28, 0.0625},
    {"E2M1", kFloat4E2M1, 6, 0.5},
};

float decode_one(const SmallFloat& format, std::uint8_t code) {
  float y;
  decode(format, &code, &y, 1);
  return y;
}

std::uint8_t encode_one(const SmallFloat& format, float x, bool saturate = true) {
  std::uint8_t code;
  encode(format, &x, &code, 1, saturate);
  return code;
}

// A positive number by the definition of the formats.
double value_of(const SmallFloat& format, int code) {
  const int mantissa = code & ((1 << format.mantissa_bits) - 1);
  const int exponent = code >> format.mantissa_bits;
  const double unit = std::ldexp(1.0, -format.mantissa_bits);
  return exponent == 0 ? std::ldexp(mantissa * unit, 1 - format.bias)
                       : std::ldexp(1 + mantissa * unit, exponent - format.bias);
}

TEST(SmallFloat, DecodesEveryFiniteCode) {
  for (const Case& test : kCases) {
    EXPECT_EQ(value_of(test.format, test.format.largest), test.largest) << test.name;
    EXPECT_EQ(value_of(test.format, 1), test.smallest) << test.name;
    for (int code = 0; code <= test.format.largest; ++code) {
      const auto value = static_cast<float>(value_of(test.format, code));
      const auto byte = static_cast<std::uint8_t>(code);
      EXPECT_EQ(decode_one(test.format, byte), value) << test.name << " " << code;
      const auto negative = static_cast<std::uint8_t>(code | 1 << test.format.sign_shift());
      if (code != 0 || !test.format.unsigned_zero) {
        EXPECT_EQ(decode_one(test.format, negative), -value) << test.name << " " << code;
        EXPECT_EQ(std::signbit(decode_one(test.format, negative)), true);
      }
    }
  }
}

TEST(SmallFloat, DecodesSpecialCodes) {
  EXPECT_TRUE(std::isnan(decode_one(kFloat8E4M3FN, 0x7f)));
  EXPECT_TRUE(std::isnan(decode_one(kFloat8E4M3FN, 0xff)));
  EXPECT_TRUE(std::isnan(decode_one(kFloat8E4M3FNUZ, 0x80)));
  EXPECT_TRUE(std::isnan(decode_one(kFloat8E5M2FNUZ, 0x80)));
  EXPECT_EQ(decode_one(kFloat8E5M2, 0x7c), kInfinity);
  EXPECT_EQ(decode_one(kFloat8E5M2, 0xfc), -kInfinity);
  for (const int code : {0x7d, 0x7e, 0x7f, 0xfd, 0xff}) {
    EXPECT_TRUE(std::isnan(decode_one(kFloat8E5M2, static_cast<std::uint8_t>(code))));
  }
}

TEST(SmallFloat, RoundsToTheNearestWithTiesToEven) {
  for (const Case& test : kCases) {
    for (int code = 0; code < test.format.largest; ++code) {
      const double low = value_of(test.format, code);
      const double high = value_of(test.format, code + 1);
      const auto middle = static_cast<float>((low + high) / 2);
      const auto even = static_cast<std::uint8_t>(code % 2 == 0 ? code : code + 1);
      EXPECT_EQ(encode_one(test.format, static_cast<float>(low)), code) << test.name;
      EXPECT_EQ(encode_one(test.format, middle), even) << test.name << " " << middle;
      EXPECT_EQ(encode_one(test.format, std::nextafter(middle, 0.0f)), code) << test.name;
      EXPECT_EQ(encode_one(test.format, std::nextafter(middle, kInfinity)), code + 1) << test.name;
    }
    EXPECT_EQ(encode_one(test.format, -static_cast<float>(test.largest)),
              test.format.largest | 1 << test.format.sign_shift())
        << test.name;
    EXPECT_EQ(encode_one(test.format, 1e-30f), 0) << test.name;
  }
}

TEST(SmallFloat, SpecialValuesFollowOnnxTables) {
  // Saturated: the largest number for infinities and for what is too large.
  for (const SmallFloat& format : {kFloat8E4M3FN, kFloat8E4M3FNUZ, kFloat8E5M2, kFloat8E5M2FNUZ}) {
    EXPECT_EQ(encode_one(format, kInfinity), format.largest);
    EXPECT_EQ(encode_one(format, -kInfinity), format.largest | 0x80);
    EXPECT_EQ(encode_one(format, 1e6f), format.largest);
    EXPECT_TRUE(std::isnan(decode_one(format, encode_one(format, kNaN))));
    EXPECT_TRUE(std::isnan(decode_one(format, encode_one(format, -kNaN))));
    EXPECT_EQ(encode_one(format, -0.0f), format.unsigned_zero ? 0 : 0x80);
    EXPECT_EQ(encode_one(format, -1e-30f), format.unsigned_zero ? 0 : 0x80);
  }
  EXPECT_EQ(encode_one(kFloat8E4M3FN, kInfinity, false), 0x7f);
  EXPECT_EQ(encode_one(kFloat8E4M3FN, -1e6f, false), 0xff);
  EXPECT_EQ(encode_one(kFloat8E4M3FN, 464, false), 0x7e);  // halfway to the next, even one below
  EXPECT_EQ(encode_one(kFloat8E4M3FN, 464.1f, false), 0x7f);
  EXPECT_EQ(encode_one(kFloat8E4M3FNUZ, kInfinity, false), 0x80);
  EXPECT_EQ(encode_one(kFloat8E4M3FNUZ, -1e6f, false), 0x80);
  EXPECT_EQ(encode_one(kFloat8E5M2, kInfinity, false), 0x7c);
  EXPECT_EQ(encode_one(kFloat8E5M2, -1e6f, false), 0xfc);
  EXPECT_EQ(encode_one(kFloat8E5M2FNUZ, kInfinity, false), 0x80);
  for (const SmallFloat& format : {kFloat6E2M3, kFloat6E3M2, kFloat4E2M1}) {
    EXPECT_EQ(encode_one(format, kInfinity, false), format.largest);
    EXPECT_EQ(encode_one(format, 1e6f, false), format.largest);
    EXPECT_EQ(decode_one(format, encode_one(format, kNaN)), 0.0f);
  }
}

TEST(SmallFloat, PowersOfTwo) {
  const auto encode_power = [](float x, PowerRounding rounding, bool saturate = true) {
    std::uint8_t code;
    encode_float8e8m0(&x, &code, 1, saturate, rounding);
    return int{code};
  };
  for (int code = 0; code < 0xff; ++code) {
    const auto byte = static_cast<std::uint8_t>(code);
    float value;
    decode_float8e8m0(&byte, &value, 1);
    EXPECT_EQ(value, std::ldexp(1.0f, code - 127));
    const float above = std::nextafter(value, kInfinity);
    const float below_middle = std::nextafter(1.5f * value, 0.0f);
    for (const PowerRounding rounding :
         {PowerRounding::kUp, PowerRounding::kDown, PowerRounding::kNearest}) {
      EXPECT_EQ(encode_power(value, rounding), code);
    }
    const int next = std::min(code + 1, 0xfe);
    EXPECT_EQ(encode_power(above, PowerRounding::kUp), next);
    EXPECT_EQ(encode_power(above, PowerRounding::kDown), code);
    EXPECT_EQ(encode_power(below_middle, PowerRounding::kNearest), code);
    EXPECT_EQ(encode_power(1.5f * value, PowerRounding::kNearest), next);
  }
  EXPECT_EQ(encode_power(0, PowerRounding::kUp), 0);
  EXPECT_EQ(encode_power(kInfinity, PowerRounding::kUp), 0xfe);
  EXPECT_EQ(encode_power(3e38f, PowerRounding::kUp), 0xfe);
  EXPECT_EQ(encode_power(kNaN, PowerRounding::kUp), 0xff);
  EXPECT_EQ(encode_power(0, PowerRounding::kNearest, false), 0xff);
  EXPECT_EQ(encode_power(1e-40f, PowerRounding::kNearest, false), 0xff);
  EXPECT_EQ(encode_power(kInfinity, PowerRounding::kNearest, false), 0xff);
  EXPECT_EQ(encode_power(3e38f, PowerRounding::kNearest, false), 0xff);
}

}  // namespace
}  // namespace sardonyx::kernels
