#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

const std::vector<float> kNearest{0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1,
                                  2, 2, 2, 3, 3, 3, 2, 2, 2, 3, 3, 3};

TEST(Upsample, ScalesAsInput) {
  OpTest("Upsample", 9)
      .input<float>({1, 1, 2, 2}, ramp(4))
      .input<float>({4}, {1, 1, 2, 3})
      .expect<float>({1, 1, 4, 6}, kNearest);
  OpTest("Upsample", 9)
      .attribute("mode", "linear")
      .input<float>({1, 1, 2, 2}, ramp(4))
      .input<float>({4}, {1, 1, 2, 2})
      .expect<float>({1, 1, 4, 4}, {0, 0.5f, 1, 1, 1, 1.5f, 2, 2, 2, 2.5f, 3, 3, 2, 2.5f, 3, 3},
                     {0, 1e-6});
}

TEST(Upsample, ScalesAsAttribute) {
  OpTest("Upsample", 7)
      .attribute("scales", std::vector<float>{1, 1, 2, 3})
      .input<float>({1, 1, 2, 2}, ramp(4))
      .expect<float>({1, 1, 4, 6}, kNearest);
  OpTest("Upsample", 1)
      .attribute("height_scale", 2.0f)
      .attribute("width_scale", 3.0f)
      .input<float>({1, 1, 2, 2}, ramp(4))
      .expect<float>({1, 1, 4, 6}, kNearest);
}

TEST(Upsample, OtherTypesAndZeroSizes) {
  OpTest("Upsample", 9)
      .input<std::int32_t>({2}, {1, 2})
      .input<float>({1}, {2})
      .expect<std::int32_t>({4}, {1, 1, 2, 2});
  OpTest("Upsample", 9).input<float>({0}, {}).input<float>({1}, {2}).expect<float>({0}, {});
}

TEST(Upsample, Errors) {
  OpTest("Upsample", 9)
      .input<float>({2}, {1, 2})
      .input<float>({1}, {0.5f})
      .expect_error("the scale 0.5 is below 1");
  OpTest("Upsample", 9)
      .input<float>({2}, {1, 2})
      .input<float>({2}, {1, 1})
      .expect_error("input 1 has 2 scales");
  OpTest("Upsample", 1).input<float>({1, 1, 1, 1}, {1}).expect_error("is missing");
}

}  // namespace
}  // namespace sardonyx
