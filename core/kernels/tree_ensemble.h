#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/thread_pool.h"

// Decision trees, all in one array of nodes that ask one kind of question, so that a step down a
// tree is a load, a comparison and a select.

namespace sardonyx::kernels {

/// Goes on to next[1] when x[feature] <= split, else to next[0]; NaN goes to next[missing].
template <class T>
struct TreeNode {
  T split = 0;
  std::uint32_t feature : 31 = 0;
  std::uint32_t missing : 1 = 0;
  /// The index of a node (children have no order), or ~leaf.
  std::int32_t next[2] = {0, 0};
};

/// What a leaf adds to a target.
template <class T>
struct TreeVote {
  T weight = 0;
  std::int32_t target = 0;
};

enum class TreeAggregate : std::uint8_t { kAverage, kSum, kMin, kMax };

/// REQUIRES: every path ends in a leaf, and all indices are in range.
template <class T>
struct TreeEnsemble {
  std::vector<TreeNode<T>> nodes;
  /// Where each tree begins: as TreeNode::next.
  std::vector<std::int32_t> roots;
  std::vector<TreeVote<T>> votes;
  /// Leaf i has the votes [first_vote[i], first_vote[i + 1]).
  std::vector<std::uint32_t> first_vote;
  std::int64_t targets = 0;
  /// Targets that got no vote are 0.
  TreeAggregate aggregate = TreeAggregate::kSum;

  /// scores[n, t] for rows x[n, :] of `features` numbers. Votes are added in the order of the
  /// trees.
  void evaluate(const T* x, std::size_t rows, std::size_t features, T* scores,
                ThreadPool& pool) const;
};

extern template struct TreeEnsemble<float>;
extern template struct TreeEnsemble<double>;

}  // namespace sardonyx::kernels
