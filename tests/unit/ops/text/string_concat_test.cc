#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

using Text = std::string;

TEST(StringConcat, ElementByElement) {
  OpTest("StringConcat", 20)
      .input<Text>({2}, {"abc", ""})
      .input<Text>({2}, {".com", "ü"})
      .expect<Text>({2}, {"abc.com", "ü"});
}

TEST(StringConcat, Broadcasts) {
  OpTest("StringConcat", 20)
      .input<Text>({2, 1}, {"a", "b"})
      .input<Text>({2}, {"1", "2"})
      .expect<Text>({2, 2}, {"a1", "a2", "b1", "b2"});
  OpTest("StringConcat", 20).input<Text>({}, {"a"}).input<Text>({}, {"b"}).expect<Text>({}, {"ab"});
  OpTest("StringConcat", 20)
      .input<Text>({0}, std::vector<Text>{})
      .input<Text>({1}, {"b"})
      .expect<Text>({0}, std::vector<Text>{});
}

TEST(StringConcat, Errors) {
  OpTest("StringConcat", 20)
      .input<Text>({2}, {"a", "b"})
      .input<Text>({3}, {"1", "2", "3"})
      .expect_error("broadcast");
  OpTest("StringConcat", 20)
      .input<Text>({1}, {"a"})
      .input<float>({1}, {1})
      .expect_error("expected a tensor of string");
}

}  // namespace
}  // namespace sardonyx
