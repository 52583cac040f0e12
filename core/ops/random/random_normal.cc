// https://onnx.ai/onnx/operators/onnx__RandomNormal.html

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/random_state.h"

namespace sardonyx {
namespace {

class RandomNormal : public Operator {
 public:
  explicit RandomNormal(const MakeContext& context)
      : shape_(context.get_ints("shape")),
        dtype_(context.get_dtype("dtype", DType::kFloat)),
        mean_(context.get_float("mean", 0)),
        scale_(context.get_float("scale", 1)),
        seed_(seed_attribute(context)) {
    for (const std::int64_t extent : shape_) {
      context.require(extent >= 0, "attribute 'shape' is ", shape_,
                      ", which has a negative extent");
    }
    context.require_supported(
        dtype_ == DType::kFloat || dtype_ == DType::kFloat16 || dtype_ == DType::kBFloat16,
        "cannot draw elements of type ", dtype_);
  }

  void infer(InferContext& context) const override {
    context.set_dtype(0, dtype_);
    context.set_shape(0, Shape(shape_));
  }

  void run(RunContext& context) const override {
    Tensor y = widened_output(context, 0);
    RandomState random = random_state(context, seed_);
    for (float& element : y.span<float>()) {
      element = static_cast<float>(static_cast<double>(mean_) +
                                   static_cast<double>(scale_) * random.normal());
    }
    narrow_output(context, 0, y);
  }

 private:
  Ints shape_;
  DType dtype_;
  float mean_;
  float scale_;
  std::optional<std::uint32_t> seed_;
};

}  // namespace

SARDONYX_OPERATORS(random, random_normal) {
  registry.add({.name = "RandomNormal",
                .since = 1,
                .signature = "-> output: any",
                .make = make<RandomNormal>,
                .random = true});
}

}  // namespace sardonyx
