// https://onnx.ai/onnx/operators/onnx_aionnxml_LinearClassifier.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/row_products.h"
#include "core/ops/common/class_labels.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/post_transform.h"

namespace sardonyx {
namespace {

// The label of the highest score. One set of coefficients is for the second of two classes, which
// wins when it scores above 0.
class LinearClassifier : public Operator {
 public:
  explicit LinearClassifier(const MakeContext& context)
      : labels_(context, "classlabels_ints", "classlabels_strings"),
        coefficients_(context.get_floats("coefficients")),
        intercepts_(context.get_floats("intercepts")),
        transform_(post_transform_of(context)) {
    context.require(!coefficients_.empty(), "attribute 'coefficients' is missing");
  }

  void infer(InferContext& context) const override {
    const FeatureRows rows = feature_rows(context, 0);
    Dim classes = labels_.count() == 0 ? Dim() : Dim(labels_.count());
    if (rows.features.known()) {
      const std::int64_t features = rows.features.value();
      const auto count = static_cast<std::int64_t>(coefficients_.size());
      context.require(features > 0 && count % features == 0, "input 0 has ", features,
                      " features, and there are ", count, " coefficients");
      const std::int64_t machines = count / features;
      const auto intercepts = static_cast<std::int64_t>(intercepts_.size());
      context.require(intercepts == 0 || intercepts == machines, "attribute 'intercepts' has ",
                      intercepts, " elements for ", machines, " sets of coefficients");
      const std::int64_t labels = labels_.count();
      context.require(
          labels == 0 || (labels == machines && labels > 1) || (machines == 1 && labels == 2),
          "there are ", labels, " labels for ", machines, " sets of coefficients");
      classes = labels == 0 ? machines : labels;
    }
    context.set_dtype(0, labels_.dtype());
    context.set_shape(0, {rows.rows});
    context.set_shape(1, {rows.rows, classes});
  }

  void run(RunContext& context) const override {
    const Tensor x = as_computed(context, context.input(0), kernels::ComputeType::kFloat);
    const std::int64_t rows = row_count(x);
    const auto features = static_cast<std::size_t>(x.dim(-1));
    const std::size_t machines = coefficients_.size() / features;
    Tensor products = context.allocate(DType::kFloat, {rows, static_cast<std::int64_t>(machines)});
    kernels::row_products(x.data<float>(), static_cast<std::size_t>(rows), coefficients_.data(),
                          machines, features, products.data<float>(), context.threads());
    const std::size_t classes = machines == 1 && labels_.count() == 2 ? 2 : machines;
    for (std::int64_t n = 0; n < rows; ++n) {
      const std::span<float> scores(products.data<float>() + static_cast<std::size_t>(n) * machines,
                                    machines);
      for (std::size_t i = 0; i < intercepts_.size(); ++i) {
        scores[i] += intercepts_[i];
      }
      if (context.has_output(0)) {
        const std::int64_t label =
            machines == 1 ? (scores[0] > 0 ? 1 : 0)
                          : std::max_element(scores.begin(), scores.end()) - scores.begin();
        labels_.write(context.output(0), n, label);
      }
      if (context.has_output(1)) {
        write_scores(
            scores,
            {context.output(1).data<float>() + static_cast<std::size_t>(n) * classes, classes});
      }
    }
  }

 private:
  void write_scores(std::span<float> scores, std::span<float> to) const {
    if (scores.size() != to.size()) {
      const auto both = two_scores(transform_, SecondScore::kComplement, scores[0]);
      std::copy(both.begin(), both.end(), to.begin());
    } else {
      transform_scores(transform_, scores);
      std::copy(scores.begin(), scores.end(), to.begin());
    }
  }

  ClassLabels labels_;
  std::vector<float> coefficients_;  // [classes or 1, features]
  std::vector<float> intercepts_;
  PostTransform transform_;
};

}  // namespace

SARDONYX_OPERATORS(ml, linear_classifier) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "LinearClassifier",
                .since = 1,
                .signature = "X: T -> Y: any, Z: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<LinearClassifier>});
}

}  // namespace sardonyx
