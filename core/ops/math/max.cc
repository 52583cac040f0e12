// https://onnx.ai/onnx/operators/onnx__Max.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

class Max : public VariadicOperator {
 public:
  explicit Max(const MakeContext&) : VariadicOperator(kernels::kMax) {}

  void infer(InferContext& context) const override {
    VariadicOperator::infer(context);
    if (context.input_count() == 2) {
      infer_contents(context, [](Dim a, Dim b) {
        return a.known() && b.known() ? Dim(std::max(a.value(), b.value())) : a == b ? a : Dim();
      });
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(math, max) {
  registry.add({.name = "Max",
                .since = 1,
                .signature = "data_0...: T -> max: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Max>,
                .in_place = input_bits({0, 1})});
}

}  // namespace sardonyx
