// https://onnx.ai/onnx/operators/onnx__Mul.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

class Mul : public BinaryOperator {
 public:
  explicit Mul(const MakeContext& context) : BinaryOperator(context, kernels::kMul) {}

  void infer(InferContext& context) const override {
    BinaryOperator::infer(context);
    infer_contents(context, [](Dim a, Dim b) { return a * b; });
  }
};

}  // namespace

SARDONYX_OPERATORS(math, mul) {
  registry.add({.name = "Mul",
                .since = 1,
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Mul>,
                .in_place = input_bits({0, 1}),
                .commutative = true});
}

}  // namespace sardonyx
