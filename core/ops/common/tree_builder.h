#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/graph/op.h"
#include "core/kernels/tree_ensemble.h"

namespace sardonyx {

/// The comparisons of ai.onnx.ml's trees, with the numbers of TreeEnsemble's attribute.
enum class TreeMode : std::uint8_t { kLeq, kLt, kGte, kGt, kEq, kNeq, kMember };
inline constexpr int kTreeModeCount = 7;

/// Makes a kernels::TreeEnsemble of nodes with any comparison, by asking each question as one or
/// several of "x <= split".
class TreeBuilder {
 public:
  /// Where a branch leads.
  struct Branch {
    bool leaf = false;
    std::int64_t index = 0;  ///< among the nodes, or among the leaves
  };
  struct Node {
    TreeMode mode = TreeMode::kLeq;
    std::int64_t feature = 0;
    double value = 0;
    std::span<const double> members = {};  ///< for kMember
    Branch yes;                            ///< when the comparison holds
    Branch no;
    bool missing_is_true = false;  ///< NaN takes the branch `yes`
  };

  explicit TreeBuilder(const MakeContext& context) : context_(context) {}

  /// Nodes are numbered in the order of these calls. Branches may lead to later ones.
  void add_node(const Node& node);
  void add_root(Branch root) { roots_.push_back(root); }
  /// A leaf's votes are added together, before the next leaf.
  void add_leaf() { trees_.first_vote.push_back(vote_count()); }
  void add_vote(std::int64_t target, double weight);

  std::size_t node_count() const { return first_.size(); }

  /// Throws when a branch leads nowhere or in a circle, a leaf has no vote, or a target or feature
  /// is out of range.
  kernels::TreeEnsemble<double> finish(std::int64_t targets, kernels::TreeAggregate aggregate);

 private:
  // A branch whose target may not be there yet: the index of a kernel node or ~leaf in the lower
  // part, or of a node yet to resolve.
  struct Link {
    bool resolved = false;
    Branch branch;
    std::int32_t at = 0;
  };
  struct Step {
    double split = 0;
    std::uint32_t feature = 0;
    std::uint32_t missing = 0;
    Link next[2];
  };

  static Link to(Branch branch) { return {false, branch, 0}; }
  static Link to_step(std::size_t step) { return {true, {}, static_cast<std::int32_t>(step)}; }
  std::uint32_t vote_count() const { return static_cast<std::uint32_t>(trees_.votes.size()); }
  std::size_t add_step(const Node& node, double split, Link no, Link yes, bool missing);
  void add_equal(const Node& node, double value, Branch yes, Branch no, bool missing_is_yes);
  void add_members(const Node& node, std::span<const double> sorted);
  std::int32_t resolve(const Link& link) const;
  void check_circles() const;

  const MakeContext& context_;
  std::vector<Step> steps_;
  std::vector<std::size_t> first_;  // the first step of each node
  std::vector<Branch> roots_;
  kernels::TreeEnsemble<double> trees_;
};

/// The same trees for rows of float: splits are rounded down, so that every float still goes where
/// it went.
kernels::TreeEnsemble<float> narrow(const kernels::TreeEnsemble<double>& trees);

/// The scores of rows x: [N, F] of features as [N, targets], computed in double for tensors of
/// double and in float for all others.
class TreeScores {
 public:
  TreeScores(const MakeContext& context, const kernels::TreeEnsemble<double>& trees);
  /// The rows N of input 0. Throws unless it is as feature_rows says and has every feature that the
  /// trees ask for.
  Dim infer_rows(const InferContext& context) const;
  /// A tensor of float or double from the pool.
  Tensor run(const RunContext& context, const Tensor& x) const;
  std::int64_t targets() const { return targets_; }

 private:
  std::int64_t targets_;
  std::int64_t features_ = 0;  // that a row must have at least
  bool is_double_;
  kernels::TreeEnsemble<float> floats_;
  kernels::TreeEnsemble<double> doubles_;
};

}  // namespace sardonyx
