// https://onnx.ai/onnx/operators/onnx__Sub.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

class Sub : public BinaryOperator {
 public:
  explicit Sub(const MakeContext& context) : BinaryOperator(context, kernels::kSub) {}

  void infer(InferContext& context) const override {
    BinaryOperator::infer(context);
    infer_contents(context, [](Dim a, Dim b) { return a - b; });
  }
};

}  // namespace

SARDONYX_OPERATORS(math, sub) {
  registry.add({.name = "Sub",
                .since = 1,
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Sub>,
                .in_place = input_bits({0, 1})});
}

}  // namespace sardonyx
