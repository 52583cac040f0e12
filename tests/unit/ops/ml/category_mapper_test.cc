#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;
using I = std::vector<std::int64_t>;

TEST(CategoryMapper, BothWays) {
  OpTest("CategoryMapper", 1, kMl)
      .input<Text>({2}, {"c", "b"})
      .attribute("cats_strings", std::vector<Text>{"a", "c"})
      .attribute("cats_int64s", I{4, 5})
      .expect<std::int64_t>({2}, {5, -1});
  OpTest("CategoryMapper", 1, kMl)
      .input<std::int64_t>({2, 1}, {4, 9})
      .attribute("cats_strings", std::vector<Text>{"a", "c"})
      .attribute("cats_int64s", I{4, 5})
      .expect<Text>({2, 1}, {"a", "_Unused"});
}

TEST(CategoryMapper, Errors) {
  OpTest("CategoryMapper", 1, kMl)
      .input<Text>({1}, {"c"})
      .attribute("cats_strings", std::vector<Text>{"a", "c"})
      .attribute("cats_int64s", I{4})
      .expect_error("2 keys for 1 values");
  OpTest("CategoryMapper", 1, kMl).input<float>({1}, {1}).expect_error("expected");
}

}  // namespace
}  // namespace sardonyx
