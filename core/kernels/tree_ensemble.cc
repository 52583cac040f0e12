#include "core/kernels/tree_ensemble.h"

#include <algorithm>
#include <limits>

#include "core/kernels/parallel.h"

namespace sardonyx::kernels {
namespace {

// Rows that go through a tree together, while its nodes are in the cache.
constexpr std::size_t kRows = 32;

// Rows per task, so that a task takes some ten microseconds.
std::size_t row_grain(std::size_t trees) {
  return std::max<std::size_t>(1, 512 / std::max<std::size_t>(1, trees));
}

template <class T>
std::size_t find_leaf(const TreeNode<T>* nodes, std::int32_t at, const T* x) {
  while (at >= 0) {
    const TreeNode<T>& node = nodes[at];
    const T value = x[node.feature];
    at = node.next[value != value ? node.missing : static_cast<unsigned>(value <= node.split)];
  }
  return static_cast<std::size_t>(~at);
}

template <class T>
void add_vote(TreeAggregate aggregate, T weight, T& score) {
  switch (aggregate) {
    case TreeAggregate::kAverage:
    case TreeAggregate::kSum:
      score += weight;
      break;
    case TreeAggregate::kMin:
      score = std::min(score, weight);
      break;
    case TreeAggregate::kMax:
      score = std::max(score, weight);
      break;
  }
}

// What a score is before the first vote.
template <class T>
T neutral(TreeAggregate aggregate) {
  constexpr T kInfinity = std::numeric_limits<T>::infinity();
  return aggregate == TreeAggregate::kMin   ? kInfinity
         : aggregate == TreeAggregate::kMax ? -kInfinity
                                            : T{0};
}

}  // namespace

template <class T>
void TreeEnsemble<T>::evaluate(const T* x, std::size_t rows, std::size_t features, T* scores,
                               ThreadPool& pool) const {
  const auto width = static_cast<std::size_t>(targets);
  const T start = neutral<T>(aggregate);
  parallel_ranges(pool, rows, row_grain(roots.size()), [&](std::size_t first, std::size_t last) {
    std::fill(scores + first * width, scores + last * width, start);
    for (std::size_t block = first; block < last; block += kRows) {
      const std::size_t end = std::min(block + kRows, last);
      for (const std::int32_t root : roots) {
        for (std::size_t row = block; row < end; ++row) {
          const std::size_t leaf = find_leaf(nodes.data(), root, x + row * features);
          for (std::uint32_t i = first_vote[leaf]; i < first_vote[leaf + 1]; ++i) {
            const TreeVote<T>& vote = votes[i];
            add_vote(aggregate, vote.weight,
                     scores[row * width + static_cast<std::size_t>(vote.target)]);
          }
        }
      }
    }
    for (T* score = scores + first * width; score < scores + last * width; ++score) {
      if (aggregate == TreeAggregate::kAverage) {
        *score /= static_cast<T>(roots.size());
      } else if (aggregate != TreeAggregate::kSum && *score == start) {
        *score = 0;
      }
    }
  });
}

template struct TreeEnsemble<float>;
template struct TreeEnsemble<double>;

}  // namespace sardonyx::kernels
