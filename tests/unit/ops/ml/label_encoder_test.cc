#include "tests/unit/ops/op_test.h"

#include <cmath>

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;
using I = std::vector<std::int64_t>;
using F = std::vector<float>;

TEST(LabelEncoder, CountsStringsInVersion1) {
  OpTest("LabelEncoder", 1, kMl)
      .input<Text>({2}, {"c", "b"})
      .attribute("classes_strings", std::vector<Text>{"a", "c"})
      .expect<std::int64_t>({2}, {1, -1});
  OpTest("LabelEncoder", 1, kMl)
      .input<std::int64_t>({1, 4}, {0, 1, 5, -1})
      .attribute("classes_strings", std::vector<Text>{"a", "c"})
      .attribute("default_string", "?")
      .expect<Text>({1, 4}, {"a", "c", "?", "?"});
}

TEST(LabelEncoder, ListsOfVersion2) {
  OpTest("LabelEncoder", 2, kMl)
      .input<std::int64_t>({3}, {1, 5, 3})
      .attribute("keys_int64s", I{1, 5})
      .attribute("values_floats", F{1.5f, 2})
      .expect<float>({3}, {1.5f, 2, 0});
  OpTest("LabelEncoder", 3, kMl)
      .input<Text>({2, 2}, {"Dori", "Amy", "Sally", ""})
      .attribute("keys_strings", std::vector<Text>{"Amy", "Sally"})
      .attribute("values_int64s", I{5, 6})
      .attribute("default_int64", 42)
      .expect<std::int64_t>({2, 2}, {42, 5, 6, 42});
}

TEST(LabelEncoder, TensorsOfVersion4) {
  OpTest("LabelEncoder", 4, kMl)
      .input<double>({5}, {1, NAN, 3, 0, -0.0})
      .attribute("keys_tensor", Tensor::of<double>({3}, {1, NAN, -0.0}))
      .attribute("values_strings", std::vector<Text>{"a", "n", "z"})
      .expect<Text>({5}, {"a", "n", "_Unused", "z", "z"});
  OpTest("LabelEncoder", 4, kMl)
      .input<Text>({3}, {"a", "b", "d"})
      .attribute("keys_tensor", Tensor::of<Text>({3}, {"a", "b", "c"}))
      .attribute("values_tensor", Tensor::of<std::int16_t>({3}, {0, 1, 2}))
      .attribute("default_tensor", Tensor::of<std::int16_t>({1}, {42}))
      .expect<std::int16_t>({3}, {0, 1, 42});
  OpTest("LabelEncoder", 4, kMl)
      .input<std::int32_t>({0}, std::vector<std::int32_t>{})
      .attribute("keys_tensor", Tensor::of<std::int32_t>({1}, {7}))
      .attribute("values_tensor", Tensor::of<double>({1}, {3}))
      .expect<double>({0}, std::vector<double>{});
}

TEST(LabelEncoder, TheLastOfEqualKeysCounts) {
  OpTest("LabelEncoder", 4, kMl)
      .input<std::int16_t>({2}, {1, 2})
      .attribute("keys_tensor", Tensor::of<std::int16_t>({4}, {1, 2, 1, 1}))
      .attribute("values_int64s", I{10, 20, 30, 40})
      .expect<std::int64_t>({2}, {40, 20});
}

TEST(LabelEncoder, Errors) {
  OpTest("LabelEncoder", 2, kMl)
      .input<Text>({1}, {"a"})
      .attribute("keys_int64s", I{1})
      .attribute("values_int64s", I{2})
      .expect_error("input 0 is of string, and the keys are of int64");
  OpTest("LabelEncoder", 2, kMl)
      .input<Text>({1}, {"a"})
      .attribute("keys_strings", std::vector<Text>{"a"})
      .attribute("values_int64s", I{2, 3})
      .expect_error("1 keys for 2 values");
  OpTest("LabelEncoder", 2, kMl)
      .input<Text>({1}, {"a"})
      .attribute("keys_strings", std::vector<Text>{"a"})
      .expect_error("'values_*' must be given");
  OpTest("LabelEncoder", 4, kMl)
      .input<Text>({1}, {"a"})
      .attribute("keys_strings", std::vector<Text>{"a"})
      .attribute("values_int64s", I{2})
      .attribute("default_tensor", Tensor::of<float>({1}, {1}))
      .expect_error("default value");
}

}  // namespace
}  // namespace sardonyx
