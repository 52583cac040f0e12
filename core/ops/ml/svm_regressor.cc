// https://onnx.ai/onnx/operators/onnx_aionnxml_SVMRegressor.html

#include "core/graph/op_registry.h"
#include "core/kernels/row_products.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/post_transform.h"
#include "core/ops/common/svm_kernel.h"

namespace sardonyx {
namespace {

// Without support vectors the coefficients are those of a linear machine.
class SvmRegressor : public Operator {
 public:
  explicit SvmRegressor(const MakeContext& context)
      : coefficients_(context.get_floats("coefficients")),
        supports_(context.get_int("n_supports", 0)),
        one_class_(context.get_bool("one_class", false)),
        transform_(post_transform_of(context)),
        kernel_(context, supports_ > 0 ? context.get_floats("support_vectors") : coefficients_,
                supports_ > 0 ? supports_ : 1, supports_ <= 0) {
    const std::vector<float> rho = context.get_floats("rho");
    context.require(rho.size() == 1, "attribute 'rho' has ", rho.size(), " elements, expected 1");
    rho_ = rho[0];
    context.require(supports_ <= 0 || coefficients_.size() == static_cast<std::uint64_t>(supports_),
                    "attribute 'coefficients' has ", coefficients_.size(), " elements for ",
                    supports_, " vectors");
  }

  void infer(InferContext& context) const override {
    context.set_shape(0, {feature_rows(context, 0, kernel_.features()), 1});
  }

  void run(RunContext& context) const override {
    const Tensor values = kernel_.run(context, context.input(0));
    Tensor& y = context.output(0);
    float* scores = y.data<float>();
    const auto rows = static_cast<std::size_t>(values.dim(0));
    if (supports_ > 0) {
      kernels::row_products(values.data<float>(), rows, coefficients_.data(), 1,
                            coefficients_.size(), scores, context.threads());
    } else {
      copy_elements(values, y);
    }
    for (std::size_t i = 0; i < rows; ++i) {
      const float score = scores[i] + rho_;
      scores[i] = one_class_ ? (score > 0 ? 1.0f : -1.0f) : score;
      transform_scores(transform_, {scores + i, 1});
    }
  }

 private:
  std::vector<float> coefficients_;
  std::int64_t supports_;
  bool one_class_;
  PostTransform transform_;
  SvmKernel kernel_;
  float rho_ = 0;
};

}  // namespace

SARDONYX_OPERATORS(ml, svm_regressor) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "SVMRegressor",
                .since = 1,
                .signature = "X: T -> Y: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<SvmRegressor>});
}

}  // namespace sardonyx
