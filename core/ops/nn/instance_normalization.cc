// https://onnx.ai/onnx/operators/onnx__InstanceNormalization.html

#include "core/graph/op_registry.h"
#include "core/kernels/normalization.h"
#include "core/ops/common/compute_io.h"

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
    const Tensor x = as_computed(context, context.input(0));
    const Tensor scale = as_computed(context, context.input(1));
    const Tensor bias = as_computed(context, context.input(2));
    Tensor y = computed_output(context, 0);
    const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    with_float_type(x.dtype(), [&]<class T>() {
      kernels::group_norm(x.data<T>(), extent(x.dim(0)), extent(x.dim(1)),
                          extent(x.shape().count(2, x.rank())), extent(x.dim(1)), scale.data<T>(),
                          bias.data<T>(), epsilon_, y.data<T>(), context.threads());
    });
    store_computed(context, 0, y);
  }

 private:
  float epsilon_;
};

}  // namespace

SARDONYX_OPERATORS(nn, instance_normalization) {
  registry.add({.name = "InstanceNormalization",
                .since = 1,
                .signature = "input: T, scale: T, B: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<InstanceNormalization>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
