#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

struct Case {
  const char* pattern;
  std::vector<std::string> matches;
  std::vector<std::string> others;
};

void expect_cases(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    SCOPED_TRACE(one.pattern);
    std::vector<std::string> texts = one.matches;
    texts.insert(texts.end(), one.others.begin(), one.others.end());
    const auto count = static_cast<std::int64_t>(texts.size());
    Tensor expected = Tensor::allocate(DType::kBool, {count});
    for (std::size_t i = 0; i < texts.size(); ++i) {
      expected.data<bool>()[i] = i < one.matches.size();
    }
    OpTest("RegexFullMatch", 20)
        .attribute("pattern", one.pattern)
        .input<std::string>({count}, texts)
        .output(expected)
        .check();
  }
}

TEST(RegexFullMatch, LettersChoicesAndRepetitions) {
  expect_cases({
      {"", {""}, {"a"}},
      {"abc", {"abc"}, {"ab", "abcd", "xabc"}},
      {"a|bc|", {"a", "bc", ""}, {"b", "abc"}},
      {"(ab)*c", {"c", "ababc"}, {"abac", "ab"}},
      {"a+b?", {"a", "aab"}, {"b", "abb"}},
      {"a{2}", {"aa"}, {"a", "aaa"}},
      {"a{2,}", {"aa", "aaaa"}, {"a"}},
      {"(a|b){1,3}?", {"a", "bab"}, {"", "abab"}},
      {"a{,2}", {"a{,2}"}, {"a", "aa"}},
      {"x{", {"x{"}, {"x"}},
      {"(a*)*b", {"b", "aaab"}, {"a"}},
      {"(|a)+", {"", "aaa"}, {"b"}},
  });
}

TEST(RegexFullMatch, Classes) {
  expect_cases({
      {".", {"a", "ü", "字"}, {"", "\n", "ab"}},
      {"[a-cx]+", {"abcx"}, {"d"}},
      {"[^a-c]", {"d", "\n"}, {"b"}},
      {"[]a]", {"]", "a"}, {"b"}},
      {"[a\\]-]*", {"a]-"}, {"b"}},
      {"\\d+\\.\\d*", {"3.14", "2."}, {"3", "x.1"}},
      {"\\w\\W\\s\\S\\D", {"a- xz"}, {"a-zxz"}},
      {"[[:alpha:]_][[:^digit:]]", {"ab", "_-"}, {"a1", "1a"}},
      {"[\\d\\-x]+", {"1-x"}, {"a"}},
      {"[α-ω]", {"β"}, {"b", "Ω"}},
  });
}

TEST(RegexFullMatch, EscapesAndQuotes) {
  expect_cases({
      {"\\x41\\x{42}\\103\\t\\*", {"ABC\t*"}, {"ABC"}},
      {"\\Qa.b*\\Ec", {"a.b*c"}, {"axbc"}},
      {"\\Qa.b", {"a.b"}, {"axb"}},
  });
}

TEST(RegexFullMatch, FlagsGroupsAndAssertions) {
  expect_cases({
      {"(?i)straSSe", {"STRASSE", "strasse"}, {"straße"}},
      {"a(?i:b)c", {"aBc", "abc"}, {"ABc"}},
      {"(?s).", {"\n"}, {""}},
      {"(?P<name>a)(?:b)(?<other>c)", {"abc"}, {"ab"}},
      {"^a$", {"a"}, {"a\n"}},
      {"(?m)a$\\n^b", {"a\nb"}, {"ab"}},
      {"a$\\nb", {}, {"a\nb"}},
      {"a\\b-\\Bx?", {"a-"}, {"a-x"}},
      {"\\Aa\\z", {"a"}, {"b"}},
  });
}

TEST(RegexFullMatch, TimeIsLinear) {
  expect_cases({{"(a*)*(a*)*(a|aa)+x", {}, {std::string(20000, 'a')}},
                {"(a?){30}a{30}", {std::string(30, 'a')}, {std::string(29, 'a')}}});
}

TEST(RegexFullMatch, ShapesAndNoTexts) {
  OpTest("RegexFullMatch", 20)
      .attribute("pattern", R"((\W|^)[\w.\-]{0,25}@(yahoo|gmail)\.com(\W|$))")
      .input<std::string>({2, 1}, {"account@gmail.com", "not email"})
      .expect<bool>({2, 1}, {true, false});
  OpTest("RegexFullMatch", 20)
      .attribute("pattern", "a")
      .input<std::string>({0}, std::vector<std::string>{})
      .output(Tensor::allocate(DType::kBool, {0}))
      .check();
}

TEST(RegexFullMatch, MalformedPatterns) {
  const std::pair<const char*, const char*> cases[] = {
      {"a)", "a ) has no ("},
      {"(a", "a ( has no )"},
      {"[a", "a [ has no ]"},
      {"*a", "there is nothing to repeat"},
      {"a**", "a repetition is repeated"},
      {"a{1001}", "out of range"},
      {"a{3,2}", "out of range"},
      {"[b-a]", "a range ends before it begins"},
      {"[a-\\d]", "a range ends with a class"},
      {"\\", "ends with a backslash"},
      {"\\y", "no such escape"},
      {"(a)\\1", "no such escape"},
      {"(?=a)", "no such flag"},
      {"(?<=a)b", "looks behind"},
      {"[[:nope:]]", "no character class"},
      {"\\x{110000}", "out of range"},
      {"\\pL", "not implemented"},
      {"((a{1000}){1000}){1000}", "too large"},
  };
  for (const auto& [pattern, message] : cases) {
    SCOPED_TRACE(pattern);
    OpTest("RegexFullMatch", 20)
        .attribute("pattern", pattern)
        .input<std::string>({1}, {"a"})
        .expect_error(message);
  }
  const std::string deep = std::string(300, '(') + std::string(300, ')');
  OpTest("RegexFullMatch", 20)
      .attribute("pattern", deep.c_str())
      .input<std::string>({1}, {"a"})
      .expect_error("nested deeper");
}

}  // namespace
}  // namespace sardonyx
