// https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsemble.html

#include <cmath>

#include "core/graph/op_registry.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/post_transform.h"
#include "core/ops/common/tree_attributes.h"

namespace sardonyx {
namespace {

const Tensor& required_tensor(const MakeContext& context, std::string_view name) {
  const Tensor* tensor = context.get_tensor(name);
  context.require(tensor != nullptr, "attribute '", name, "' is missing");
  return *tensor;
}

// Sets of members, each ended by a NaN, in the order of the nodes that use them.
class Members {
 public:
  explicit Members(const MakeContext& context) : context_(context) {
    if (const Tensor* tensor = context.get_tensor("membership_values")) {
      values_ = doubles_of(*tensor);
    }
  }

  std::span<const double> next() {
    const std::size_t first = at_;
    while (at_ < values_.size() && !std::isnan(values_[at_])) {
      ++at_;
    }
    context_.require(at_ < values_.size(),
                     "attribute 'membership_values' has fewer sets than nodes ask for");
    return std::span<const double>(values_).subspan(first, at_++ - first);
  }

  void check_end() const {
    context_.require(at_ == values_.size(),
                     "attribute 'membership_values' has more sets than nodes ask for");
  }

 private:
  const MakeContext& context_;
  std::vector<double> values_;
  std::size_t at_ = 0;
};

void read_nodes(const MakeContext& context, TreeBuilder& builder) {
  const Ints features = context.get_ints("nodes_featureids");
  const std::size_t count = features.size();
  const Tensor& modes = required_tensor(context, "nodes_modes");
  context.require(
      modes.dtype() == DType::kUint8 && static_cast<std::size_t>(modes.element_count()) == count,
      "attribute 'nodes_modes' is a ", modes.dtype(), modes.shape(), ", expected ", count,
      " elements of uint8");
  const std::vector<double> splits = doubles_of(required_tensor(context, "nodes_splits"));
  context.require(splits.size() == count, "attribute 'nodes_splits' has ", splits.size(),
                  " elements, expected ", count);
  const Ints yes = ints_of_size(context, "nodes_truenodeids", count);
  const Ints no = ints_of_size(context, "nodes_falsenodeids", count);
  const Ints yes_leaf = ints_of_size(context, "nodes_trueleafs", count);
  const Ints no_leaf = ints_of_size(context, "nodes_falseleafs", count);
  const Ints missing = context.has("nodes_missing_value_tracks_true")
                           ? ints_of_size(context, "nodes_missing_value_tracks_true", count)
                           : Ints();
  Members members(context);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t mode = modes.data<std::uint8_t>()[i];
    context.require(mode < kTreeModeCount, "attribute 'nodes_modes' has ", int{mode});
    TreeBuilder::Node node{.mode = static_cast<TreeMode>(mode),
                           .feature = features[i],
                           .value = splits[i],
                           .yes = {yes_leaf[i] != 0, yes[i]},
                           .no = {no_leaf[i] != 0, no[i]},
                           .missing_is_true = !missing.empty() && missing[i] != 0};
    if (node.mode == TreeMode::kMember) {
      node.members = members.next();
    }
    builder.add_node(node);
  }
  members.check_end();
}

kernels::TreeEnsemble<double> read(const MakeContext& context) {
  TreeBuilder builder(context);
  read_nodes(context, builder);
  const std::vector<double> weights = doubles_of(required_tensor(context, "leaf_weights"));
  const Ints targets = ints_of_size(context, "leaf_targetids", weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    builder.add_leaf();
    builder.add_vote(targets[i], weights[i]);
  }
  for (const std::int64_t root : context.get_ints("tree_roots")) {
    builder.add_root({false, root});
  }
  const std::int64_t target_count = context.get_int("n_targets");
  context.require(target_count >= 1, "attribute 'n_targets' is ", target_count);
  const std::int64_t aggregate = context.get_int("aggregate_function", 1);
  context.require(aggregate >= 0 && aggregate <= 3, "attribute 'aggregate_function' is ",
                  aggregate);
  return builder.finish(target_count, static_cast<kernels::TreeAggregate>(aggregate));
}

PostTransform transform_of(const MakeContext& context) {
  const std::int64_t number = context.get_int("post_transform", 0);
  context.require(number >= 0 && number <= 4, "attribute 'post_transform' is ", number);
  return static_cast<PostTransform>(number);
}

class TreeEnsemble : public Operator {
 public:
  explicit TreeEnsemble(const MakeContext& context)
      : transform_(transform_of(context)), scores_(context, read(context)) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, {scores_.infer_rows(context), scores_.targets()});
  }

  void run(RunContext& context) const override {
    Tensor scores = scores_.run(context, context.input(0));
    if (transform_ != PostTransform::kNone) {
      transform(scores);
    }
    Tensor& y = context.output(0);
    if (y.dtype() == scores.dtype()) {
      copy_elements(scores, y);
    } else {
      store_computed(context, 0, scores);
    }
  }

 private:
  // Transforms are done in float, also for tensors of double.
  void transform(Tensor& scores) const {
    const std::int64_t targets = scores_.targets();
    std::vector<float> row(static_cast<std::size_t>(targets));
    for (std::int64_t i = 0; i < scores.element_count(); i += targets) {
      if (scores.dtype() == DType::kFloat) {
        transform_scores(transform_, {scores.data<float>() + i, row.size()});
        continue;
      }
      double* wide = scores.data<double>() + i;
      for (std::size_t t = 0; t < row.size(); ++t) {
        row[t] = static_cast<float>(wide[t]);
      }
      transform_scores(transform_, row);
      std::copy(row.begin(), row.end(), wide);
    }
  }

  PostTransform transform_;
  TreeScores scores_;
};

}  // namespace

SARDONYX_OPERATORS(ml, tree_ensemble) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "TreeEnsemble",
                .since = 5,
                .signature = "X: T -> Y: T",
                .types = {{{"T", {DType::kFloat, DType::kDouble, DType::kFloat16}}}},
                .make = make<TreeEnsemble>});
}

}  // namespace sardonyx
