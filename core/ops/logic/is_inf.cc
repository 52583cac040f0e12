// https://onnx.ai/onnx/operators/onnx__IsInf.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/comparison.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_is_inf(const MakeContext& context) {
  const double negative = context.get_bool("detect_negative", true) ? 1 : 0;
  const double positive = context.get_bool("detect_positive", true) ? 1 : 0;
  return std::make_unique<UnaryOperator>(kernels::kIsInf,
                                         kernels::ElementwiseParameters{{negative, positive}});
}

}  // namespace

SARDONYX_OPERATORS(logic, is_inf) {
  registry.add({.name = "IsInf",
                .since = 10,
                .signature = "X: T -> Y: bool",
                .types = {{{"T", kFloatTypes | kFloat8Types}}},
                .make = make_is_inf});
}

}  // namespace sardonyx
