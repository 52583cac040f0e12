#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GatherElements, EachAxis) {
  OpTest("GatherElements", 13)
      .attribute("axis", 1)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<std::int64_t>({2, 2}, {0, 0, 1, 0})
      .expect<float>({2, 2}, {1, 1, 4, 3});
  OpTest("GatherElements", 11)
      .input<float>({3, 3}, ramp(9, 1))
      .input<std::int32_t>({2, 3}, {1, 2, 0, 2, 0, 0})
      .expect<float>({2, 3}, {4, 8, 3, 7, 2, 3});
}

TEST(GatherElements, NegativeIndicesAndAxis) {
  OpTest("GatherElements", 13)
      .attribute("axis", -1)
      .input<std::string>({1, 3}, {"a", "b", "c"})
      .input<std::int64_t>({1, 4}, {-1, -3, 0, -2})
      .expect<std::string>({1, 4}, {"c", "a", "a", "b"});
}

TEST(GatherElements, ZeroSize) {
  OpTest("GatherElements", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({0, 2}, {})
      .expect<float>({0, 2}, {});
}

TEST(GatherElements, Errors) {
  OpTest("GatherElements", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1, 2}, {0, 2})
      .expect_error("index 2 is out of range");
  OpTest("GatherElements", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1, 3}, {0, 0, 0})
      .expect_error("exceeds input 0 of shape [2,2] on axis 1");
  OpTest("GatherElements", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({2}, {0, 0})
      .expect_error("of rank 1, expected rank 2");
}

}  // namespace
}  // namespace sardonyx
