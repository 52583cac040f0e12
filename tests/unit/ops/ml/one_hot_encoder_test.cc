#include "tests/unit/ops/op_test.h"

#include <cmath>

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;
using I = std::vector<std::int64_t>;

TEST(OneHotEncoder, AddsAnAxis) {
  OpTest("OneHotEncoder", 1, kMl)
      .input<std::int64_t>({1, 2}, {2, 3})
      .attribute("cats_int64s", I{1, 2})
      .expect<float>({1, 2, 2}, {0, 1, 0, 0});
  OpTest("OneHotEncoder", 1, kMl)
      .input<Text>({2}, {"b", "a"})
      .attribute("cats_strings", std::vector<Text>{"a", "b", "c"})
      .expect<float>({2, 3}, {0, 1, 0, 1, 0, 0});
  OpTest("OneHotEncoder", 1, kMl)
      .input<std::int32_t>({}, {1})
      .attribute("cats_int64s", I{1, 2})
      .attribute("zeros", 0)
      .expect<float>({2}, {1, 0});
}

TEST(OneHotEncoder, DropsFractions) {
  OpTest("OneHotEncoder", 1, kMl)
      .input<float>({4}, {1.7f, 3, NAN, INFINITY})
      .attribute("cats_int64s", I{1, 2})
      .expect<float>({4, 2}, {1, 0, 0, 0, 0, 0, 0, 0});
}

TEST(OneHotEncoder, Errors) {
  OpTest("OneHotEncoder", 1, kMl)
      .input<double>({2}, {1, 3})
      .attribute("cats_int64s", I{1, 2})
      .attribute("zeros", 0)
      .expect_error("element 1 of input 0 is none of the categories");
  OpTest("OneHotEncoder", 1, kMl)
      .input<Text>({1}, {"a"})
      .attribute("cats_int64s", I{1, 2})
      .expect_error("the categories are integers");
  OpTest("OneHotEncoder", 1, kMl).input<float>({1}, {1}).expect_error("must be given");
}

}  // namespace
}  // namespace sardonyx
