// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// Outside of training nothing is dropped.
void expand_bias_dropout(ExpandContext& context) {
  context.require_supported(!context.has_input(4),
                            "input 4 ('training_mode') is for training only");
  ValueId sum = context.op("Add", {context.input(0), context.input(1)});
  if (context.has_input(2)) {
    sum = context.op("Add", {sum, context.input(2)});
  }
  context.set_output(0, sum);
  context.set_output(1, context.op("ConstantOfShape", {context.op("Shape", {sum})},
                                   {{"value", Tensor::of<bool>({1}, {true})}}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, bias_dropout) {
  registry.add({.domain = "com.microsoft",
                .name = "BiasDropout",
                .signature = "data: T, bias: T, residual?: T, ratio?: any, training_mode?: bool -> "
                             "output: T, mask?: bool",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_bias_dropout});
}

}  // namespace sardonyx
