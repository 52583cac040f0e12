// https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleClassifier.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/class_labels.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/post_transform.h"
#include "core/ops/common/tree_attributes.h"

namespace sardonyx {
namespace {

// The label of the highest score. When all votes are for one class of two, that is the positive
// one, and it wins when it scores above 0, or above a half where all weights are positive; the
// specification is silent there, and this is what onnxruntime does.
class TreeEnsembleClassifier : public Operator {
 public:
  explicit TreeEnsembleClassifier(const MakeContext& context)
      : TreeEnsembleClassifier(context,
                               ClassLabels(context, "classlabels_int64s", "classlabels_strings")) {}

  void infer(InferContext& context) const override {
    const Dim rows = scores_.infer_rows(context);
    context.set_dtype(0, labels_.dtype());
    context.set_shape(0, {rows});
    context.set_shape(1, {rows, labels_.count()});
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Tensor scores = scores_.run(context, x);
    const std::int64_t rows = row_count(x);
    const std::int64_t classes = labels_.count();
    std::vector<float> row(static_cast<std::size_t>(classes));
    for (std::int64_t n = 0; n < rows; ++n) {
      for (std::int64_t i = 0; i < classes; ++i) {
        const double score = scores.dtype() == DType::kDouble
                                 ? scores.data<double>()[n * classes + i]
                                 : static_cast<double>(scores.data<float>()[n * classes + i]);
        row[static_cast<std::size_t>(i)] = static_cast<float>(score + base_of(i));
      }
      const std::int64_t label = decide(row);
      if (context.has_output(0)) {
        if (classes == 1) {
          labels_.write_truth(context.output(0), n, label != 0);
        } else {
          labels_.write(context.output(0), n, label);
        }
      }
      if (context.has_output(1)) {
        std::copy(row.begin(), row.end(), context.output(1).data<float>() + n * classes);
      }
    }
  }

 private:
  TreeEnsembleClassifier(const MakeContext& context, ClassLabels labels)
      : TreeEnsembleClassifier(
            context, labels,
            TreeAttributes(context, "class", labels.count(), kernels::TreeAggregate::kSum)) {}

  TreeEnsembleClassifier(const MakeContext& context, ClassLabels labels, TreeAttributes attributes)
      : labels_(std::move(labels)),
        transform_(post_transform_of(context)),
        base_(std::move(attributes.base_values)),
        all_positive_(attributes.all_weights_positive),
        positive_(labels_.count() <= 2 ? attributes.only_target.value_or(-1) : -1),
        scores_(context, attributes.trees) {
    context.require(labels_.count() >= 1,
                    "one of 'classlabels_int64s' and 'classlabels_strings' must be given");
    context.require(base_.empty() || base_.size() == static_cast<std::size_t>(labels_.count()) ||
                        (base_.size() == 1 && positive_ >= 0),
                    "attribute 'base_values' has ", base_.size(), " elements for ", labels_.count(),
                    " classes");
  }

  // With votes for one class, the last base value is that of the positive class.
  double base_of(std::int64_t i) const {
    if (base_.empty()) {
      return 0;
    }
    return i == positive_ ? base_.back()
                          : base_[std::min(static_cast<std::size_t>(i), base_.size() - 1)];
  }

  // Returns the winning class and leaves the transformed scores in the row.
  std::int64_t decide(std::vector<float>& row) const {
    if (positive_ < 0) {
      const auto best = std::max_element(row.begin(), row.end()) - row.begin();
      transform_scores(transform_, row);
      return best;
    }
    const float score = row[static_cast<std::size_t>(positive_)];
    const bool wins = score > (all_positive_ && row.size() == 2 ? 0.5f : 0.0f);
    if (row.size() == 2 && positive_ == 0) {
      const auto both = two_scores(
          transform_, all_positive_ ? SecondScore::kComplement : SecondScore::kNegation, score);
      std::copy(both.begin(), both.end(), row.begin());
    } else {
      transform_scores(transform_, row);
    }
    return wins ? 1 : 0;
  }

  ClassLabels labels_;
  PostTransform transform_;
  std::vector<double> base_;
  bool all_positive_;
  std::int64_t positive_;  // the class of all votes, if it decides alone, else -1
  TreeScores scores_;
};

}  // namespace

SARDONYX_OPERATORS(ml, tree_ensemble_classifier) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "TreeEnsembleClassifier",
                .since = 1,
                .signature = "X: T -> Y: any, Z: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<TreeEnsembleClassifier>});
}

}  // namespace sardonyx
