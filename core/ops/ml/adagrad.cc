// https://onnx.ai/onnx/operators/onnx_aionnxpreviewtraining_Adagrad.html

#include <cmath>

#include "core/graph/op_registry.h"
#include "core/ops/common/optimizer.h"

namespace sardonyx {
namespace {

class Adagrad : public Optimizer {
 public:
  explicit Adagrad(const MakeContext& context)
      : Optimizer(context, 1),
        decay_(context.get_float("decay_factor", 0)),
        epsilon_(context.get_float("epsilon", 1e-6f)),
        norm_(context.get_float("norm_coefficient", 0)) {}

 private:
  void update(double rate, std::int64_t updates, const Elements& elements) const override {
    const double r = rate / (1 + static_cast<double>(updates) * decay_);
    double* h = elements.states[0];
    for (std::size_t i = 0; i < elements.count; ++i) {
      const double g = norm_ * elements.x[i] + elements.gradient[i];
      h[i] += g * g;
      elements.x[i] -= r * g / (std::sqrt(h[i]) + epsilon_);
    }
  }

  double decay_;
  double epsilon_;
  double norm_;
};

}  // namespace

SARDONYX_OPERATORS(ml, adagrad) {
  registry.add({.domain = "ai.onnx.preview.training",
                .name = "Adagrad",
                .since = 1,
                .signature = "R: T1, T: int64, inputs...: any -> outputs...: any",
                .types = {{{"T1", {DType::kFloat, DType::kDouble}}}},
                .make = make<Adagrad>});
}

}  // namespace sardonyx
