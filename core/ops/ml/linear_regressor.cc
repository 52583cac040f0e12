// https://onnx.ai/onnx/operators/onnx_aionnxml_LinearRegressor.html

#include "core/graph/op_registry.h"
#include "core/kernels/row_products.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/post_transform.h"

namespace sardonyx {
namespace {

class LinearRegressor : public Operator {
 public:
  explicit LinearRegressor(const MakeContext& context)
      : coefficients_(context.get_floats("coefficients")),
        intercepts_(context.get_floats("intercepts")),
        targets_(context.get_int("targets", 1)),
        transform_(post_transform_of(context)) {
    context.require(targets_ >= 1, "attribute 'targets' is ", targets_);
    const auto targets = static_cast<std::uint64_t>(targets_);
    context.require(!coefficients_.empty() && coefficients_.size() % targets == 0,
                    "attribute 'coefficients' has ", coefficients_.size(), " elements for ",
                    targets_, " targets");
    context.require(intercepts_.empty() || intercepts_.size() == targets,
                    "attribute 'intercepts' has ", intercepts_.size(), " elements for ", targets_,
                    " targets");
  }

  void infer(InferContext& context) const override {
    const auto features = static_cast<std::int64_t>(coefficients_.size()) / targets_;
    context.set_shape(0, {feature_rows(context, 0, features), targets_});
  }

  void run(RunContext& context) const override {
    const Tensor x = as_computed(context, context.input(0), kernels::ComputeType::kFloat);
    Tensor& y = context.output(0);
    float* scores = y.data<float>();
    const auto rows = static_cast<std::size_t>(row_count(x));
    const auto targets = static_cast<std::size_t>(targets_);
    kernels::row_products(x.data<float>(), rows, coefficients_.data(), targets,
                          coefficients_.size() / targets, scores, context.threads());
    for (std::size_t row = 0; row < rows; ++row) {
      const std::span<float> one(scores + row * targets, targets);
      for (std::size_t t = 0; t < intercepts_.size(); ++t) {
        one[t] += intercepts_[t];
      }
      transform_scores(transform_, one);
    }
  }

 private:
  std::vector<float> coefficients_;  // [targets, features]
  std::vector<float> intercepts_;
  std::int64_t targets_;
  PostTransform transform_;
};

}  // namespace

SARDONYX_OPERATORS(ml, linear_regressor) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "LinearRegressor",
                .since = 1,
                .signature = "X: T -> Y: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<LinearRegressor>});
}

}  // namespace sardonyx
