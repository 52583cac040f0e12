// https://onnx.ai/onnx/operators/onnx_aionnxpreviewtraining_Adam.html

#include <cmath>

#include "core/graph/op_registry.h"
#include "core/ops/common/optimizer.h"

namespace sardonyx {
namespace {

class Adam : public Optimizer {
 public:
  explicit Adam(const MakeContext& context)
      : Optimizer(context, 2),
        alpha_(context.get_float("alpha", 0.9f)),
        beta_(context.get_float("beta", 0.999f)),
        epsilon_(context.get_float("epsilon", 1e-6f)),
        norm_(context.get_float("norm_coefficient", 0)),
        norm_post_(context.get_float("norm_coefficient_post", 0)) {}

 private:
  void update(double rate, std::int64_t updates, const Elements& elements) const override {
    const auto t = static_cast<double>(updates);
    const double r =
        updates > 0 ? rate * std::sqrt(1 - std::pow(beta_, t)) / (1 - std::pow(alpha_, t)) : rate;
    double* v = elements.states[0];
    double* h = elements.states[1];
    for (std::size_t i = 0; i < elements.count; ++i) {
      const double g = norm_ * elements.x[i] + elements.gradient[i];
      v[i] = alpha_ * v[i] + (1 - alpha_) * g;
      h[i] = beta_ * h[i] + (1 - beta_) * g * g;
      const double x = elements.x[i] - r * v[i] / (std::sqrt(h[i]) + epsilon_);
      elements.x[i] = (1 - norm_post_) * x;
    }
  }

  double alpha_;
  double beta_;
  double epsilon_;
  double norm_;
  double norm_post_;
};

}  // namespace

SARDONYX_OPERATORS(ml, adam) {
  registry.add({.domain = "ai.onnx.preview.training",
                .name = "Adam",
                .since = 1,
                .signature = "R: T1, T: int64, inputs...: any -> outputs...: any",
                .types = {{{"T1", {DType::kFloat, DType::kDouble}}}},
                .make = make<Adam>});
}

}  // namespace sardonyx
