#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;

Value maps(const Tensor& keys, const std::vector<std::vector<float>>& rows) {
  Sequence sequence;
  for (const auto& row : rows) {
    const Tensor values =
        Tensor::of(Shape{static_cast<std::int64_t>(row.size())}, std::span<const float>(row));
    sequence.elements.emplace_back(Map{keys, std::make_shared<Value>(values)});
  }
  return sequence;
}

TEST(ZipMap, OneMapForEachRow) {
  OpTest("ZipMap", 1, kMl)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .attribute("classlabels_strings", std::vector<Text>{"a", "b"})
      .output(maps(Tensor::of<Text>({2}, {"a", "b"}), {{1, 2}, {3, 4}}))
      .check();
  OpTest("ZipMap", 5, kMl)
      .input<float>({2}, {1, 2})
      .attribute("classlabels_int64s", std::vector<std::int64_t>{4, 5})
      .output(maps(Tensor::of<std::int64_t>({2}, {4, 5}), {{1, 2}}))
      .check();
  OpTest("ZipMap", 1, kMl)
      .input<float>({0, 1}, std::vector<float>{})
      .attribute("classlabels_int64s", std::vector<std::int64_t>{4})
      .output(maps(Tensor::of<std::int64_t>({1}, {4}), {}))
      .check();
}

TEST(ZipMap, Errors) {
  OpTest("ZipMap", 1, kMl)
      .input<float>({1, 3}, {1, 2, 3})
      .attribute("classlabels_int64s", std::vector<std::int64_t>{4, 5})
      .expect_error("has 3 features, expected 2");
  OpTest("ZipMap", 1, kMl).input<float>({1}, {1}).expect_error("must be given");
  OpTest("ZipMap", 1, kMl)
      .input<float>({1}, {1})
      .attribute("classlabels_int64s", std::vector<std::int64_t>{4})
      .attribute("classlabels_strings", std::vector<Text>{"a"})
      .expect_error("only one of");
}

}  // namespace
}  // namespace sardonyx
