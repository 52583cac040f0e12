#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";

TEST(FeatureVectorizer, PutsRowsTogether) {
  OpTest("FeatureVectorizer", 1, kMl)
      .input<std::int64_t>({2, 2}, {1, 2, 3, 4})
      .input<std::int64_t>({2, 1}, {5, 6})
      .attribute("inputdimensions", std::vector<std::int64_t>{2, 1})
      .expect<float>({2, 3}, {1, 2, 5, 3, 4, 6});
  OpTest("FeatureVectorizer", 1, kMl)
      .input<double>({2}, {1, 2})
      .input<double>({1}, {5})
      .attribute("inputdimensions", std::vector<std::int64_t>{2, 1})
      .expect<float>({1, 3}, {1, 2, 5});
}

TEST(FeatureVectorizer, CutsAndFillsRows) {
  OpTest("FeatureVectorizer", 1, kMl)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({2, 1}, {5, 6})
      .attribute("inputdimensions", std::vector<std::int64_t>{1, 2})
      .expect<float>({2, 3}, {1, 5, 0, 3, 6, 0});
}

TEST(FeatureVectorizer, Errors) {
  OpTest("FeatureVectorizer", 1, kMl)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({1, 1}, {5})
      .attribute("inputdimensions", std::vector<std::int64_t>{2, 1})
      .expect_error("has 1 rows, expected 2");
  OpTest("FeatureVectorizer", 1, kMl)
      .input<float>({1, 1}, {5})
      .attribute("inputdimensions", std::vector<std::int64_t>{2, 1})
      .expect_error("has 2 elements for 1 inputs");
}

}  // namespace
}  // namespace sardonyx
