// https://onnx.ai/onnx/operators/onnx_aionnxml_Scaler.html

#include "core/graph/op_registry.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"

namespace sardonyx {
namespace {

class Scaler : public Operator {
 public:
  explicit Scaler(const MakeContext& context)
      : offset_(context.get_floats("offset")), scale_(context.get_floats("scale")) {
    context.require(!offset_.empty() && offset_.size() == scale_.size(), "attributes 'offset' and ",
                    "'scale' have ", offset_.size(), " and ", scale_.size(),
                    " elements, expected as many and at least 1");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& shape = context.shape(0);
    if (offset_.size() != 1) {
      const auto features = static_cast<std::int64_t>(offset_.size());
      context.require(shape.rank() >= 1 && !certainly_differ(shape[shape.rank() - 1], features),
                      "input 0 has shape ", shape, ", expected ", features, " features");
    }
    context.set_shape(0, shape);
  }

  void run(RunContext& context) const override {
    const Tensor x = as_computed(context, context.input(0), kernels::ComputeType::kFloat);
    const float* from = x.data<float>();
    float* to = context.output(0).data<float>();
    const auto count = static_cast<std::size_t>(x.element_count());
    const std::size_t period = offset_.size();
    for (std::size_t first = 0; first < count; first += period) {
      for (std::size_t i = 0; i < period; ++i) {
        to[first + i] = (from[first + i] - offset_[i]) * scale_[i];
      }
    }
  }

 private:
  std::vector<float> offset_;
  std::vector<float> scale_;
};

}  // namespace

SARDONYX_OPERATORS(ml, scaler) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "Scaler",
                .since = 1,
                .signature = "X: T -> Y: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<Scaler>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
