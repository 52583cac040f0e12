#include "core/ops/common/tree_attributes.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "core/ops/common/compute_type.h"

namespace sardonyx {
namespace {

constexpr std::array<std::string_view, kTreeModeCount> kModes = {
    "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"};

// Nodes are named by their tree and their number in it.
using NodeName = std::pair<std::int64_t, std::int64_t>;

struct Columns {
  Ints trees;
  Ints ids;
  std::size_t size() const { return ids.size(); }
  NodeName name(std::size_t i) const { return {trees[i], ids[i]}; }
};

Columns columns(const MakeContext& context, const std::string& prefix) {
  Ints ids = context.get_ints(prefix + "_nodeids");
  const std::size_t size = ids.size();
  return {ints_of_size(context, prefix + "_treeids", size), std::move(ids)};
}

TreeMode mode_of(const MakeContext& context, const std::string& name) {
  const auto found = std::find(kModes.begin(), kModes.end(), name);
  context.require(!name.empty() && found != kModes.end(), "attribute 'nodes_modes' has \"", name,
                  "\"");
  return static_cast<TreeMode>(found - kModes.begin());
}

class Reader {
 public:
  explicit Reader(const MakeContext& context) : context_(context) {}

  void read_nodes(TreeBuilder& builder) {
    nodes_ = columns(context_, "nodes");
    const std::size_t count = nodes_.size();
    modes_ = context_.get_strings("nodes_modes");
    context_.require(modes_.size() == count, "attribute 'nodes_modes' has ", modes_.size(),
                     " elements, expected ", count);
    const std::vector<double> values = numbers_of(context_, "nodes_values");
    context_.require(values.size() == count, "attribute 'nodes_values' has ", values.size(),
                     " elements, expected ", count);
    const Ints features = ints_of_size(context_, "nodes_featureids", count);
    const Ints yes = ints_of_size(context_, "nodes_truenodeids", count);
    const Ints no = ints_of_size(context_, "nodes_falsenodeids", count);
    const Ints missing = context_.has("nodes_missing_value_tracks_true")
                             ? ints_of_size(context_, "nodes_missing_value_tracks_true", count)
                             : Ints();
    name_nodes();
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_leaf(i)) {
        builder.add_node({.mode = mode_of(context_, modes_[i]),
                          .feature = features[i],
                          .value = values[i],
                          .yes = branch({nodes_.trees[i], yes[i]}),
                          .no = branch({nodes_.trees[i], no[i]}),
                          .missing_is_true = !missing.empty() && missing[i] != 0});
      }
    }
    // A tree begins with the first of its nodes.
    std::map<std::int64_t, bool> begun;
    for (std::size_t i = 0; i < count; ++i) {
      if (begun.emplace(nodes_.trees[i], true).second) {
        builder.add_root(branch(nodes_.name(i)));
      }
    }
  }

  void read_votes(TreeBuilder& builder, const std::string& prefix, TreeAttributes& facts) {
    const Columns votes = columns(context_, prefix);
    const Ints targets = ints_of_size(context_, prefix + "_ids", votes.size());
    const std::vector<double> weights = numbers_of(context_, prefix + "_weights");
    context_.require(weights.size() == votes.size(), "attribute '", prefix, "_weights' has ",
                     weights.size(), " elements, expected ", votes.size());
    std::vector<std::vector<std::size_t>> by_leaf(leaf_count_);
    for (std::size_t i = 0; i < votes.size(); ++i) {
      const TreeBuilder::Branch to = branch(votes.name(i));
      if (to.leaf) {
        by_leaf[static_cast<std::size_t>(to.index)].push_back(i);
      }
      facts.all_weights_positive = facts.all_weights_positive && weights[i] >= 0;
    }
    const bool one = std::all_of(targets.begin(), targets.end(),
                                 [&](std::int64_t target) { return target == targets[0]; });
    if (one && !targets.empty()) {
      facts.only_target = targets[0];
    }
    for (const auto& leaf : by_leaf) {
      builder.add_leaf();
      for (const std::size_t i : leaf) {
        builder.add_vote(targets[i], weights[i]);
      }
    }
  }

 private:
  bool is_leaf(std::size_t i) const { return modes_[i] == "LEAF"; }

  void name_nodes() {
    std::int64_t inner = 0;
    std::int64_t leaves = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const bool leaf = is_leaf(i);
      const bool fresh =
          names_.emplace(nodes_.name(i), TreeBuilder::Branch{leaf, leaf ? leaves++ : inner++})
              .second;
      context_.require(fresh, "tree ", nodes_.trees[i], " has two nodes ", nodes_.ids[i]);
    }
    leaf_count_ = static_cast<std::size_t>(leaves);
  }

  TreeBuilder::Branch branch(const NodeName& name) const {
    const auto found = names_.find(name);
    context_.require(found != names_.end(), "tree ", name.first, " has no node ", name.second);
    return found->second;
  }

  const MakeContext& context_;
  Columns nodes_;
  std::vector<std::string> modes_;
  std::map<NodeName, TreeBuilder::Branch> names_;
  std::size_t leaf_count_ = 0;
};

}  // namespace

Ints ints_of_size(const MakeContext& context, std::string_view name, std::size_t size) {
  Ints values = context.get_ints(name);
  context.require(values.size() == size, "attribute '", name, "' has ", values.size(),
                  " elements, expected ", size);
  return values;
}

std::vector<double> doubles_of(const Tensor& tensor) {
  require(kFloatTypes.contains(tensor.dtype()), "a tensor attribute is of ", tensor.dtype(),
          ", expected floating-point numbers");
  const auto count = static_cast<std::size_t>(tensor.element_count());
  std::vector<double> numbers(count);
  for (std::size_t i = 0; i < count; i += kTileElements) {
    load_tile_as(kernels::ComputeType::kDouble, tensor.dtype(), tensor.raw(), i,
                 std::min(kTileElements, count - i), numbers.data() + i);
  }
  return numbers;
}

std::vector<double> numbers_of(const MakeContext& context, std::string_view name) {
  const std::string tensor_name = concat(name, "_as_tensor");
  if (const Tensor* tensor = context.get_tensor(tensor_name)) {
    context.require(!context.has(name), "only one of '", name, "' and '", tensor_name,
                    "' may be given");
    return doubles_of(*tensor);
  }
  const std::vector<float> floats = context.get_floats(name);
  return {floats.begin(), floats.end()};
}

TreeAttributes::TreeAttributes(const MakeContext& context, std::string_view votes,
                               std::int64_t targets, kernels::TreeAggregate aggregate)
    : base_values(numbers_of(context, "base_values")) {
  TreeBuilder builder(context);
  Reader reader(context);
  reader.read_nodes(builder);
  reader.read_votes(builder, std::string(votes), *this);
  trees = builder.finish(targets, aggregate);
}

}  // namespace sardonyx
