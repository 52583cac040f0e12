// https://onnx.ai/onnx/operators/onnx__Div.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

class Div : public BinaryOperator {
 public:
  explicit Div(const MakeContext& context) : BinaryOperator(context, kernels::kDiv) {}

  void infer(InferContext& context) const override {
    BinaryOperator::infer(context);
    infer_contents(context, [](Dim a, Dim b) { return a / b; });
  }
};

}  // namespace

SARDONYX_OPERATORS(math, div) {
  registry.add({.name = "Div",
                .since = 1,
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Div>,
                .in_place = input_bits({0, 1})});
}

}  // namespace sardonyx
