#include <limits>

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

OpTest cast_to(DType dtype, int opset = 28) {
  return std::move(OpTest("Cast", opset).attribute("to", static_cast<int>(dtype)));
}

TEST(Cast, FloatToIntegersTruncates) {
  cast_to(DType::kInt32)
      .input<float>({4}, {1.9f, -1.9f, 0.5f, -0.0f})
      .expect<std::int32_t>({4}, {1, -1, 0, 0});
  cast_to(DType::kInt64)
      .input<double>({2}, {-3.99, 1e15})
      .expect<std::int64_t>({2}, {-3, 1000000000000000});
  cast_to(DType::kUint8)
      .input<float>({3}, {255.9f, 3.2f, 0})
      .expect<std::uint8_t>({3}, {255, 3, 0});
  cast_to(DType::kUint64)
      .input<float>({1}, {1e19f})
      .expect<std::uint64_t>({1}, {9999999980506447872u});
}

TEST(Cast, FloatsOutOfRangeDoNotTrap) {
  cast_to(DType::kInt32)
      .input<float>({6}, {kInfinity, -kInfinity, kNaN, 3e9f, -3e9f, 2147483648.0f})
      .expect<std::int32_t>({6}, {INT32_MAX, INT32_MIN, 0, INT32_MAX, INT32_MIN, INT32_MAX});
  cast_to(DType::kInt64)
      .input<float>({4}, {kInfinity, -kInfinity, kNaN, 1e19f})
      .expect<std::int64_t>({4}, {INT64_MAX, INT64_MIN, 0, INT64_MAX});
  cast_to(DType::kUint64)
      .input<double>({4}, {1e30, -1, kNaN, -1e30})
      .expect<std::uint64_t>({4}, {UINT64_MAX, UINT64_MAX, 0, std::uint64_t{1} << 63});
  cast_to(DType::kUint8).input<float>({2}, {300, -1}).expect<std::uint8_t>({2}, {44, 255});
}

TEST(Cast, IntegersWrapAround) {
  cast_to(DType::kInt8)
      .input<std::int16_t>({3}, {200, -129, 5})
      .expect<std::int8_t>({3}, {-56, 127, 5});
  cast_to(DType::kInt32)
      .input<std::int64_t>({2}, {(std::int64_t{1} << 32) + 7, -1})
      .expect<std::int32_t>({2}, {7, -1});
  cast_to(DType::kUint64).input<std::int32_t>({1}, {-1}).expect<std::uint64_t>({1}, {UINT64_MAX});
  cast_to(DType::kUint32)
      .input<std::int64_t>({2}, {-1, 5})
      .expect<std::uint32_t>({2}, {UINT32_MAX, 5});
}

TEST(Cast, IntegersToFloats) {
  cast_to(DType::kFloat)
      .input<std::int64_t>({3}, {16777217, -5, 0})
      .expect<float>({3}, {16777216, -5, 0});
  cast_to(DType::kFloat16)
      .input<std::int32_t>({3}, {2049, 70000, -3})
      .expect<Float16>({3}, to_float16({2048, kInfinity, -3}));
  cast_to(DType::kDouble).input<std::uint64_t>({1}, {UINT64_MAX}).expect<double>({1}, {0x1p64});
}

TEST(Cast, BytesOfAnImageToFloats) {
  std::vector<std::uint8_t> bytes(1000);
  std::vector<float> floats(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(7 * i);
    floats[i] = static_cast<float>(7 * i % 256);
  }
  cast_to(DType::kFloat).input<std::uint8_t>({1000}, bytes).expect<float>({1000}, floats);
}

TEST(Cast, BetweenFloats) {
  const std::vector<float> values = {0.47892547f, 0.48033667f, 1e6f,  1e-7f, kNaN,
                                     kInfinity,   -kInfinity,  65519, 65520, -0.0f};
  cast_to(DType::kFloat16).input<float>({10}, values).expect<Float16>({10}, to_float16(values));
  cast_to(DType::kBFloat16).input<float>({10}, values).expect<BFloat16>({10}, to_bfloat16(values));
  cast_to(DType::kFloat)
      .input<Float16>({3}, to_float16({0.5f, kNaN, -kInfinity}))
      .expect<float>({3}, {0.5f, kNaN, -kInfinity});
  cast_to(DType::kBFloat16)
      .input<Float16>({2}, to_float16({0.5f, 3}))
      .expect<BFloat16>({2}, to_bfloat16({0.5f, 3}));
  cast_to(DType::kFloat)
      .input<double>({3}, {0.1, 1e300, -1e300})
      .expect<float>({3}, {0.1f, kInfinity, -kInfinity});
}

TEST(Cast, DoublesRoundOnce) {
  // Rounded to a float first, the number would lie halfway and go down to even.
  cast_to(DType::kFloat16)
      .input<double>({2}, {1 + 0x1p-11 + 0x1p-40, -1 - 0x1p-11 - 0x1p-40})
      .expect<Float16>({2}, to_float16({1 + 0x1p-10f, -1 - 0x1p-10f}));
  cast_to(DType::kBFloat16)
      .input<double>({3}, {1 + 0x1p-8 + 0x1p-40, 1e300, 1e-300})
      .expect<BFloat16>({3}, to_bfloat16({1 + 0x1p-7f, kInfinity, 0}));
}

TEST(Cast, Bool) {
  cast_to(DType::kBool)
      .input<float>({5}, {0, -0.0f, 0.1f, -2, kNaN})
      .expect<bool>({5}, {false, false, true, true, true});
  cast_to(DType::kBool)
      .input<std::int64_t>({2}, {std::int64_t{1} << 40, 0})
      .expect<bool>({2}, {true, false});
  cast_to(DType::kBool).input<std::uint8_t>({2}, {2, 0}).expect<bool>({2}, {true, false});
  cast_to(DType::kFloat).input<bool>({2}, {true, false}).expect<float>({2}, {1, 0});
  cast_to(DType::kInt8).input<bool>({2}, {true, false}).expect<std::int8_t>({2}, {1, 0});
}

TEST(Cast, Float8) {
  const std::vector<float> x = {0.47892547f, 0.8f,      -3.5f,      1e6f,  1e-7f,
                                kNaN,        kInfinity, -kInfinity, -0.0f, -1e6f};
  using Bytes = std::vector<std::uint8_t>;
  const struct {
    DType dtype;
    Bytes saturated;
    Bytes not_saturated;
  } cases[] = {
      {DType::kFloat8E4M3FN,
       {0x2f, 0x35, 0xc6, 0x7e, 0x00, 0x7f, 0x7e, 0xfe, 0x80, 0xfe},
       {0x2f, 0x35, 0xc6, 0x7f, 0x00, 0x7f, 0x7f, 0xff, 0x80, 0xff}},
      {DType::kFloat8E4M3FNUZ,
       {0x37, 0x3d, 0xce, 0x7f, 0x00, 0x80, 0x7f, 0xff, 0x00, 0xff},
       {0x37, 0x3d, 0xce, 0x80, 0x00, 0x80, 0x80, 0x80, 0x00, 0x80}},
      {DType::kFloat8E5M2,
       {0x38, 0x3a, 0xc3, 0x7b, 0x00, 0x7e, 0x7b, 0xfb, 0x80, 0xfb},
       {0x38, 0x3a, 0xc3, 0x7c, 0x00, 0x7e, 0x7c, 0xfc, 0x80, 0xfc}},
      {DType::kFloat8E5M2FNUZ,
       {0x3c, 0x3e, 0xc7, 0x7f, 0x00, 0x80, 0x7f, 0xff, 0x00, 0xff},
       {0x3c, 0x3e, 0xc7, 0x80, 0x00, 0x80, 0x80, 0x80, 0x00, 0x80}},
  };
  for (const auto& test : cases) {
    const Tensor saturated = raw_tensor(test.dtype, {10}, test.saturated);
    cast_to(test.dtype).input<float>({10}, x).output(saturated).check();
    cast_to(test.dtype)
        .attribute("saturate", 0)
        .input<float>({10}, x)
        .output(raw_tensor(test.dtype, {10}, test.not_saturated))
        .check();
  }
  cast_to(DType::kFloat)
      .input(raw_tensor(DType::kFloat8E4M3FN, {3}, {0x7e, 0xff, 0x01}))
      .expect<float>({3}, {448, kNaN, 0x1p-9f});
  cast_to(DType::kFloat8E5M2)
      .input(raw_tensor(DType::kFloat8E4M3FN, {2}, {0x38, 0xb9}))
      .output(raw_tensor(DType::kFloat8E5M2, {2}, {0x3c, 0xbc}))
      .check();
  cast_to(DType::kBool)
      .input(raw_tensor(DType::kFloat8E4M3FN, {3}, {0x00, 0x80, 0x01}))
      .expect<bool>({3}, {false, false, true});
}

TEST(Cast, Float8E8M0) {
  const std::vector<float> x = {0, 0.124f, 0.25f, 0.5f, 1.1f, 2, 4, 8};
  const std::pair<const char*, std::vector<std::uint8_t>> cases[] = {
      {"up", {0x00, 0x7c, 0x7d, 0x7e, 0x80, 0x80, 0x81, 0x82}},
      {"down", {0x00, 0x7b, 0x7d, 0x7e, 0x7f, 0x80, 0x81, 0x82}},
      {"nearest", {0x00, 0x7c, 0x7d, 0x7e, 0x7f, 0x80, 0x81, 0x82}}};
  for (const auto& [mode, codes] : cases) {
    cast_to(DType::kFloat8E8M0)
        .attribute("round_mode", mode)
        .input<float>({2, 4}, x)
        .output(raw_tensor(DType::kFloat8E8M0, {2, 4}, codes))
        .check();
  }
  cast_to(DType::kFloat16)
      .input(raw_tensor(DType::kFloat8E8M0, {4}, {0x7f, 0x80, 0xff, 0x70}))
      .expect<Float16>({4}, to_float16({1, 2, kNaN, 0x1p-15f}));
}

TEST(Cast, PackedFloats) {
  cast_to(DType::kFloat4E2M1)
      .input<float>({5}, {0.3f, -1.2f, 9, -100, 0.01f})
      .output(raw_tensor(DType::kFloat4E2M1, {5}, {0xa1, 0xf7, 0x00}))
      .check();
  cast_to(DType::kFloat)
      .input(raw_tensor(DType::kFloat4E2M1, {5}, {0xa1, 0xf7, 0x00}))
      .expect<float>({5}, {0.5f, -1, 6, -6, 0});
  // Codes 0x02, 0x2a, 0x1f, 0x3f, 0x00 of six bits each.
  cast_to(DType::kFloat6E2M3)
      .input<float>({5}, {0.3f, -1.2f, 9, -100, 0.01f})
      .output(raw_tensor(DType::kFloat6E2M3, {5}, {0x82, 0xfa, 0xfd, 0x00}))
      .check();
  cast_to(DType::kFloat)
      .input(raw_tensor(DType::kFloat6E2M3, {5}, {0x82, 0xfa, 0xfd, 0x00}))
      .expect<float>({5}, {0.25f, -1.25f, 7.5f, -7.5f, 0});
  // Codes 0x05, 0x2d, 0x18, 0x3f, 0x00.
  cast_to(DType::kFloat6E3M2)
      .input<float>({5}, {0.3f, -1.2f, 9, -100, 0.01f})
      .output(raw_tensor(DType::kFloat6E3M2, {5}, {0x45, 0x8b, 0xfd, 0x00}))
      .check();
}

TEST(Cast, PackedIntegers) {
  cast_to(DType::kInt4)
      .input<float>({5}, {-9, -8, -1, 7, 15})
      .output(raw_tensor(DType::kInt4, {5}, {0x87, 0x7f, 0x0f}))
      .check();
  cast_to(DType::kUint4)
      .input<std::int32_t>({3}, {-9, 15, 16})
      .output(raw_tensor(DType::kUint4, {3}, {0xf7, 0x00}))
      .check();
  cast_to(DType::kInt8)
      .input(raw_tensor(DType::kInt4, {5}, {0x87, 0x7f, 0x0f}))
      .expect<std::int8_t>({5}, {7, -8, -1, 7, -1});
  cast_to(DType::kFloat)
      .input(raw_tensor(DType::kUint4, {3}, {0xf7, 0x00}))
      .expect<float>({3}, {7, 15, 0});
  cast_to(DType::kInt2)
      .input<Float16>({7}, to_float16({-3, -2, -1, 0, 1, 2, 3}))
      .output(raw_tensor(DType::kInt2, {7}, {0b00111001, 0b00111001}))
      .check();
  cast_to(DType::kUint8)
      .input(raw_tensor(DType::kUint2, {5}, {0b11100100, 0b00000010}))
      .expect<std::uint8_t>({5}, {0, 1, 2, 3, 2});
  cast_to(DType::kInt4)
      .input(raw_tensor(DType::kUint4, {2}, {0x87}))
      .output(raw_tensor(DType::kInt4, {2}, {0x87}))
      .check();
}

TEST(Cast, PackedTypesLongerThanATile) {
  const std::int64_t n = 2049;
  std::vector<std::uint8_t> packed(1025);
  std::vector<std::int32_t> values;
  for (std::int64_t i = 0; i < n; ++i) {
    values.push_back(static_cast<std::int32_t>((i * 7) % 16));
    packed[static_cast<std::size_t>(i / 2)] |=
        static_cast<std::uint8_t>(values.back() << (i % 2 == 0 ? 0 : 4));
  }
  const Tensor tensor = raw_tensor(DType::kUint4, {n}, packed);
  cast_to(DType::kInt32).input(tensor).expect<std::int32_t>({n}, values);
  cast_to(DType::kUint4).input<std::int32_t>({n}, values).output(tensor).check();
}

TEST(Cast, StringsToNumbers) {
  cast_to(DType::kFloat)
      .input<std::string>(
          {10}, {"3.14", "1000", "1e-5", "1E8", "+INF", "inf", "-INF", "NaN", " 5", "-0.25"})
      .expect<float>({10},
                     {3.14f, 1000, 1e-5f, 1e8f, kInfinity, kInfinity, -kInfinity, kNaN, 5, -0.25f});
  cast_to(DType::kInt32)
      .input<std::string>({4}, {"100.5", "-7", "+8", "1e3"})
      .expect<std::int32_t>({4}, {100, -7, 8, 1000});
  cast_to(DType::kInt64)
      .input<std::string>({2}, {"9223372036854775807", "-9223372036854775808"})
      .expect<std::int64_t>({2}, {INT64_MAX, INT64_MIN});
  cast_to(DType::kUint64)
      .input<std::string>({1}, {"18446744073709551615"})
      .expect<std::uint64_t>({1}, {UINT64_MAX});
  cast_to(DType::kBool)
      .input<std::string>({3}, {"1", "0", "0.5"})
      .expect<bool>({3}, {true, false, true});
  cast_to(DType::kFloat16)
      .input<std::string>({2}, {"0.1", "7"})
      .expect<Float16>({2}, to_float16({0.1f, 7}));
}

TEST(Cast, NumbersToStrings) {
  cast_to(DType::kString)
      .input<float>({9},
                    {0.47892547f, 1, -25, 1e10f, 1e-7f, 314.15926f, kNaN, kInfinity, -kInfinity})
      .expect<std::string>({9}, {"0.47892547", "1", "-25", "10000000000", "0.0000001", "314.15927",
                                 "NaN", "INF", "-INF"});
  cast_to(DType::kString)
      .input<double>({3}, {0.1, 1.0 / 3, -0.0})
      .expect<std::string>({3}, {"0.1", "0.3333333333333333", "-0"});
  cast_to(DType::kString)
      .input<std::int64_t>({2}, {INT64_MIN, 7})
      .expect<std::string>({2}, {"-9223372036854775808", "7"});
  cast_to(DType::kString)
      .input<std::uint64_t>({1}, {UINT64_MAX})
      .expect<std::string>({1}, {"18446744073709551615"});
  cast_to(DType::kString).input<bool>({2}, {true, false}).expect<std::string>({2}, {"1", "0"});
}

TEST(Cast, SameType) {
  cast_to(DType::kFloat).input<float>({2}, {1, 2}).expect<float>({2}, {1, 2});
  cast_to(DType::kString)
      .input<std::string>({1}, {"no number"})
      .expect<std::string>({1}, {"no number"});
}

TEST(Cast, ScalarsAndEmptyTensors) {
  cast_to(DType::kInt32).input<float>({}, {3.5f}).expect<std::int32_t>({}, {3});
  cast_to(DType::kInt64).input<float>({0, 2}, {}).expect<std::int64_t>({0, 2}, {});
}

TEST(Cast, FirstVersionNamesTheType) {
  OpTest("Cast", 1)
      .attribute("to", "INT32")
      .input<float>({2}, {1.5f, -2})
      .expect<std::int32_t>({2}, {1, -2});
  OpTest("Cast", 1)
      .attribute("to", "NOTHING")
      .input<float>({1}, {1})
      .expect_error("attribute 'to'");
}

TEST(Cast, Errors) {
  cast_to(DType::kFloat)
      .input<std::string>({1}, {"Hello"})
      .expect_error("the string 'Hello' is not a number");
  cast_to(DType::kInt64).input<std::string>({1}, {""}).expect_error("is not a number");
  OpTest("Cast", 28).attribute("to", 99).input<float>({1}, {1}).expect_error("'to' is 99");
  OpTest("Cast", 28).input<float>({1}, {1}).expect_error("attribute 'to'");
  cast_to(DType::kFloat8E8M0)
      .attribute("round_mode", "sideways")
      .input<float>({1}, {1})
      .expect_error("\"sideways\", expected one of");
}

}  // namespace
}  // namespace sardonyx
