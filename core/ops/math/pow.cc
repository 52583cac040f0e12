// https://onnx.ai/onnx/operators/onnx__Pow.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/power.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/compute_type.h"

namespace sardonyx {
namespace {

using kernels::ComputeType;

bool is_float(ComputeType type) {
  return type == ComputeType::kFloat || type == ComputeType::kDouble;
}

// Powers of floats are computed in the type of the base, of integers exactly unless the exponent is
// a float.
ComputeType type_of_power(DType base, DType exponent) {
  const ComputeType of_base = *compute_type_of(base);
  if (is_float(of_base)) {
    return of_base;
  }
  return is_float(*compute_type_of(exponent)) ? ComputeType::kDouble : ComputeType::kInt64;
}

class Pow : public Operator {
 public:
  explicit Pow(const MakeContext& context) : legacy_(context) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, legacy_.shape(context.shape(0), context.shape(1)));
  }

  void run(RunContext& context) const override {
    const Tensor& base = context.input(0);
    const Tensor exponent = legacy_.align(base, context.input(1));
    run_binary_as(kernels::kPow, type_of_power(base.dtype(), exponent.dtype()), base, exponent,
                  context.output(0), context.threads());
  }

 private:
  LegacyBroadcast legacy_;
};

}  // namespace

SARDONYX_OPERATORS(math, pow) {
  registry.add({.name = "Pow",
                .since = 1,
                .signature = "X: T, Y: T1 -> Z: T",
                .types = {{{"T", kFloatTypes | kIndexTypes}, {"T1", kNumericTypes}}},
                .make = make<Pow>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
