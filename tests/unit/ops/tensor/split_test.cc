#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Split, EqualParts) {
  OpTest("Split", 13)
      .input<float>({6}, ramp(6))
      .output<float>({2}, {0, 1})
      .output<float>({2}, {2, 3})
      .output<float>({2}, {4, 5})
      .check();
  OpTest("Split", 18)
      .attribute("num_outputs", 2)
      .attribute("axis", -1)
      .input<float>({2, 4}, ramp(8))
      .output<float>({2, 2}, {0, 1, 4, 5})
      .output<float>({2, 2}, {2, 3, 6, 7})
      .check();
}

TEST(Split, LastPartIsSmaller) {
  OpTest("Split", 18)
      .attribute("num_outputs", 4)
      .input<float>({7}, ramp(7))
      .output<float>({2}, {0, 1})
      .output<float>({2}, {2, 3})
      .output<float>({2}, {4, 5})
      .output<float>({1}, {6})
      .check();
  OpTest("Split", 13).input<float>({7}, ramp(7)).expect_error("does not split into 2 equal", 2);
  OpTest("Split", 18)
      .attribute("num_outputs", 4)
      .input<float>({5}, ramp(5))
      .expect_error("does not split into 4 parts of 2", 4);
}

TEST(Split, SizesAsInput) {
  OpTest("Split", 13)
      .attribute("axis", 1)
      .input<float>({2, 4}, ramp(8))
      .input<std::int64_t>({2}, {1, 3})
      .output<float>({2, 1}, {0, 4})
      .output<float>({2, 3}, {1, 2, 3, 5, 6, 7})
      .check();
}

TEST(Split, SizesAsAttribute) {
  for (const int opset : {1, 2, 11}) {
    OpTest("Split", opset)
        .attribute("split", std::vector<std::int64_t>{1, 2})
        .input<float>({3}, ramp(3))
        .output<float>({1}, {0})
        .output<float>({2}, {1, 2})
        .check();
  }
}

TEST(Split, OutputLeftAway) {
  OpTest("Split", 13)
      .input<float>({4}, ramp(4))
      .input<std::int64_t>({3}, {1, 1, 2})
      .output<float>({1}, {0})
      .no_output()
      .output<float>({2}, {2, 3})
      .check();
}

TEST(Split, StringsAndZeroSizes) {
  OpTest("Split", 13)
      .input<std::string>({2}, {"a", "b"})
      .input<std::int64_t>({2}, {0, 2})
      .output<std::string>({0}, {})
      .output<std::string>({2}, {"a", "b"})
      .check();
  OpTest("Split", 13).input<float>({0}, {}).output<float>({0}, {}).output<float>({0}, {}).check();
}

TEST(Split, SizesThatDoNotFit) {
  OpTest("Split", 13)
      .input<float>({4}, ramp(4))
      .input<std::int64_t>({2}, {1, 2})
      .expect_error("the sizes [1,2] add up to 3", 2);
  OpTest("Split", 13)
      .input<float>({4}, ramp(4))
      .input<std::int64_t>({2}, {-1, 5})
      .expect_error("must not be negative", 2);
  OpTest("Split", 13)
      .input<float>({4}, ramp(4))
      .input<std::int64_t>({1}, {4})
      .expect_error("do not fit 2 outputs", 2);
  OpTest("Split", 18)
      .attribute("num_outputs", 1)
      .input<float>({4}, ramp(4))
      .expect_error("'num_outputs' is 1", 2);
}

TEST(Split, Version1HasSizesInTheTypeOfTheData) {
  OpTest("Split", 1)
      .input<float>({4}, ramp(4))
      .input<float>({2}, {1, 3})
      .output<float>({1}, {0})
      .output<float>({3}, {1, 2, 3})
      .check();
  for (const float size : {1.5f, -1.0f, NAN, INFINITY}) {
    OpTest("Split", 1)
        .input<float>({4}, ramp(4))
        .input<float>({2}, {size, 3})
        .expect_error("which is no size", 2);
  }
}

}  // namespace
}  // namespace sardonyx
