#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Flatten, EveryAxis) {
  const std::vector<Shape> expected{{1, 24}, {2, 12}, {6, 4}, {24, 1}};
  for (int axis = 0; axis < 4; ++axis) {
    OpTest("Flatten", 13)
        .attribute("axis", axis)
        .input<float>({2, 3, 4}, ramp(24))
        .expect<float>(expected[static_cast<std::size_t>(axis)], ramp(24));
  }
}

TEST(Flatten, DefaultAndNegativeAxis) {
  OpTest("Flatten", 1).input<float>({2, 3, 4}, ramp(24)).expect<float>({2, 12}, ramp(24));
  OpTest("Flatten", 11)
      .attribute("axis", -1)
      .input<float>({2, 3, 4}, ramp(24))
      .expect<float>({6, 4}, ramp(24));
}

TEST(Flatten, ScalarsAndZeroSizes) {
  OpTest("Flatten", 13).attribute("axis", 0).input<float>({}, {4}).expect<float>({1, 1}, {4});
  OpTest("Flatten", 13).input<float>({2, 0, 3}, {}).expect<float>({2, 0}, {});
}

TEST(Flatten, WrongAxis) {
  OpTest("Flatten", 13)
      .attribute("axis", 3)
      .input<float>({2, 3}, ramp(6))
      .expect_error("attribute 'axis' 3 is outside [-2, 2]");
}

}  // namespace
}  // namespace sardonyx
