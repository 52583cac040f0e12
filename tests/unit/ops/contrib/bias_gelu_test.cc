#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(BiasGelu, Values) {
  OpTest test("BiasGelu", 1, "com.microsoft");
  test.input<float>({2, 5},
                    {-1.625f, -3.875f, 2.25f, 1.625f, 2.25f, -4, -3.75f, 0, -1.375f, -0.5f});
  test.input<float>({5}, {1.75f, -1.25f, 0.125f, -0.75f, -0.875f});
  test.output<float>(
      {2, 5},
      {0.0687172785f, -7.63684511e-07f, 2.35416055f, 0.708061397f, 1.25872207f, -0.0275050476f,
       -1.49011612e-06f, 0.0687172785f, -0.0356857851f, -0.116277874f},
      kFloat);
  test.check();
}

TEST(BiasGelu, OtherLength) {
  OpTest test("BiasGelu", 1, "com.microsoft");
  test.input<float>({1, 3}, {1, 2, 3});
  test.input<float>({2}, {1, 2});
  EXPECT_THROW(test.run(), Error);
}

}  // namespace
}  // namespace sardonyx
