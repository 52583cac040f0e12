// https://onnx.ai/onnx/operators/onnx_aionnxpreviewtraining_Momentum.html

#include "core/graph/op_registry.h"
#include "core/ops/common/optimizer.h"

namespace sardonyx {
namespace {

class Momentum : public Optimizer {
 public:
  explicit Momentum(const MakeContext& context)
      : Optimizer(context, 1),
        alpha_(context.get_float("alpha")),
        beta_(context.get_float("beta")),
        norm_(context.get_float("norm_coefficient")),
        is_nesterov_(context.get_choice("mode", {"standard", "nesterov"}) == 1) {
    context.require(context.has("mode"), "attribute 'mode' is missing");
  }

 private:
  void update(double rate, std::int64_t updates, const Elements& elements) const override {
    const double beta = updates > 0 ? beta_ : 1;
    double* v = elements.states[0];
    for (std::size_t i = 0; i < elements.count; ++i) {
      const double g = norm_ * elements.x[i] + elements.gradient[i];
      v[i] = alpha_ * v[i] + beta * g;
      elements.x[i] -= rate * (is_nesterov_ ? g + alpha_ * v[i] : v[i]);
    }
  }

  double alpha_;
  double beta_;
  double norm_;
  bool is_nesterov_;
};

}  // namespace

SARDONYX_OPERATORS(ml, momentum) {
  registry.add({.domain = "ai.onnx.preview.training",
                .name = "Momentum",
                .since = 1,
                .signature = "R: T1, T: int64, inputs...: any -> outputs...: any",
                .types = {{{"T1", {DType::kFloat, DType::kDouble}}}},
                .make = make<Momentum>});
}

}  // namespace sardonyx
