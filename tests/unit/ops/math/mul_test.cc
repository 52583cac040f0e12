#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Mul, Floats) {
  OpTest("Mul", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({2, 3}, {3, 6, -5, 9, 0, 13})
      .expect<float>({2, 3}, {3, 15, 15, 36, -0.0f, 78});
  OpTest("Mul", 14)
      .input<double>({2, 3}, {1, 2.5, -3, 4, -0.5, 6})
      .input<double>({3}, {2, -4, 0.5})
      .expect<double>({2, 3}, {2, -10, -1.5, 8, 2, 3});
}

TEST(Mul, Broadcasts) {
  OpTest("Mul", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({2, 3}, {2, -10, -1.5f, 8, 2, 3});
  OpTest("Mul", 14)
      .input<float>({3}, {2, -4, 0.5f})
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .expect<float>({2, 3}, {2, -10, -1.5f, 8, 2, 3});
  OpTest("Mul", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({}, {2})
      .expect<float>({2, 3}, {2, 5, -6, 8, -1, 12});
  OpTest("Mul", 14)
      .input<float>({2, 1}, {1, 4})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({2, 3}, {2, -4, 0.5f, 8, -16, 2});
}

TEST(Mul, Float16) {
  OpTest("Mul", 14)
      .input<Float16>({2, 3}, to_float16({1, 2.5f, -3, 4, -0.5f, 6}))
      .input<Float16>({3}, to_float16({2, -4, 0.5f}))
      .expect<Float16>({2, 3}, to_float16({2, -10, -1.5f, 8, 2, 3}));
}

TEST(Mul, IntegersWrapAround) {
  OpTest("Mul", 14)
      .input<std::int8_t>({4}, {100, -7, 127, -128})
      .input<std::int8_t>({4}, {3, 2, 2, 3})
      .expect<std::int8_t>({4}, {44, -14, -2, -128});
  OpTest("Mul", 14)
      .input<std::int16_t>({4}, {100, -7, 32767, -32768})
      .input<std::int16_t>({4}, {3, 2, 2, 3})
      .expect<std::int16_t>({4}, {300, -14, -2, -32768});
  OpTest("Mul", 14)
      .input<std::int32_t>({4}, {100, -7, INT32_MAX, INT32_MIN})
      .input<std::int32_t>({4}, {3, 2, 2, 3})
      .expect<std::int32_t>({4}, {300, -14, -2, INT32_MIN});
  OpTest("Mul", 14)
      .input<std::int64_t>({4}, {100, -7, INT64_MAX, INT64_MIN})
      .input<std::int64_t>({4}, {3, 2, 2, 3})
      .expect<std::int64_t>({4}, {300, -14, -2, INT64_MIN});
  OpTest("Mul", 14)
      .input<std::uint8_t>({4}, {100, 7, 255, 0})
      .input<std::uint8_t>({4}, {3, 9, 2, 1})
      .expect<std::uint8_t>({4}, {44, 63, 254, 0});
  OpTest("Mul", 14)
      .input<std::uint16_t>({4}, {100, 7, 65535, 0})
      .input<std::uint16_t>({4}, {3, 9, 2, 1})
      .expect<std::uint16_t>({4}, {300, 63, 65534, 0});
  OpTest("Mul", 14)
      .input<std::uint32_t>({4}, {100, 7, UINT32_MAX, 0})
      .input<std::uint32_t>({4}, {3, 9, 2, 1})
      .expect<std::uint32_t>({4}, {300, 63, 4294967294, 0});
  OpTest("Mul", 14)
      .input<std::uint64_t>({4}, {100, 7, UINT64_MAX, 0})
      .input<std::uint64_t>({4}, {3, 9, 2, 1})
      .expect<std::uint64_t>({4}, {300, 63, 18446744073709551614u, 0});
}

TEST(Mul, EmptyTensors) {
  OpTest("Mul", 14)
      .input<float>({0, 3}, {})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({0, 3}, {});
}

TEST(Mul, LegacyAxis) {
  OpTest("Mul", 6)
      .attribute("broadcast", 1)
      .attribute("axis", 0)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({2}, {10, 20})
      .expect<float>({2, 3}, {10, 25, -30, 80, -10, 120});
}

TEST(Mul, Errors) {
  OpTest("Mul", 14)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {2, -4, 0.5f})
      .expect_error("do not broadcast");
  OpTest("Mul", 14)
      .input<float>({3}, {2, -4, 0.5f})
      .input<std::int32_t>({3}, {2, -4, 0})
      .expect_error("input 1 ('B') is a tensor of int32, expected float");
}

}  // namespace
}  // namespace sardonyx
