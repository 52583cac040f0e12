// https://onnx.ai/onnx/operators/onnx__Add.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

class Add : public BinaryOperator {
 public:
  explicit Add(const MakeContext& context) : BinaryOperator(context, kernels::kAdd) {}

  void infer(InferContext& context) const override {
    BinaryOperator::infer(context);
    infer_contents(context, [](Dim a, Dim b) { return a + b; });
  }
};

}  // namespace

SARDONYX_OPERATORS(math, add) {
  registry.add({.name = "Add",
                .since = 1,
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Add>,
                .in_place = input_bits({0, 1}),
                .commutative = true});
}

}  // namespace sardonyx
