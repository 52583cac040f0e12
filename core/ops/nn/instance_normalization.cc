// https://onnx.ai/onnx/operators/onnx__InstanceNormalization.html

#include "core/graph/op_registry.h"
#include "core/kernels/normalization.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

// Every plane of [N, C, ...] is normalised by itself, then scaled and shifted by channel.
class InstanceNormalization : public Operator {
 public:
  explicit InstanceNormalization(const MakeContext& context)
      : epsilon_(context.get_float("epsilon", 1e-5f)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    context.require(x.rank() >= 2, "input 0 has shape ", x, ", expected [N, C, ...]");
    for (const int i : {1, 2}) {
      const SymbolicShape& shape = context.shape(i);
      context.require(shape.rank() == 1 && !certainly_differ(shape[0], x[1]), "input ", i,
                      " has shape ", shape, ", expected [", x[1], "]");
    }
    context.set_shape(0, x);
  }

  void run(RunContext& context) const override {
    const Tensor x = widen(context, context.input(0));
    const Tensor scale = widen(context, context.input(1));
    const Tensor bias = widen(context, context.input(2));
    Tensor y = widened_output(context, 0);
    const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    kernels::group_norm(x.data<float>(), extent(x.dim(0)), extent(x.dim(1)),
                        extent(x.shape().count(2, x.rank())), extent(x.dim(1)), scale.data<float>(),
                        bias.data<float>(), epsilon_, y.data<float>(), context.threads());
    narrow_output(context, 0, y);
  }

 private:
  float epsilon_;
};

}  // namespace

SARDONYX_OPERATORS(nn, instance_normalization) {
  registry.add({.name = "InstanceNormalization",
                .since = 1,
                .signature = "input: T, scale: T, B: T -> output: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<InstanceNormalization>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
