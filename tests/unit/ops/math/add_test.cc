#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Add, SameShape) {
  OpTest("Add", 14)
      .input<float>({3}, {1, 2, 3})
      .input<float>({3}, {10, 20, 30})
      .expect<float>({3}, {11, 22, 33});
}

TEST(Add, BroadcastsBothSides) {
  OpTest("Add", 14)
      .input<float>({2, 1}, {1, 2})
      .input<float>({1, 3}, {10, 20, 30})
      .expect<float>({2, 3}, {11, 21, 31, 12, 22, 32});
}

TEST(Add, InnerBroadcastOfOneOperand) {
  OpTest("Add", 14)
      .input<float>({2, 2, 3}, ramp(12))
      .input<float>({2, 1}, {100, 200})
      .expect<float>({2, 2, 3}, {100, 101, 102, 203, 204, 205, 106, 107, 108, 209, 210, 211});
}

TEST(Add, LongerThanATile) {
  const std::int64_t n = 2500;
  std::vector<float> sum(static_cast<std::size_t>(n), 0);
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i] = 0.5f * static_cast<float>(i) + 2;
  }
  OpTest("Add", 14)
      .input<float>({n}, ramp(n, 0, 0.5f))
      .input<float>({}, {2})
      .expect<float>({n}, sum);
}

TEST(Add, Float16RoundsOnce) {
  OpTest("Add", 14)
      .input<Float16>({2}, to_float16({1, 2048}))
      .input<Float16>({2}, to_float16({2, 1}))
      .expect<Float16>({2}, to_float16({3, 2048}));
}

TEST(Add, IntegersWrapAround) {
  OpTest("Add", 14)
      .input<std::uint8_t>({2}, {250, 1})
      .input<std::uint8_t>({1}, {10})
      .expect<std::uint8_t>({2}, {4, 11});
  OpTest("Add", 14)
      .input<std::int32_t>({1}, {INT32_MAX})
      .input<std::int32_t>({1}, {1})
      .expect<std::int32_t>({1}, {INT32_MIN});
}

TEST(Add, ZeroSize) {
  OpTest("Add", 14).input<float>({0, 3}, {}).input<float>({1}, {5}).expect<float>({0, 3}, {});
}

TEST(Add, LegacyAxisAlignsTheSecondInput) {
  OpTest("Add", 6)
      .attribute("broadcast", 1)
      .attribute("axis", 0)
      .input<float>({2, 3}, ramp(6))
      .input<float>({2}, {10, 20})
      .expect<float>({2, 3}, {10, 11, 12, 23, 24, 25});
}

TEST(Add, ShapesThatDoNotFit) {
  OpTest("Add", 14)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {1, 2, 3})
      .expect_error("do not broadcast");
}

TEST(Add, TypesThatDoNotFit) {
  OpTest("Add", 14)
      .input<float>({2}, {1, 2})
      .input<double>({2}, {1, 2})
      .expect_error("input 1 ('B') is a tensor of double, expected float");
}

}  // namespace
}  // namespace sardonyx
