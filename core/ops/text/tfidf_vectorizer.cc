// https://onnx.ai/onnx/operators/onnx__TfIdfVectorizer.html

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// The n-grams of the pool as a tree: each node stands for the n-gram on the way to it.
class NgramTree {
 public:
  static constexpr int kNone = -1;

  NgramTree() : ngrams_(1, kNone) {}

  void add(std::span<const std::int64_t> tokens, int ngram) {
    int node = 0;
    for (const std::int64_t token : tokens) {
      const auto [edge, is_new] =
          edges_.try_emplace({node, token}, static_cast<int>(ngrams_.size()));
      if (is_new) {
        ngrams_.push_back(kNone);
      }
      node = edge->second;
    }
    ngrams_[static_cast<std::size_t>(node)] = ngram;
  }

  /// The node after `node` by this token, or kNone.
  int next(int node, std::int64_t token) const {
    const auto edge = edges_.find({node, token});
    return edge == edges_.end() ? kNone : edge->second;
  }
  /// The n-gram that ends at this node, or kNone.
  int ngram(int node) const { return ngrams_[static_cast<std::size_t>(node)]; }

 private:
  std::map<std::pair<int, std::int64_t>, int> edges_;
  std::vector<int> ngrams_;
};

class TfIdfVectorizer : public Operator {
 public:
  explicit TfIdfVectorizer(const MakeContext& context)
      : mode_(static_cast<Mode>(context.get_choice("mode", {"TF", "IDF", "TFIDF"}))),
        shortest_(context.get_int("min_gram_length")),
        longest_(context.get_int("max_gram_length")),
        most_skipped_(context.get_int("max_skip_count")),
        columns_(context.get_ints("ngram_indexes")),
        weights_(context.get_floats("weights")) {
    context.require(context.has("mode"), "attribute 'mode' is missing");
    context.require(shortest_ >= 1 && longest_ >= shortest_, "n-grams of ", shortest_, " to ",
                    longest_, " tokens");
    context.require(most_skipped_ >= 0, "attribute 'max_skip_count' is ", most_skipped_);
    context.require(!columns_.empty(), "attribute 'ngram_indexes' is empty");
    width_ = 0;
    for (const std::int64_t column : columns_) {
      context.require(column >= 0 && column < (1 << 30), "attribute 'ngram_indexes' contains ",
                      column);
      width_ = std::max(width_, column + 1);
    }
    context.require(weights_.empty() || weights_.size() == columns_.size(), "there are ",
                    weights_.size(), " weights for ", columns_.size(), " n-grams");
    read_pool(context);
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 1, 2);
    const DType dtype = context.dtype(0);
    context.require(dtype == DType::kUndefined || (dtype == DType::kString) == of_strings_,
                    "input 0 is a tensor of ", dtype, ", which the n-grams are not made of");
    const SymbolicShape& x = context.shape(0);
    context.set_shape(
        0, x.rank() == 1 ? SymbolicShape{Dim(width_)} : SymbolicShape{x[0], Dim(width_)});
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const std::vector<std::int64_t> tokens = tokens_of(x);
    const auto length = static_cast<std::size_t>(x.dim(-1));
    const auto width = static_cast<std::size_t>(width_);
    std::span<float> rows = y.span<float>();
    std::fill(rows.begin(), rows.end(), 0.0f);
    for (std::size_t at = 0; at < rows.size(); at += width) {
      const std::span<const std::int64_t> row =
          std::span<const std::int64_t>(tokens).subspan(at / width * length, length);
      count(row, rows.subspan(at, width));
    }
  }

 private:
  enum class Mode { kTf, kIdf, kTfIdf };

  // The n-grams of n tokens begin at ngram_counts[n - 1].
  void read_pool(const MakeContext& context) {
    std::vector<std::int64_t> pool;
    of_strings_ = context.has("pool_strings");
    if (of_strings_) {
      for (const std::string& word : context.get_strings("pool_strings")) {
        pool.push_back(
            words_.try_emplace(word, static_cast<std::int64_t>(words_.size())).first->second);
      }
    } else {
      const Ints numbers = context.get_ints("pool_int64s");
      pool.assign(numbers.begin(), numbers.end());
    }
    const Ints starts = context.get_ints("ngram_counts");
    const auto total = static_cast<std::int64_t>(pool.size());
    int ngram = 0;
    for (std::size_t n = 1; n <= starts.size(); ++n) {
      const std::int64_t start = starts[n - 1];
      const std::int64_t end = n < starts.size() ? starts[n] : total;
      const auto size = static_cast<std::int64_t>(n);
      context.require(start >= 0 && start <= end && end <= total && (end - start) % size == 0,
                      "attribute 'ngram_counts' ", starts, " does not fit a pool of ", total,
                      " tokens");
      for (std::int64_t at = start; at < end; at += size, ++ngram) {
        if (size >= shortest_ && size <= longest_) {
          tree_.add(std::span<const std::int64_t>(pool).subspan(static_cast<std::size_t>(at), n),
                    ngram);
        }
      }
    }
    context.require(ngram == static_cast<int>(columns_.size()), "the pool has ", ngram,
                    " n-grams, but 'ngram_indexes' has ", columns_.size());
  }

  std::vector<std::int64_t> tokens_of(const Tensor& x) const {
    std::vector<std::int64_t> tokens;
    if (!of_strings_) {
      const Ints numbers = ints_of(x);
      tokens.assign(numbers.begin(), numbers.end());
      return tokens;
    }
    for (const std::string& word : x.span<std::string>()) {
      const auto found = words_.find(word);
      tokens.push_back(found == words_.end() ? -1 : found->second);
    }
    return tokens;
  }

  // Counts the n-grams of a row whose tokens lie up to most_skipped_ + 1 apart.
  void count(std::span<const std::int64_t> row, std::span<float> row_of_y) const {
    const auto length = static_cast<std::int64_t>(row.size());
    std::int64_t least = shortest_;
    for (std::int64_t distance = 1; distance <= length && distance - 1 <= most_skipped_;
         ++distance) {
      for (std::int64_t start = 0; start < length; ++start) {
        int node = 0;
        std::int64_t at = start;
        for (std::int64_t n = 1; n <= longest_ && at < length; ++n, at += distance) {
          node = tree_.next(node, row[static_cast<std::size_t>(at)]);
          if (node == NgramTree::kNone) {
            break;
          }
          if (n >= least && tree_.ngram(node) != NgramTree::kNone) {
            found(static_cast<std::size_t>(tree_.ngram(node)), row_of_y);
          }
        }
      }
      // Single tokens are the same at every distance and count once.
      least = std::max<std::int64_t>(least, 2);
    }
  }

  // Weights belong to n-grams, not to columns. IDF asks only whether an n-gram is there.
  void found(std::size_t ngram, std::span<float> row_of_y) const {
    const float weight = mode_ == Mode::kTf || weights_.empty() ? 1.0f : weights_[ngram];
    float& y = row_of_y[static_cast<std::size_t>(columns_[ngram])];
    y = mode_ == Mode::kIdf ? weight : y + weight;
  }

  Mode mode_;
  std::int64_t shortest_;
  std::int64_t longest_;
  std::int64_t most_skipped_;
  Ints columns_;
  std::int64_t width_;
  std::vector<float> weights_;
  bool of_strings_;
  std::map<std::string, std::int64_t, std::less<>> words_;
  NgramTree tree_;
};

}  // namespace

SARDONYX_OPERATORS(text, tfidf_vectorizer) {
  registry.add({.name = "TfIdfVectorizer",
                .since = 9,
                .signature = "X: T -> Y: float",
                .types = {{{"T", {DType::kString, DType::kInt32, DType::kInt64}}}},
                .make = make<TfIdfVectorizer>});
}

}  // namespace sardonyx
