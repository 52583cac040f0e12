#include "tests/unit/ops/op_test.h"

#include <memory>

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;

Value map(const std::vector<std::int64_t>& keys, const Tensor& values) {
  return Map{Tensor::of(Shape{static_cast<std::int64_t>(keys.size())},
                        std::span<const std::int64_t>(keys)),
             std::make_shared<Value>(values)};
}

TEST(CastMap, ValuesByAscendingKey) {
  OpTest("CastMap", 1, kMl)
      .input(map({3, 1}, Tensor::of<float>({2}, {1.5f, 2})))
      .expect<float>({1, 2}, {2, 1.5f});
  OpTest("CastMap", 1, kMl)
      .input(map({3, 1}, Tensor::of<float>({2}, {1.5f, 2})))
      .attribute("cast_to", "TO_INT64")
      .expect<std::int64_t>({1, 2}, {2, 1});
  OpTest("CastMap", 1, kMl)
      .input(map({3, 1, 2}, Tensor::of<Text>({3}, {"1", "2", "-7"})))
      .attribute("cast_to", "TO_INT64")
      .expect<std::int64_t>({1, 3}, {2, -7, 1});
  OpTest("CastMap", 1, kMl)
      .input(map({}, Tensor::of<Text>({0}, {})))
      .attribute("cast_to", "TO_STRING")
      .expect<Text>({1, 0}, std::vector<Text>{});
}

TEST(CastMap, ValuesAtTheirKeys) {
  OpTest("CastMap", 1, kMl)
      .input(map({3, 1}, Tensor::of<float>({2}, {1.5f, 2})))
      .attribute("map_form", "SPARSE")
      .attribute("max_map", 5)
      .expect<float>({1, 5}, {0, 2, 0, 1.5f, 0});
  OpTest("CastMap", 1, kMl)
      .input(map({0}, Tensor::of<Text>({1}, {"x"})))
      .attribute("map_form", "SPARSE")
      .attribute("max_map", 2)
      .attribute("cast_to", "TO_STRING")
      .expect<Text>({1, 2}, {"x", "0"});
}

TEST(CastMap, Errors) {
  OpTest("CastMap", 1, kMl)
      .input(map({3, 1}, Tensor::of<float>({2}, {1.5f, 2})))
      .attribute("map_form", "SPARSE")
      .attribute("max_map", 3)
      .expect_error("key 3 is out of range for 3 elements");
  OpTest("CastMap", 1, kMl).input(map({1}, Tensor::of<Text>({1}, {"one"}))).expect_error("one");
  OpTest("CastMap", 1, kMl).input<float>({1}, {1}).expect_error("expected a map from int64");
  OpTest("CastMap", 1, kMl)
      .input(map({1}, Tensor::of<float>({1}, {1})))
      .attribute("map_form", "SPARSE")
      .attribute("max_map", 0)
      .expect_error("'max_map' is 0");
}

}  // namespace
}  // namespace sardonyx
