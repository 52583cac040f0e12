// https://onnx.ai/onnx/operators/onnx_aionnxml_Binarizer.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"

namespace sardonyx {
namespace {

class Binarizer : public Operator {
 public:
  explicit Binarizer(const MakeContext& context) : threshold_(context.get_float("threshold", 0)) {}

  void infer(InferContext& context) const override { context.set_shape(0, context.shape(0)); }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    with_compute_type(x.dtype(), [&]<class T>() {
      const auto from = static_cast<const T*>(x.raw());
      std::transform(from, from + x.element_count(), static_cast<T*>(y.raw()), [this](T value) {
        return static_cast<T>(static_cast<double>(value) > static_cast<double>(threshold_));
      });
    });
  }

 private:
  float threshold_;
};

}  // namespace

SARDONYX_OPERATORS(ml, binarizer) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "Binarizer",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<Binarizer>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
