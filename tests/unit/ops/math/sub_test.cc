#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Sub, Floats) {
  OpTest("Sub", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({2, 3}, {3, 6, -5, 9, 0, 13})
      .expect<float>({2, 3}, {-2, -3.5f, 2, -5, -0.5f, -7});
  OpTest("Sub", 14)
      .input<double>({2, 3}, {1, 2.5, -3, 4, -0.5, 6})
      .input<double>({3}, {2, -4, 0.5})
      .expect<double>({2, 3}, {-1, 6.5, -3.5, 2, 3.5, 5.5});
}

TEST(Sub, Broadcasts) {
  OpTest("Sub", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({2, 3}, {-1, 6.5f, -3.5f, 2, 3.5f, 5.5f});
  OpTest("Sub", 14)
      .input<float>({3}, {2, -4, 0.5f})
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .expect<float>({2, 3}, {1, -6.5f, 3.5f, -2, -3.5f, -5.5f});
  OpTest("Sub", 14)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({}, {2})
      .expect<float>({2, 3}, {-1, 0.5f, -5, 2, -2.5f, 4});
  OpTest("Sub", 14)
      .input<float>({2, 1}, {1, 4})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({2, 3}, {-1, 5, 0.5f, 2, 8, 3.5f});
}

TEST(Sub, Float16) {
  OpTest("Sub", 14)
      .input<Float16>({2, 3}, to_float16({1, 2.5f, -3, 4, -0.5f, 6}))
      .input<Float16>({3}, to_float16({2, -4, 0.5f}))
      .expect<Float16>({2, 3}, to_float16({-1, 6.5f, -3.5f, 2, 3.5f, 5.5f}));
}

TEST(Sub, IntegersWrapAround) {
  OpTest("Sub", 14)
      .input<std::int8_t>({4}, {100, -7, 127, -128})
      .input<std::int8_t>({4}, {3, 2, 2, 3})
      .expect<std::int8_t>({4}, {97, -9, 125, 125});
  OpTest("Sub", 14)
      .input<std::int16_t>({4}, {100, -7, 32767, -32768})
      .input<std::int16_t>({4}, {3, 2, 2, 3})
      .expect<std::int16_t>({4}, {97, -9, 32765, 32765});
  OpTest("Sub", 14)
      .input<std::int32_t>({4}, {100, -7, INT32_MAX, INT32_MIN})
      .input<std::int32_t>({4}, {3, 2, 2, 3})
      .expect<std::int32_t>({4}, {97, -9, 2147483645, 2147483645});
  OpTest("Sub", 14)
      .input<std::int64_t>({4}, {100, -7, INT64_MAX, INT64_MIN})
      .input<std::int64_t>({4}, {3, 2, 2, 3})
      .expect<std::int64_t>({4}, {97, -9, 9223372036854775805, 9223372036854775805});
  OpTest("Sub", 14)
      .input<std::uint8_t>({4}, {100, 7, 255, 0})
      .input<std::uint8_t>({4}, {3, 9, 2, 1})
      .expect<std::uint8_t>({4}, {97, 254, 253, 255});
  OpTest("Sub", 14)
      .input<std::uint16_t>({4}, {100, 7, 65535, 0})
      .input<std::uint16_t>({4}, {3, 9, 2, 1})
      .expect<std::uint16_t>({4}, {97, 65534, 65533, 65535});
  OpTest("Sub", 14)
      .input<std::uint32_t>({4}, {100, 7, UINT32_MAX, 0})
      .input<std::uint32_t>({4}, {3, 9, 2, 1})
      .expect<std::uint32_t>({4}, {97, 4294967294, 4294967293, UINT32_MAX});
  OpTest("Sub", 14)
      .input<std::uint64_t>({4}, {100, 7, UINT64_MAX, 0})
      .input<std::uint64_t>({4}, {3, 9, 2, 1})
      .expect<std::uint64_t>({4}, {97, 18446744073709551614u, 18446744073709551613u, UINT64_MAX});
}

TEST(Sub, EmptyTensors) {
  OpTest("Sub", 14)
      .input<float>({0, 3}, {})
      .input<float>({3}, {2, -4, 0.5f})
      .expect<float>({0, 3}, {});
}

TEST(Sub, LegacyAxis) {
  OpTest("Sub", 6)
      .attribute("broadcast", 1)
      .attribute("axis", 0)
      .input<float>({2, 3}, {1, 2.5f, -3, 4, -0.5f, 6})
      .input<float>({2}, {10, 20})
      .expect<float>({2, 3}, {-9, -7.5f, -13, -16, -20.5f, -14});
}

TEST(Sub, Errors) {
  OpTest("Sub", 14)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {2, -4, 0.5f})
      .expect_error("do not broadcast");
  OpTest("Sub", 14)
      .input<float>({3}, {2, -4, 0.5f})
      .input<std::int32_t>({3}, {2, -4, 0})
      .expect_error("input 1 ('B') is a tensor of int32, expected float");
}

}  // namespace
}  // namespace sardonyx
