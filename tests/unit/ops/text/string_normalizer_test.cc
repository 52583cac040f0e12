#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

using Text = std::string;
const std::vector<Text> kDays = {"monday", "tuesday", "Monday", "wednesday"};

OpTest normalizer(const char* change, std::int64_t is_case_sensitive,
                  const std::vector<Text>& stopwords) {
  OpTest test("StringNormalizer", 10);
  test.attribute("case_change_action", change)
      .attribute("is_case_sensitive", is_case_sensitive)
      .attribute("stopwords", stopwords);
  return test;
}

TEST(StringNormalizer, DropsStopwords) {
  normalizer("NONE", 1, {"monday"})
      .input<Text>({4}, kDays)
      .expect<Text>({3}, {"tuesday", "Monday", "wednesday"});
  normalizer("NONE", 0, {"MONDAY"})
      .input<Text>({1, 4}, kDays)
      .expect<Text>({1, 2}, {"tuesday", "wednesday"});
}

TEST(StringNormalizer, ChangesCase) {
  OpTest("StringNormalizer", 10)
      .attribute("case_change_action", "UPPER")
      .input<Text>({2}, {"straße", "Ünï ςσ ÿ я"})
      .expect<Text>({2}, {"STRAßE", "ÜNÏ ΣΣ Ÿ Я"});
  OpTest("StringNormalizer", 10)
      .attribute("case_change_action", "LOWER")
      .input<Text>({2}, {"ÀÉ Σ Я Ա",
                         "\xff"
                         "A"})
      .expect<Text>({2}, {"àé σ я ա",
                          "\xff"
                          "a"});
  OpTest("StringNormalizer", 10).input<Text>({1}, {"aB"}).expect<Text>({1}, {"aB"});
}

TEST(StringNormalizer, NothingLeftIsAnEmptyString) {
  normalizer("LOWER", 0, {"a"}).input<Text>({2}, {"a", "A"}).expect<Text>({1}, {""});
  normalizer("LOWER", 0, {"a"}).input<Text>({1, 1}, {"a"}).expect<Text>({1, 1}, {""});
  OpTest("StringNormalizer", 10).input<Text>({0}, std::vector<Text>{}).expect<Text>({1}, {""});
}

TEST(StringNormalizer, Errors) {
  OpTest("StringNormalizer", 10)
      .input<Text>({2, 1}, {"a", "b"})
      .expect_error("expected [C] or [1,C]");
  normalizer("TITLE", 0, {}).input<Text>({1}, {"a"}).expect_error("case_change_action");
}

}  // namespace
}  // namespace sardonyx
