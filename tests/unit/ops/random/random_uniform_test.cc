#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

using Ints64 = std::vector<std::int64_t>;

TEST(RandomUniform, DrawsWhatNumpyDraws) {
  OpTest("RandomUniform", 22)
      .attribute("seed", 3.0f)
      .attribute("low", -1.0f)
      .attribute("high", 3.0f)
      .attribute("shape", Ints64{2, 3})
      .expect<float>({2, 3},
                     {1.2031915f, 1.8325913f, 0.1636189f, 1.0433104f, 2.5717878f, 2.5851724f},
                     {.rtol = 1e-6});
}

TEST(RandomUniform, OtherTypes) {
  OpTest("RandomUniform", 1)
      .attribute("seed", 5.0f)
      .attribute("low", -1.0f)
      .attribute("high", 3.0f)
      .attribute("shape", Ints64{3})
      .attribute("dtype", static_cast<int>(DType::kDouble))
      .expect<double>({3}, {-0.11202731564104207, 2.4829292247095056, -0.17312337864229432},
                      {.rtol = 1e-15});
  OpTest("RandomUniform", 22)
      .attribute("seed", 5.0f)
      .attribute("low", -1.0f)
      .attribute("high", 3.0f)
      .attribute("shape", Ints64{3})
      .attribute("dtype", static_cast<int>(DType::kFloat16))
      .expect<Float16>({3}, to_float16({-0.11181640625f, 2.482421875f, -0.17333984375f}));
}

TEST(RandomUniform, WithoutASeedEveryRunDiffers) {
  OpTest test("RandomUniform", 22);
  test.attribute("shape", Ints64{1000});
  double sum = 0;
  const std::vector<Value> results = test.run();
  for (const float x : results[0].tensor().span<float>()) {
    EXPECT_GE(x, 0);
    EXPECT_LT(x, 1);
    sum += static_cast<double>(x);
  }
  EXPECT_NEAR(sum / 1000, 0.5, 0.05);  // 5 standard deviations
}

TEST(RandomUniform, Errors) {
  OpTest("RandomUniform", 22).attribute("shape", Ints64{-1}).expect_error("negative extent");
  OpTest("RandomUniform", 22).expect_error("attribute 'shape' is missing");
  OpTest("RandomUniform", 22)
      .attribute("shape", Ints64{1})
      .attribute("dtype", static_cast<int>(DType::kInt32))
      .expect_error("attribute 'dtype' is int32");
}

}  // namespace
}  // namespace sardonyx
