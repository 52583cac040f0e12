// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// Real and imaginary parts are neighbours on the last axis.
void expand_complex_mul(ExpandContext& context) {
  const auto parts = [&](int i) {
    return context.ops("Split", {context.input(i)}, 2,
                       {{"axis", std::int64_t{-1}}, {"num_outputs", std::int64_t{2}}});
  };
  const auto a = parts(0);
  const auto b = parts(1);
  const auto product = [&](std::size_t i, std::size_t k) {
    return context.op("Mul", {a[i], b[k]});
  };
  const bool conjugate = context.op_type() == "ComplexMulConj";
  const ValueId real = context.op(conjugate ? "Add" : "Sub", {product(0, 0), product(1, 1)});
  const ValueId imaginary = context.op(conjugate ? "Sub" : "Add", {product(1, 0), product(0, 1)});
  context.set_output(0, context.op("Concat", {real, imaginary}, {{"axis", std::int64_t{-1}}}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, complex_mul) {
  registry.add({.domain = "com.microsoft",
                .name = "ComplexMul",
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", {DType::kFloat, DType::kFloat16}}}},
                .expand = expand_complex_mul});
  registry.add({.domain = "com.microsoft",
                .name = "ComplexMulConj",
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", {DType::kFloat, DType::kFloat16}}}},
                .expand = expand_complex_mul});
}

}  // namespace sardonyx
