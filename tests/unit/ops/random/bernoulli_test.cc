#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Bernoulli, DrawsWhatNumpyDraws) {
  OpTest("Bernoulli", 15)
      .attribute("seed", 3.0f)
      .input<float>({6}, {0.1f, 0.9f, 0.5f, 0.5f, 0, 1})
      .expect<float>({6}, {0, 1, 0, 1, 0, 1});
}

TEST(Bernoulli, OtherTypes) {
  OpTest("Bernoulli", 22)
      .attribute("seed", 3.0f)
      .attribute("dtype", static_cast<int>(DType::kBool))
      .input<double>({3}, {0.1, 0.9, 0.5})
      .expect<bool>({3}, {false, true, false});
  OpTest("Bernoulli", 22)
      .attribute("seed", 3.0f)
      .attribute("dtype", static_cast<int>(DType::kInt64))
      .input<Float16>({2}, to_float16({0, 1}))
      .expect<std::int64_t>({2}, {0, 1});
}

TEST(Bernoulli, Frequency) {
  OpTest test("Bernoulli", 22);
  test.input<float>({10000}, std::vector<float>(10000, 0.3f));
  float sum = 0;
  const std::vector<Value> results = test.run();
  for (const float x : results[0].tensor().span<float>()) {
    sum += x;
  }
  EXPECT_NEAR(sum / 10000, 0.3, 0.025);  // 5 standard deviations
}

TEST(Bernoulli, Errors) {
  OpTest("Bernoulli", 22).input<float>({1}, {1.5f}).expect_error("1.5, which is no probability");
  OpTest("Bernoulli", 22).input<float>({1}, {-0.5f}).expect_error("which is no probability");
  OpTest("Bernoulli", 22)
      .attribute("dtype", static_cast<int>(DType::kString))
      .input<float>({1}, {0.5f})
      .expect_error("attribute 'dtype' is string");
}

}  // namespace
}  // namespace sardonyx
