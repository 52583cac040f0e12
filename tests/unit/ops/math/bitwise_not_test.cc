#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(BitwiseNot, Integers) {
  OpTest("BitwiseNot", 18)
      .input<std::int8_t>({5}, {-128, -5, 0, 7, 127})
      .expect<std::int8_t>({5}, {127, 4, -1, -8, -128});
  OpTest("BitwiseNot", 18)
      .input<std::int16_t>({5}, {-32768, -5, 0, 7, 32767})
      .expect<std::int16_t>({5}, {32767, 4, -1, -8, -32768});
  OpTest("BitwiseNot", 18)
      .input<std::int32_t>({5}, {INT32_MIN, -5, 0, 7, INT32_MAX})
      .expect<std::int32_t>({5}, {INT32_MAX, 4, -1, -8, INT32_MIN});
  OpTest("BitwiseNot", 18)
      .input<std::int64_t>({5}, {INT64_MIN, -5, 0, 7, INT64_MAX})
      .expect<std::int64_t>({5}, {INT64_MAX, 4, -1, -8, INT64_MIN});
  OpTest("BitwiseNot", 18)
      .input<std::uint8_t>({3}, {0, 7, 255})
      .expect<std::uint8_t>({3}, {255, 248, 0});
  OpTest("BitwiseNot", 18)
      .input<std::uint16_t>({3}, {0, 7, 65535})
      .expect<std::uint16_t>({3}, {65535, 65528, 0});
  OpTest("BitwiseNot", 18)
      .input<std::uint32_t>({3}, {0, 7, UINT32_MAX})
      .expect<std::uint32_t>({3}, {UINT32_MAX, 4294967288, 0});
  OpTest("BitwiseNot", 18)
      .input<std::uint64_t>({3}, {0, 7, UINT64_MAX})
      .expect<std::uint64_t>({3}, {UINT64_MAX, 18446744073709551608u, 0});
}

TEST(BitwiseNot, EmptyTensors) {
  OpTest("BitwiseNot", 18).input<std::int32_t>({0, 3}, {}).expect<std::int32_t>({0, 3}, {});
}

TEST(BitwiseNot, OtherTypes) {
  OpTest("BitwiseNot", 18).input<float>({1}, {1}).expect_error("expected a tensor of");
}

}  // namespace
}  // namespace sardonyx
