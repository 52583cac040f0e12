#include "core/ops/common/tree_builder.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"

namespace sardonyx {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNever = std::numeric_limits<double>::quiet_NaN();  // nothing is <= NaN
constexpr std::size_t kMostSteps = std::size_t{1} << 30;

// The split with which x <= split says x < value.
double below(double value) {
  return value == -kInfinity ? kNever : std::nextafter(value, -kInfinity);
}

}  // namespace

std::size_t TreeBuilder::add_step(const Node& node, double split, Link no, Link yes, bool missing) {
  context_.require(steps_.size() < kMostSteps, "the trees have too many nodes");
  Step& step = steps_.emplace_back();
  step.split = split;
  step.feature = static_cast<std::uint32_t>(node.feature);
  step.missing = missing ? 1 : 0;
  step.next[0] = no;
  step.next[1] = yes;
  return steps_.size() - 1;
}

// x == value as x <= value and not x < value.
void TreeBuilder::add_equal(const Node& node, double value, Branch yes, Branch no,
                            bool missing_is_yes) {
  const std::size_t at = steps_.size();
  add_step(node, value, to(no), to_step(at + 1), missing_is_yes);
  add_step(node, below(value), to(yes), to(no), !missing_is_yes);
}

// A search tree down to the one member that x may equal.
void TreeBuilder::add_members(const Node& node, std::span<const double> sorted) {
  if (sorted.size() == 1) {
    add_equal(node, sorted[0], node.yes, node.no, node.missing_is_true);
    return;
  }
  const std::size_t half = sorted.size() / 2;
  const std::size_t at = add_step(node, sorted[half - 1], {}, to_step(steps_.size() + 1), true);
  add_members(node, sorted.first(half));
  steps_[at].next[0] = to_step(steps_.size());
  add_members(node, sorted.subspan(half));
}

void TreeBuilder::add_node(const Node& node) {
  context_.require(node.feature >= 0 && node.feature < std::numeric_limits<std::int32_t>::max(),
                   "node ", first_.size(), " of the trees asks for feature ", node.feature);
  first_.push_back(steps_.size());
  const Link yes = to(node.yes);
  const Link no = to(node.no);
  const bool missing = node.missing_is_true;
  switch (node.mode) {
    case TreeMode::kLeq:
      add_step(node, node.value, no, yes, missing);
      break;
    case TreeMode::kLt:
      add_step(node, below(node.value), no, yes, missing);
      break;
    case TreeMode::kGte:
    case TreeMode::kGt:
      if (std::isnan(node.value)) {
        add_step(node, kNever, no, yes, missing);
      } else {
        const double split = node.mode == TreeMode::kGt ? node.value : below(node.value);
        add_step(node, split, yes, no, !missing);
      }
      break;
    case TreeMode::kEq:
      add_equal(node, node.value, node.yes, node.no, missing);
      break;
    case TreeMode::kNeq:  // holds for NaN
      add_equal(node, node.value, node.no, node.yes, false);
      break;
    case TreeMode::kMember: {
      std::vector<double> sorted(node.members.begin(), node.members.end());
      std::sort(sorted.begin(), sorted.end());
      sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
      if (sorted.empty()) {
        add_step(node, kNever, no, yes, missing);
      } else {
        add_members(node, sorted);
      }
      break;
    }
  }
}

void TreeBuilder::add_vote(std::int64_t target, double weight) {
  context_.require(target >= 0 && target < std::numeric_limits<std::int32_t>::max(),
                   "a leaf of the trees votes for target ", target);
  trees_.votes.push_back({weight, static_cast<std::int32_t>(target)});
}

std::int32_t TreeBuilder::resolve(const Link& link) const {
  if (link.resolved) {
    return link.at;
  }
  const std::size_t count = link.branch.leaf ? trees_.first_vote.size() : first_.size();
  context_.require(link.branch.index >= 0 && static_cast<std::uint64_t>(link.branch.index) < count,
                   "a branch of the trees leads to ", link.branch.leaf ? "leaf " : "node ",
                   link.branch.index, " of ", count);
  const auto index = static_cast<std::size_t>(link.branch.index);
  return link.branch.leaf ? ~static_cast<std::int32_t>(index)
                          : static_cast<std::int32_t>(first_[index]);
}

// Depth-first through all nodes: a path that meets itself never ends.
void TreeBuilder::check_circles() const {
  enum : std::uint8_t { kNew, kOpen, kDone };
  std::vector<std::uint8_t> state(trees_.nodes.size(), kNew);
  std::vector<std::int32_t> path;
  for (std::size_t start = 0; start < state.size(); ++start) {
    if (state[start] != kNew) {
      continue;
    }
    path.push_back(static_cast<std::int32_t>(start));
    while (!path.empty()) {
      const auto at = static_cast<std::size_t>(path.back());
      if (state[at] != kNew) {
        state[at] = kDone;
        path.pop_back();
        continue;
      }
      state[at] = kOpen;
      for (const std::int32_t next : trees_.nodes[at].next) {
        if (next >= 0) {
          context_.require(state[static_cast<std::size_t>(next)] != kOpen,
                           "the branches of a tree lead in a circle");
          if (state[static_cast<std::size_t>(next)] == kNew) {
            path.push_back(next);
          }
        }
      }
    }
  }
}

kernels::TreeEnsemble<double> TreeBuilder::finish(std::int64_t targets,
                                                  kernels::TreeAggregate aggregate) {
  context_.require(trees_.first_vote.size() < kMostSteps, "the trees have too many leaves");
  trees_.targets = targets;
  trees_.aggregate = aggregate;
  for (const auto& vote : trees_.votes) {
    context_.require(vote.target < targets, "a leaf of the trees votes for target ", vote.target,
                     " of ", targets);
  }
  for (const Step& step : steps_) {
    kernels::TreeNode<double>& node = trees_.nodes.emplace_back();
    node.split = step.split;
    node.feature = step.feature & 0x7fffffffu;
    node.missing = step.missing & 1u;
    node.next[0] = resolve(step.next[0]);
    node.next[1] = resolve(step.next[1]);
  }
  for (const Branch& root : roots_) {
    trees_.roots.push_back(resolve(to(root)));
  }
  check_circles();
  trees_.first_vote.push_back(vote_count());
  return std::move(trees_);
}

kernels::TreeEnsemble<float> narrow(const kernels::TreeEnsemble<double>& trees) {
  kernels::TreeEnsemble<float> result;
  result.nodes.reserve(trees.nodes.size());
  for (const auto& node : trees.nodes) {
    // A conversion that overflows would be undefined.
    constexpr double kMost = std::numeric_limits<float>::max();
    float split = node.split > kMost    ? (node.split == kInfinity ? static_cast<float>(kInfinity)
                                                                   : static_cast<float>(kMost))
                  : node.split < -kMost ? -static_cast<float>(kInfinity)
                                        : static_cast<float>(node.split);
    if (static_cast<double>(split) > node.split) {
      split = std::nextafter(split, -std::numeric_limits<float>::infinity());
    }
    auto& to = result.nodes.emplace_back();
    to.split = split;
    to.feature = node.feature;
    to.missing = node.missing;
    to.next[0] = node.next[0];
    to.next[1] = node.next[1];
  }
  for (const auto& vote : trees.votes) {
    result.votes.push_back({static_cast<float>(vote.weight), vote.target});
  }
  result.roots = trees.roots;
  result.first_vote = trees.first_vote;
  result.targets = trees.targets;
  result.aggregate = trees.aggregate;
  return result;
}

TreeScores::TreeScores(const MakeContext& context, const kernels::TreeEnsemble<double>& trees)
    : targets_(trees.targets), is_double_(context.input_dtype(0) == DType::kDouble) {
  for (const auto& node : trees.nodes) {
    features_ = std::max(features_, std::int64_t{node.feature} + 1);
  }
  if (is_double_) {
    doubles_ = trees;
  } else {
    floats_ = narrow(trees);
  }
}

Dim TreeScores::infer_rows(const InferContext& context) const {
  const FeatureRows rows = feature_rows(context, 0);
  context.require(!rows.features.known() || rows.features.value() >= features_, "input 0 has ",
                  rows.features, " features, the trees ask for ", features_);
  return rows.rows;
}

Tensor TreeScores::run(const RunContext& context, const Tensor& x) const {
  context.require((x.dtype() == DType::kDouble) == is_double_, "input 0 is of ", x.dtype(),
                  ", which it was not when the model was loaded");
  const std::int64_t rows = row_count(x);
  Tensor scores = context.allocate(is_double_ ? DType::kDouble : DType::kFloat, {rows, targets_});
  const auto features = static_cast<std::size_t>(x.dim(-1));
  const auto count = static_cast<std::size_t>(rows);
  if (is_double_) {
    doubles_.evaluate(x.data<double>(), count, features, scores.data<double>(), context.threads());
  } else {
    const Tensor floats = as_computed(context, x, kernels::ComputeType::kFloat);
    floats_.evaluate(floats.data<float>(), count, features, scores.data<float>(),
                     context.threads());
  }
  return scores;
}

}  // namespace sardonyx
