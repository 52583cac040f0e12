#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Constant, Tensor) {
  OpTest("Constant", 1)
      .attribute("value", Tensor::of<float>({2}, {1, 2}))
      .expect<float>({2}, {1, 2});
  OpTest("Constant", 13)
      .attribute("value", Tensor::of<std::string>({1}, {"a"}))
      .expect<std::string>({1}, {"a"});
  OpTest("Constant", 13)
      .attribute("sparse_value", Tensor::of<float>({2}, {0, 2}))
      .expect<float>({2}, {0, 2});
}

TEST(Constant, Numbers) {
  OpTest("Constant", 12).attribute("value_float", 1.5f).expect<float>({}, {1.5f});
  OpTest("Constant", 12)
      .attribute("value_floats", std::vector<float>{1, 2})
      .expect<float>({2}, {1, 2});
  OpTest("Constant", 12).attribute("value_int", 7).expect<std::int64_t>({}, {7});
  OpTest("Constant", 25)
      .attribute("value_ints", std::vector<std::int64_t>{-1, 2})
      .expect<std::int64_t>({2}, {-1, 2});
}

TEST(Constant, Strings) {
  OpTest("Constant", 12).attribute("value_string", "text").expect<std::string>({}, {"text"});
  OpTest("Constant", 12)
      .attribute("value_strings", std::vector<std::string>{"a", ""})
      .expect<std::string>({2}, {"a", ""});
}

TEST(Constant, NeedsAValue) {
  OpTest("Constant", 12).expect_error("none of the attributes for its value is there");
}

}  // namespace
}  // namespace sardonyx
