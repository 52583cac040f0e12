#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

using Text = std::string;

TEST(StringSplit, AtADelimiter) {
  OpTest("StringSplit", 20)
      .attribute("delimiter", ".")
      .input<Text>({2}, {"abc.com", "a..b"})
      .output<Text>({2, 3}, {"abc", "com", "", "a", "", "b"})
      .output<std::int64_t>({2}, {2, 3})
      .check();
  OpTest("StringSplit", 20)
      .attribute("delimiter", "--")
      .input<Text>({}, {"o--n---x--"})
      .output<Text>({4}, {"o", "n", "-x", ""})
      .output<std::int64_t>({}, {4})
      .check();
}

TEST(StringSplit, AtWhiteSpace) {
  for (const bool empty : {false, true}) {
    OpTest test("StringSplit", 20);
    if (empty) {
      test.attribute("delimiter", "");
    }
    test.input<Text>({3}, {"hello world", "  hello \t world\n", "   "})
        .output<Text>({3, 2}, {"hello", "world", "hello", "world", "", ""})
        .output<std::int64_t>({3}, {2, 2, 0})
        .check();
  }
}

TEST(StringSplit, AtMost) {
  OpTest("StringSplit", 20)
      .attribute("maxsplit", 1)
      .input<Text>({2}, {"a b  c ", "d"})
      .output<Text>({2, 2}, {"a", "b  c ", "d", ""})
      .output<std::int64_t>({2}, {2, 1})
      .check();
  OpTest("StringSplit", 20)
      .attribute("maxsplit", 1)
      .attribute("delimiter", ",")
      .input<Text>({1}, {"a,b,c"})
      .output<Text>({1, 2}, {"a", "b,c"})
      .no_output()
      .check();
}

TEST(StringSplit, NothingToSplit) {
  OpTest("StringSplit", 20)
      .input<Text>({2, 0}, std::vector<Text>{})
      .output<Text>({2, 0, 0}, std::vector<Text>{})
      .output<std::int64_t>({2, 0}, std::vector<std::int64_t>{})
      .check();
}

TEST(StringSplit, NoStrings) {
  OpTest("StringSplit", 20).input<float>({1}, {1}).expect_error("expected a tensor of string", 2);
}

}  // namespace
}  // namespace sardonyx
