#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;

TEST(ArrayFeatureExtractor, TakesFromTheLastAxis) {
  OpTest("ArrayFeatureExtractor", 1, kMl)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int64_t>({1, 2}, {2, 0})
      .expect<float>({2, 2}, {3, 1, 6, 4});
  OpTest("ArrayFeatureExtractor", 1, kMl)
      .input<Text>({1, 2, 2}, {"a", "b", "c", "d"})
      .input<std::int64_t>({}, {1})
      .expect<Text>({1, 2, 1}, {"b", "d"});
}

TEST(ArrayFeatureExtractor, MakesOneRowOfAVector) {
  OpTest("ArrayFeatureExtractor", 1, kMl)
      .input<std::int64_t>({3}, {7, 8, 9})
      .input<std::int64_t>({2}, {2, 0})
      .expect<std::int64_t>({1, 2}, {9, 7});
  OpTest("ArrayFeatureExtractor", 1, kMl)
      .input<double>({0, 3}, std::vector<double>{})
      .input<std::int64_t>({1}, {2})
      .expect<double>({0, 1}, std::vector<double>{});
}

TEST(ArrayFeatureExtractor, Errors) {
  OpTest("ArrayFeatureExtractor", 1, kMl)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int64_t>({1}, {-1})
      .expect_error("index -1 is out of range for 3 features");
  OpTest("ArrayFeatureExtractor", 1, kMl)
      .input<float>({}, {1})
      .input<std::int64_t>({1}, {0})
      .expect_error("scalar");
}

}  // namespace
}  // namespace sardonyx
