#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Multinomial, CertainOutcomes) {
  const float never = -INFINITY;
  OpTest("Multinomial", 7)
      .attribute("sample_size", 3)
      .input<float>({3, 3}, {0, never, never, never, 5, never, never, never, -90})
      .expect<std::int32_t>({3, 3}, {0, 0, 0, 1, 1, 1, 2, 2, 2});
  OpTest("Multinomial", 22)
      .attribute("dtype", static_cast<int>(DType::kInt64))
      .input<double>({1, 2}, {-1000, 1000})
      .expect<std::int64_t>({1, 1}, {1});
}

TEST(Multinomial, Frequencies) {
  OpTest test("Multinomial", 22);
  test.attribute("sample_size", 10000)
      .input<float>({1, 3}, {std::log(1.0f), std::log(3.0f), std::log(6.0f)});
  const std::vector<Value> results = test.run();
  std::vector<int> counts(3);
  for (const std::int32_t outcome : results[0].tensor().span<std::int32_t>()) {
    ASSERT_GE(outcome, 0);
    ASSERT_LT(outcome, 3);
    ++counts[static_cast<std::size_t>(outcome)];
  }
  EXPECT_NEAR(counts[0] / 10000.0, 0.1, 0.025);  // 5 standard deviations
  EXPECT_NEAR(counts[1] / 10000.0, 0.3, 0.025);
}

TEST(Multinomial, ASeedRepeatsItself) {
  OpTest test("Multinomial", 7);
  test.attribute("sample_size", 20).attribute("seed", 3.0f).input<float>({1, 3}, {0, 0, 0});
  expect_close(test.run()[0], test.run()[0], {}, "two runs");
}

TEST(Multinomial, NoSamples) {
  OpTest("Multinomial", 7)
      .attribute("sample_size", 0)
      .input<float>({1, 2}, {0, 0})
      .expect<std::int32_t>({1, 0}, std::vector<std::int32_t>{});
}

TEST(Multinomial, Errors) {
  OpTest("Multinomial", 7).input<float>({2}, {0, 0}).expect_error("rank");
  OpTest("Multinomial", 7)
      .input<float>({1, 0}, std::vector<float>{})
      .expect_error("has no classes");
  OpTest("Multinomial", 7)
      .attribute("dtype", static_cast<int>(DType::kFloat))
      .input<float>({1, 2}, {0, 0})
      .expect_error("attribute 'dtype' is float");
}

}  // namespace
}  // namespace sardonyx
