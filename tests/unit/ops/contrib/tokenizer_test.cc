// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

using Texts = std::vector<std::string>;

OpTest tokenizer(const Texts& texts, int least = 1, bool marked = false) {
  OpTest test("Tokenizer", 1, "com.microsoft");
  test.attribute("pad_value", "#").attribute("mincharnum", least).attribute("mark", marked ? 1 : 0);
  test.input<std::string>({static_cast<std::int64_t>(texts.size())}, texts);
  return test;
}

TEST(Tokenizer, Separators) {
  tokenizer({"a b,c", "abc", ""})
      .attribute("separators", Texts{" ", ","})
      .expect<std::string>({3, 3}, {"a", "b", "c", "abc", "#", "#", "#", "#", "#"});
  tokenizer({"a  b", "  ", ""})
      .attribute("separators", Texts{" "})
      .expect<std::string>({3, 2}, {"a", "b", "#", "#", "#", "#"});
  tokenizer({"aé b"}).attribute("separators", Texts{"é"}).expect<std::string>({1, 2}, {"a", " b"});
}

TEST(Tokenizer, SeparatorsWinOverTheExpression) {
  tokenizer({"a b"})
      .attribute("separators", Texts{" "})
      .attribute("tokenexp", "a")
      .expect<std::string>({1, 2}, {"a", "b"});
}

TEST(Tokenizer, SeparatorsThatMatchNothing) {
  tokenizer({"aabbb aa"}).attribute("separators", Texts{"b*"}).expect<std::string>({1, 0}, Texts{});
  tokenizer({"foo.bar baz"}, 1, true)
      .attribute("separators", Texts{"\\b"})
      .expect<std::string>({1, 5}, {"\x02", "oo", "ar", "az", "\x03"});
}

TEST(Tokenizer, MarksAndShortTokens) {
  tokenizer({"a b,c", "abc", ""}, 2, true)
      .attribute("separators", Texts{" ", ","})
      .expect<std::string>({3, 3},
                           {"\x02", "\x03", "#", "\x02", "abc", "\x03", "\x02", "\x03", "#"});
}

TEST(Tokenizer, NoTokenNoMarks) {
  tokenizer({"  "}, 1, true)
      .attribute("separators", Texts{" "})
      .expect<std::string>({1, 0}, Texts{});
}

TEST(Tokenizer, Expression) {
  tokenizer({"aabbb aa", "xaay"})
      .attribute("tokenexp", "a+")
      .expect<std::string>({2, 2}, {"aa", "aa", "aa", "#"});
  tokenizer({"aabbb aa", "xaay"})
      .attribute("tokenexp", "b*")
      .expect<std::string>({2, 1}, {"bbb", "#"});
  tokenizer({"aabbb aa", "xaay"}, 2, true)
      .attribute("tokenexp", "a+|b")
      .expect<std::string>({2, 4}, {"\x02", "aa", "aa", "\x03", "\x02", "aa", "\x03", "#"});
}

TEST(Tokenizer, TheLongestOfTheLeftmostMatches) {
  tokenizer({"xabcabc"}).attribute("tokenexp", "ab|abc|abca").expect<std::string>({1, 1}, {"abca"});
}

TEST(Tokenizer, Characters) {
  tokenizer({"a b", "äbc", ""})
      .attribute("separators", Texts{""})
      .expect<std::string>({3, 3}, {"a", " ", "b", "ä", "b", "c", "#", "#", "#"});
}

TEST(Tokenizer, Matrix) {
  OpTest("Tokenizer", 1, "com.microsoft")
      .attribute("pad_value", "")
      .attribute("mincharnum", 1)
      .attribute("separators", Texts{" "})
      .input<std::string>({1, 2}, {"a b", "c"})
      .expect<std::string>({1, 2, 2}, {"a", "b", "c", ""});
}

TEST(Tokenizer, WrongAttributes) {
  tokenizer({"a"}, 0).attribute("separators", Texts{" "}).expect_error("mincharnum is 0");
  tokenizer({"a"}, 2)
      .attribute("separators", Texts{""})
      .expect_error("mincharnum is 2, expected 1");
  tokenizer({"a"}).expect_error("neither attribute separators nor tokenexp is given");
  tokenizer({"a"}).attribute("tokenexp", "(").expect_error("a ( has no )");
}

TEST(Tokenizer, WrongRank) {
  OpTest("Tokenizer", 1, "com.microsoft")
      .attribute("mincharnum", 1)
      .attribute("separators", Texts{" "})
      .input<std::string>({1, 1, 1}, {"a"})
      .expect_error("rank");
}

}  // namespace
}  // namespace sardonyx
