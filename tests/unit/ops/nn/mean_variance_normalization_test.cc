#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(MeanVarianceNormalization, EveryChannelByDefault) {
  // Channel 0: 1, 2, 3, 4; channel 1: 10, 10, 10, 14.
  OpTest("MeanVarianceNormalization", 13)
      .input<float>({2, 2, 1, 2}, {1, 2, 10, 10, 3, 4, 10, 14})
      .expect<float>({2, 2, 1, 2},
                     {-1.3416408f, -0.4472136f, -0.5773503f, -0.5773503f, 0.4472136f, 1.3416408f,
                      -0.5773503f, 1.7320508f},
                     kFloat);
}

TEST(MeanVarianceNormalization, GivenAxes) {
  OpTest("MeanVarianceNormalization", 9)
      .attribute("axes", std::vector<std::int64_t>{-1})
      .input<float>({2, 2}, {1, 3, 5, 1})
      .expect<float>({2, 2}, {-1, 1, 1, -1}, kFloat);
}

TEST(MeanVarianceNormalization, FarFromZero) {
  OpTest("MeanVarianceNormalization", 13)
      .attribute("axes", std::vector<std::int64_t>{0})
      .input<float>({2}, {100001, 100003})
      .expect<float>({2}, {-1, 1}, kFloat);
}

TEST(MeanVarianceNormalization, AxisOutOfRange) {
  OpTest("MeanVarianceNormalization", 13).input<float>({2, 2}, ramp(4)).expect_error("axis");
}

}  // namespace
}  // namespace sardonyx
