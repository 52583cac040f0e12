// https://onnx.ai/onnx/operators/onnx__Min.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

class Min : public VariadicOperator {
 public:
  explicit Min(const MakeContext&) : VariadicOperator(kernels::kMin) {}

  void infer(InferContext& context) const override {
    VariadicOperator::infer(context);
    if (context.input_count() == 2) {
      infer_contents(context, [](Dim a, Dim b) {
        return a.known() && b.known() ? Dim(std::min(a.value(), b.value())) : a == b ? a : Dim();
      });
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(math, min) {
  registry.add({.name = "Min",
                .since = 1,
                .signature = "data_0...: T -> min: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Min>,
                .in_place = input_bits({0, 1})});
}

}  // namespace sardonyx
