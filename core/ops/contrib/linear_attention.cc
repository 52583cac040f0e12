// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// ONNX took this operator over, for as many query heads as a multiple of the others.
void expand_linear_attention(ExpandContext& context) {
  context.require_supported(context.get_int("state_window", 0) == 0,
                            "attribute 'state_window' is set");
  const auto results =
      context.ops("LinearAttention",
                  {context.input(0), context.input(1), context.input(2), context.input(3),
                   context.input(4), context.input(5)},
                  2,
                  {{"q_num_heads", context.get_int("q_num_heads")},
                   {"kv_num_heads", context.get_int("kv_num_heads")},
                   {"update_rule", context.get_string("update_rule", "gated_delta")},
                   {"scale", context.get_float("scale", 0)}});
  context.set_output(0, results[0]);
  context.set_output(1, results[1]);
}

}  // namespace

SARDONYX_OPERATORS(contrib, linear_attention) {
  registry.add({.domain = "com.microsoft",
                .name = "LinearAttention",
                .signature = "query: T, key: T, value: T, past_state?: S, decay?: T, beta?: T -> "
                             "output: T, present_state?: S",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)},
                           {"S", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .expand = expand_linear_attention});
}

}  // namespace sardonyx
