// https://github.com/onnx/onnx/blob/v1.4.1/docs/Operators.md#ImageScaler : an experimental operator
// of ONNX until 1.4, which Core ML's converter wrote.

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

// y = x * scale + bias, with one bias per channel.
class ImageScaler : public Operator {
 public:
  explicit ImageScaler(const MakeContext& context)
      : scale_(context.get_float("scale", 1.0f)), bias_(context.get_floats("bias")) {}

  void infer(InferContext& context) const override {
    context.require_rank(0, 4, 4);
    const auto channels = static_cast<std::int64_t>(bias_.size());
    context.require(!context.dim(0, 1).known() || context.dim(0, 1).value() == channels,
                    "input 0 has shape ", context.shape(0), ", expected ", channels,
                    " channels, as attribute bias has elements");
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor x = widen(context, context.input(0));
    Tensor y = widened_output(context, 0);
    const float* from = x.data<float>();
    float* to = y.data<float>();
    const std::int64_t plane = x.dim(2) * x.dim(3);
    for (std::int64_t n = 0; n < x.dim(0); ++n) {
      for (const float bias : bias_) {
        for (std::int64_t i = 0; i < plane; ++i) {
          *to++ = *from++ * scale_ + bias;
        }
      }
    }
    narrow_output(context, 0, y);
  }

 private:
  float scale_;
  std::vector<float> bias_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, image_scaler) {
  registry.add({.name = "ImageScaler",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", {DType::kFloat, DType::kFloat16}}}},
                .make = make<ImageScaler>});
}

}  // namespace sardonyx
