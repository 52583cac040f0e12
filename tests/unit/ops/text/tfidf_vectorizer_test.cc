#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

using Ints64 = std::vector<std::int64_t>;

// Four 1-grams and three 2-grams, whose columns count down.
OpTest vectorizer(const char* mode, int skip, int shortest = 1, int longest = 2) {
  OpTest test("TfIdfVectorizer", 9);
  test.attribute("mode", mode)
      .attribute("max_skip_count", skip)
      .attribute("min_gram_length", shortest)
      .attribute("max_gram_length", longest)
      .attribute("ngram_counts", Ints64{0, 4})
      .attribute("ngram_indexes", Ints64{6, 5, 4, 3, 2, 1, 0})
      .attribute("pool_int64s", Ints64{2, 3, 5, 4, 5, 6, 7, 8, 6, 7});
  return test;
}

const std::vector<float> kWeights = {1, 2, 3, 4, 5, 6, 7};
const Ints64 kTokens = {1, 1, 3, 3, 3, 7, 8, 6, 7, 5, 6, 8};

TEST(TfIdfVectorizer, CountsNgrams) {
  vectorizer("TF", 0).input<std::int64_t>({12}, kTokens).expect<float>({7}, {1, 1, 1, 0, 1, 3, 0});
  vectorizer("TF", 5).input<std::int64_t>({12}, kTokens).expect<float>({7}, {1, 3, 1, 0, 1, 3, 0});
  vectorizer("TF", 0, 2)
      .input<std::int64_t>({12}, kTokens)
      .expect<float>({7}, {1, 1, 1, 0, 0, 0, 0});
}

TEST(TfIdfVectorizer, WeightsBelongToNgrams) {
  vectorizer("TFIDF", 5)
      .attribute("weights", kWeights)
      .input<std::int64_t>({12}, kTokens)
      .expect<float>({7}, {7, 18, 5, 0, 3, 6, 0});
  vectorizer("IDF", 5)
      .attribute("weights", kWeights)
      .input<std::int64_t>({2, 6}, kTokens)
      .expect<float>({2, 7}, {0, 0, 0, 0, 0, 2, 0, 7, 6, 5, 0, 3, 0, 0});
  vectorizer("IDF", 5).input<std::int64_t>({12}, kTokens).expect<float>({7}, {1, 1, 1, 0, 1, 1, 0});
}

TEST(TfIdfVectorizer, Words) {
  OpTest("TfIdfVectorizer", 9)
      .attribute("mode", "TF")
      .attribute("max_skip_count", 1)
      .attribute("min_gram_length", 1)
      .attribute("max_gram_length", 2)
      .attribute("ngram_counts", Ints64{0, 2})
      .attribute("ngram_indexes", Ints64{0, 1, 2, 3})
      .attribute("pool_strings", std::vector<std::string>{"a", "c", "a", "b", "a", "a"})
      .input<std::string>({4}, {"a", "b", "a", "c"})
      .expect<float>({4}, {2, 1, 1, 1});
}

TEST(TfIdfVectorizer, SkipsWithinTrigrams) {
  OpTest("TfIdfVectorizer", 9)
      .attribute("mode", "TF")
      .attribute("max_skip_count", 2)
      .attribute("min_gram_length", 3)
      .attribute("max_gram_length", 3)
      .attribute("ngram_counts", Ints64{0, 0, 0})
      .attribute("ngram_indexes", Ints64{0})
      .attribute("pool_int64s", Ints64{1, 1, 1})
      .input<std::int32_t>({5}, {1, 2, 1, 2, 1})
      .expect<float>({1}, {1});
}

TEST(TfIdfVectorizer, NoTokens) {
  vectorizer("TF", 1)
      .input<std::int64_t>({2, 0}, Ints64{})
      .expect<float>({2, 7}, std::vector<float>(14));
}

TEST(TfIdfVectorizer, Errors) {
  vectorizer("TF", 0).input<std::string>({1}, {"a"}).expect_error("not made of");
  vectorizer("TF", -1).input<std::int64_t>({1}, {1}).expect_error("'max_skip_count' is -1");
  vectorizer("TF", 0, 3, 2).input<std::int64_t>({1}, {1}).expect_error("n-grams of 3 to 2 tokens");
  vectorizer("DF", 0).input<std::int64_t>({1}, {1}).expect_error("mode");
  vectorizer("TFIDF", 0)
      .attribute("weights", std::vector<float>{1})
      .input<std::int64_t>({1}, {1})
      .expect_error("there are 1 weights for 7 n-grams");
  OpTest("TfIdfVectorizer", 9)
      .attribute("mode", "TF")
      .attribute("max_skip_count", 0)
      .attribute("min_gram_length", 1)
      .attribute("max_gram_length", 2)
      .attribute("ngram_counts", Ints64{0, 1})
      .attribute("ngram_indexes", Ints64{0})
      .attribute("pool_int64s", Ints64{1, 2})
      .input<std::int64_t>({1}, {1})
      .expect_error("'ngram_counts' [0,1] does not fit a pool of 2 tokens");
}

}  // namespace
}  // namespace sardonyx
