#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(RandomUniformLike, DrawsWhatNumpyDraws) {
  OpTest("RandomUniformLike", 22)
      .attribute("seed", 3.0f)
      .attribute("low", -1.0f)
      .attribute("high", 3.0f)
      .input<float>({2, 3}, ramp(6))
      .expect<float>({2, 3},
                     {1.2031915f, 1.8325913f, 0.1636189f, 1.0433104f, 2.5717878f, 2.5851724f},
                     {.rtol = 1e-6});
}

TEST(RandomUniformLike, TheAttributeGivesTheType) {
  OpTest("RandomUniformLike", 1)
      .attribute("seed", 5.0f)
      .attribute("low", -1.0f)
      .attribute("high", 3.0f)
      .attribute("dtype", static_cast<int>(DType::kDouble))
      .input<std::int32_t>({1}, {7})
      .expect<double>({1}, {-0.11202731564104207}, {.rtol = 1e-15});
}

TEST(RandomUniformLike, NoFloatingPointType) {
  OpTest("RandomUniformLike", 22)
      .input<std::int32_t>({1}, {7})
      .expect_error("input 0 is a tensor of int32, and there is no attribute 'dtype'");
}

}  // namespace
}  // namespace sardonyx
