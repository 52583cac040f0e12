// https://onnx.ai/onnx/operators/onnx__PRelu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

class PRelu : public Operator {
 public:
  explicit PRelu(const MakeContext& context) : per_channel_(context.since() < 7) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape slope = aligned(x, context.shape(1));
    const SymbolicShape joined = broadcast(x, slope);
    bool fits = joined.rank() == x.rank();
    for (int axis = 0; fits && axis < x.rank(); ++axis) {
      fits = !certainly_differ(x[axis], joined[axis]);
    }
    context.require(fits, "input 1 ('slope') of shape ", context.shape(1),
                    " does not broadcast to input 0 of shape ", x);
    context.set_shape(0, x);
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Tensor& slope = context.input(1);
    run_binary(kernels::kPRelu, x, slope.reshaped(aligned(x.shape(), slope.shape()).value()),
               context.output(0), context.threads());
  }

  FusableStep elementwise_step(const ConstantInputs&) const override {
    return per_channel_ ? FusableStep{} : binary_step(kernels::kPRelu);
  }

 private:
  // Before version 7 a slope of more than one element belongs to axis 1.
  SymbolicShape aligned(const SymbolicShape& x, const SymbolicShape& slope) const {
    SymbolicShape shape = slope;
    if (per_channel_ && slope.rank() == 1 && !slope[0].is(1)) {
      while (shape.rank() + 1 < x.rank()) {
        shape.push_back(1);
      }
    }
    return shape;
  }

  bool per_channel_;
};

}  // namespace

SARDONYX_OPERATORS(nn, prelu) {
  for (const int since : {1, 7}) {
    registry.add({.name = "PRelu",
                  .since = since,
                  .signature = "X: T, slope: T -> Y: T",
                  .types = {{{"T", kNumericTypes}}},
                  .make = make<PRelu>,
                  .in_place = input_bits({0})});
  }
}

}  // namespace sardonyx
