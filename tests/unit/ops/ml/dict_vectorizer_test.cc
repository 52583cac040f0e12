#include "tests/unit/ops/op_test.h"

#include <memory>

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;
using I = std::vector<std::int64_t>;

Value map(const Tensor& keys, const Tensor& values) {
  return Map{keys, std::make_shared<Value>(values)};
}

TEST(DictVectorizer, OneRow) {
  OpTest("DictVectorizer", 1, kMl)
      .input(map(Tensor::of<Text>({3}, {"a", "c", "q"}), Tensor::of<float>({3}, {4, 8, 9})))
      .attribute("string_vocabulary", std::vector<Text>{"a", "c", "b", "z"})
      .expect<float>({1, 4}, {4, 8, 0, 0});
  OpTest("DictVectorizer", 1, kMl)
      .input(map(Tensor::of<std::int64_t>({1}, {3}), Tensor::of<Text>({1}, {"x"})))
      .attribute("int64_vocabulary", I{1, 3})
      .expect<Text>({1, 2}, {"", "x"});
  OpTest("DictVectorizer", 1, kMl)
      .input(map(Tensor::of<Text>({0}, {}), Tensor::of<std::int64_t>({0}, {})))
      .attribute("string_vocabulary", std::vector<Text>{"a"})
      .expect<std::int64_t>({1, 1}, {0});
}

TEST(DictVectorizer, Errors) {
  OpTest("DictVectorizer", 1, kMl)
      .input(map(Tensor::of<Text>({1}, {"a"}), Tensor::of<float>({1}, {4})))
      .attribute("int64_vocabulary", I{1})
      .expect_error("expected a map from int64");
  OpTest("DictVectorizer", 1, kMl)
      .input(map(Tensor::of<Text>({1}, {"a"}), Tensor::of<float>({2}, {4, 5})))
      .attribute("string_vocabulary", std::vector<Text>{"a"})
      .expect_error("has 1 keys and 2 values");
  OpTest("DictVectorizer", 1, kMl)
      .input<float>({1}, {1})
      .attribute("string_vocabulary", std::vector<Text>{"a"})
      .expect_error("expected a map");
  OpTest("DictVectorizer", 1, kMl)
      .input(map(Tensor::of<Text>({1}, {"a"}), Tensor::of<float>({1}, {4})))
      .expect_error("must be given");
}

}  // namespace
}  // namespace sardonyx
