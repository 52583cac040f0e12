#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Div, Floats) {
  OpTest("Div", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({2, 3}, {3, 6, -5, 9, 0, 13})
      .expect<float>({2, 3}, {0.33333334f, 0.41666666f, 0.6f, 0.44444445f, -INFINITY, 0.46153846f});
  OpTest("Div", 14)
      .input<double>({2, 3}, {1, 2.5, -3, 4, -0.5, 6})
      .input<double>({3}, {2, -4, 0.5})
      .expect<double>({2, 3}, {0.5, -0.625, -6, 2, 0.125, 12});
}

TEST(Div, Broadcasts) {
  OpTest("Div", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({2, 3}, {0.5f, -0.625f, -6, 2, 0.125f, 12});
  OpTest("Div", 14)
      .input<float>({3}, {2, -4, 0.5f})
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .expect<float>({2, 3}, {2, -1.6f, -0.16666667f, 0.5f, 8, 0.083333336f});
  OpTest("Div", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({}, {2})
      .expect<float>({2, 3}, {0.5f, 1.25f, -1.5f, 2, -0.25f, 3});
  OpTest("Div", 14)
      .input<float>({2, 1}, {1, 4})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({2, 3}, {0.5f, -0.25f, 2, 2, -1, 8});
}

TEST(Div, Float16) {
  OpTest("Div", 14)
      .input<Float16>({2, 3}, to_float16({1, 2.5f, -3, 4, -0.5f, 6}))
      .input<Float16>({3}, to_float16({2, -4, 0.5f}))
      .expect<Float16>({2, 3}, to_float16({0.5f, -0.625f, -6, 2, 0.125f, 12}));
}

TEST(Div, IntegersTruncate) {
  OpTest("Div", 14)
      .input<std::int8_t>({4}, {100, -7, 127, -128})
      .input<std::int8_t>({4}, {3, 2, 2, 3})
      .expect<std::int8_t>({4}, {33, -3, 63, -42});
  OpTest("Div", 14)
      .input<std::int16_t>({4}, {100, -7, 32767, -32768})
      .input<std::int16_t>({4}, {3, 2, 2, 3})
      .expect<std::int16_t>({4}, {33, -3, 16383, -10922});
  OpTest("Div", 14)
      .input<std::int32_t>({4}, {100, -7, INT32_MAX, INT32_MIN})
      .input<std::int32_t>({4}, {3, 2, 2, 3})
      .expect<std::int32_t>({4}, {33, -3, 1073741823, -715827882});
  OpTest("Div", 14)
      .input<std::int64_t>({4}, {100, -7, INT64_MAX, INT64_MIN})
      .input<std::int64_t>({4}, {3, 2, 2, 3})
      .expect<std::int64_t>({4}, {33, -3, 4611686018427387903, -3074457345618258602});
  OpTest("Div", 14)
      .input<std::uint8_t>({4}, {100, 7, 255, 0})
      .input<std::uint8_t>({4}, {3, 9, 2, 1})
      .expect<std::uint8_t>({4}, {33, 0, 127, 0});
  OpTest("Div", 14)
      .input<std::uint16_t>({4}, {100, 7, 65535, 0})
      .input<std::uint16_t>({4}, {3, 9, 2, 1})
      .expect<std::uint16_t>({4}, {33, 0, 32767, 0});
  OpTest("Div", 14)
      .input<std::uint32_t>({4}, {100, 7, UINT32_MAX, 0})
      .input<std::uint32_t>({4}, {3, 9, 2, 1})
      .expect<std::uint32_t>({4}, {33, 0, INT32_MAX, 0});
  OpTest("Div", 14)
      .input<std::uint64_t>({4}, {100, 7, UINT64_MAX, 0})
      .input<std::uint64_t>({4}, {3, 9, 2, 1})
      .expect<std::uint64_t>({4}, {33, 0, INT64_MAX, 0});
}

TEST(Div, DoesNotTrap) {
  OpTest("Div", 14)
      .input<std::int32_t>({2}, {5, INT32_MIN})
      .input<std::int32_t>({2}, {0, -1})
      .expect<std::int32_t>({2}, {0, INT32_MIN});
  OpTest("Div", 14)
      .input<std::int64_t>({2}, {5, INT64_MIN})
      .input<std::int64_t>({2}, {0, -1})
      .expect<std::int64_t>({2}, {0, INT64_MIN});
  OpTest("Div", 14)
      .input<float>({3}, {1, -1, 0})
      .input<float>({3}, {0, 0, 0})
      .expect<float>({3}, {INFINITY, -INFINITY, NAN});
}

TEST(Div, EmptyTensors) {
  OpTest("Div", 14)
      .input<float>({0, 3}, {})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({0, 3}, {});
}

TEST(Div, LegacyAxis) {
  OpTest("Div", 6)
      .attribute("broadcast", 1)
      .attribute("axis", 0)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({2}, {10, 20})
      .expect<float>({2, 3}, {0.1f, 0.25f, -0.3f, 0.2f, -0.025f, 0.3f});
}

TEST(Div, Errors) {
  OpTest("Div", 14)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {2, -4, 0.5f})
      .expect_error("do not broadcast");
  OpTest("Div", 14)
      .input<float>({3}, {2, -4, 0.5f})
      .input<std::int32_t>({3}, {2, -4, 0})
      .expect_error("input 1 ('B') is a tensor of int32, expected float");
}

}  // namespace
}  // namespace sardonyx
