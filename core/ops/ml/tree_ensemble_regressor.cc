// https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html

#include "core/graph/op_registry.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/post_transform.h"
#include "core/ops/common/tree_attributes.h"

namespace sardonyx {
namespace {

class TreeEnsembleRegressor : public Operator {
 public:
  explicit TreeEnsembleRegressor(const MakeContext& context)
      : TreeEnsembleRegressor(context, read(context)) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, {scores_.infer_rows(context), scores_.targets()});
  }

  void run(RunContext& context) const override {
    const Tensor scores = scores_.run(context, context.input(0));
    Tensor& y = context.output(0);
    float* to = y.data<float>();
    const std::int64_t count = y.element_count();
    const std::int64_t targets = scores_.targets();
    for (std::int64_t i = 0; i < count; ++i) {
      const double score = scores.dtype() == DType::kDouble
                               ? scores.data<double>()[i]
                               : static_cast<double>(scores.data<float>()[i]);
      to[i] = static_cast<float>(
          score + (base_.empty() ? 0 : base_[static_cast<std::size_t>(i % targets)]));
    }
    for (std::int64_t i = 0; i < count; i += targets) {
      transform_scores(transform_, {to + i, static_cast<std::size_t>(targets)});
    }
  }

 private:
  TreeEnsembleRegressor(const MakeContext& context, TreeAttributes attributes)
      : transform_(post_transform_of(context)),
        base_(std::move(attributes.base_values)),
        scores_(context, attributes.trees) {
    context.require(base_.empty() || base_.size() == static_cast<std::size_t>(scores_.targets()),
                    "attribute 'base_values' has ", base_.size(), " elements for ",
                    scores_.targets(), " targets");
  }

  static TreeAttributes read(const MakeContext& context) {
    const std::int64_t targets = context.get_int("n_targets");
    context.require(targets >= 1, "attribute 'n_targets' is ", targets);
    constexpr kernels::TreeAggregate kAggregates[] = {
        kernels::TreeAggregate::kSum, kernels::TreeAggregate::kAverage,
        kernels::TreeAggregate::kMin, kernels::TreeAggregate::kMax};
    const int aggregate =
        context.get_choice("aggregate_function", {"SUM", "AVERAGE", "MIN", "MAX"});
    return {context, "target", targets, kAggregates[aggregate]};
  }

  PostTransform transform_;
  std::vector<double> base_;
  TreeScores scores_;
};

}  // namespace

SARDONYX_OPERATORS(ml, tree_ensemble_regressor) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "TreeEnsembleRegressor",
                .since = 1,
                .signature = "X: T -> Y: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<TreeEnsembleRegressor>});
}

}  // namespace sardonyx
