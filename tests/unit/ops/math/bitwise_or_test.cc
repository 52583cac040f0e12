#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(BitwiseOr, AllIntegers) {
  OpTest("BitwiseOr", 18)
      .input<std::int8_t>({4}, {-128, 127, 5, 12})
      .input<std::int8_t>({4}, {127, 3, 6, 10})
      .expect<std::int8_t>({4}, {-1, 127, 7, 14});
  OpTest("BitwiseOr", 18)
      .input<std::int16_t>({4}, {-32768, 32767, 5, 12})
      .input<std::int16_t>({4}, {32767, 3, 6, 10})
      .expect<std::int16_t>({4}, {-1, 32767, 7, 14});
  OpTest("BitwiseOr", 18)
      .input<std::int32_t>({4}, {INT32_MIN, INT32_MAX, 5, 12})
      .input<std::int32_t>({4}, {INT32_MAX, 3, 6, 10})
      .expect<std::int32_t>({4}, {-1, INT32_MAX, 7, 14});
  OpTest("BitwiseOr", 18)
      .input<std::int64_t>({4}, {INT64_MIN, INT64_MAX, 5, 12})
      .input<std::int64_t>({4}, {INT64_MAX, 3, 6, 10})
      .expect<std::int64_t>({4}, {-1, INT64_MAX, 7, 14});
  OpTest("BitwiseOr", 18)
      .input<std::uint8_t>({4}, {0, 255, 5, 12})
      .input<std::uint8_t>({4}, {255, 3, 6, 10})
      .expect<std::uint8_t>({4}, {255, 255, 7, 14});
  OpTest("BitwiseOr", 18)
      .input<std::uint16_t>({4}, {0, 65535, 5, 12})
      .input<std::uint16_t>({4}, {65535, 3, 6, 10})
      .expect<std::uint16_t>({4}, {65535, 65535, 7, 14});
  OpTest("BitwiseOr", 18)
      .input<std::uint32_t>({4}, {0, UINT32_MAX, 5, 12})
      .input<std::uint32_t>({4}, {UINT32_MAX, 3, 6, 10})
      .expect<std::uint32_t>({4}, {UINT32_MAX, UINT32_MAX, 7, 14});
  OpTest("BitwiseOr", 18)
      .input<std::uint64_t>({4}, {0, UINT64_MAX, 5, 12})
      .input<std::uint64_t>({4}, {UINT64_MAX, 3, 6, 10})
      .expect<std::uint64_t>({4}, {UINT64_MAX, UINT64_MAX, 7, 14});
}

TEST(BitwiseOr, Broadcasts) {
  OpTest("BitwiseOr", 18)
      .input<std::uint8_t>({2, 2}, {12, 7, 1, 255})
      .input<std::uint8_t>({2}, {10, 3})
      .expect<std::uint8_t>({2, 2}, {14, 7, 11, 255});
  OpTest("BitwiseOr", 18)
      .input<std::int64_t>({}, {6})
      .input<std::int64_t>({2, 1}, {1, 2})
      .expect<std::int64_t>({2, 1}, {7, 6});
}

TEST(BitwiseOr, LongerThanAPacket) {
  OpTest("BitwiseOr", 18)
      .input<std::int32_t>({11}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
      .input<std::int32_t>({11}, {30, 27, 24, 21, 18, 15, 12, 9, 6, 3, 0})
      .expect<std::int32_t>({11}, {30, 27, 26, 23, 22, 15, 14, 15, 14, 11, 10});
}

TEST(BitwiseOr, EmptyTensors) {
  OpTest("BitwiseOr", 18)
      .input<std::int32_t>({0, 2}, {})
      .input<std::int32_t>({2}, {1, 2})
      .expect<std::int32_t>({0, 2}, {});
}

TEST(BitwiseOr, Errors) {
  OpTest("BitwiseOr", 18)
      .input<std::int32_t>({3}, {1, 2, 3})
      .input<std::int32_t>({2}, {1, 2})
      .expect_error("do not broadcast");
  OpTest("BitwiseOr", 18)
      .input<float>({1}, {1})
      .input<float>({1}, {1})
      .expect_error("expected a tensor of uint8");
}

}  // namespace
}  // namespace sardonyx
