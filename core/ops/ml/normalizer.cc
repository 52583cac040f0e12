// https://onnx.ai/onnx/operators/onnx_aionnxml_Normalizer.html

#include <algorithm>
#include <cmath>

#include "core/graph/op_registry.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"

namespace sardonyx {
namespace {

class Normalizer : public Operator {
 public:
  explicit Normalizer(const MakeContext& context)
      : norm_(static_cast<Norm>(context.get_choice("norm", {"MAX", "L1", "L2"}))) {}

  void infer(InferContext& context) const override {
    context.require_rank(0, 1, 2);
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor x = as_computed(context, context.input(0), kernels::ComputeType::kFloat);
    const float* from = x.data<float>();
    float* to = context.output(0).data<float>();
    const std::int64_t features = x.dim(-1);
    for (std::int64_t i = 0; i < x.element_count(); i += features) {
      const float norm = norm_of({from + i, static_cast<std::size_t>(features)});
      const float divisor = norm == 0 ? 1 : norm;
      for (std::int64_t k = i; k < i + features; ++k) {
        to[k] = from[k] / divisor;
      }
    }
  }

 private:
  enum class Norm { kMax, kL1, kL2 };

  // kMax is the largest number of the row with its sign, as the specification's formula has it.
  float norm_of(std::span<const float> row) const {
    if (norm_ == Norm::kMax) {
      return *std::max_element(row.begin(), row.end());
    }
    double sum = 0;
    for (const float value : row) {
      const auto wide = static_cast<double>(value);
      sum += norm_ == Norm::kL1 ? std::abs(wide) : wide * wide;
    }
    return static_cast<float>(norm_ == Norm::kL1 ? sum : std::sqrt(sum));
  }

  Norm norm_;
};

}  // namespace

SARDONYX_OPERATORS(ml, normalizer) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "Normalizer",
                .since = 1,
                .signature = "X: T -> Y: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<Normalizer>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
