#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(CenterCropPad, CropsAndPads) {
  OpTest("CenterCropPad", 18)
      .input<float>({5, 4}, ramp(20))
      .input<std::int64_t>({2}, {2, 5})
      .expect<float>({2, 5}, {4, 5, 6, 7, 0, 8, 9, 10, 11, 0});
  OpTest("CenterCropPad", 18)
      .input<float>({5, 4}, ramp(20))
      .input<std::int64_t>({2}, {4, 3})
      .expect<float>({4, 3}, {0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14});
}

TEST(CenterCropPad, SomeAxes) {
  OpTest("CenterCropPad", 18)
      .attribute("axes", std::vector<std::int64_t>{-1})
      .input<float>({1, 4}, ramp(4))
      .input<std::int32_t>({1}, {7})
      .expect<float>({1, 7}, {0, 0, 1, 2, 3, 0, 0});
}

TEST(CenterCropPad, StringsAndZeroSizes) {
  OpTest("CenterCropPad", 18)
      .input<std::string>({1}, {"a"})
      .input<std::int64_t>({1}, {3})
      .expect<std::string>({3}, {"", "a", ""});
  OpTest("CenterCropPad", 18)
      .input<float>({0}, {})
      .input<std::int64_t>({1}, {2})
      .expect<float>({2}, {0, 0});
  OpTest("CenterCropPad", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({1}, {0})
      .expect<float>({0}, {});
}

TEST(CenterCropPad, Errors) {
  OpTest("CenterCropPad", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({2}, {1, 1})
      .expect_error("input 1 has");
  OpTest("CenterCropPad", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({1}, {-1})
      .expect_error("the shape [-1] has a negative extent");
}

}  // namespace
}  // namespace sardonyx
