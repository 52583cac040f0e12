// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <utility>

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// ONNX took this operator over, without some of its attributes.
void expand_causal_conv_with_state(ExpandContext& context) {
  for (const auto& [name, expected] :
       {std::pair("ndim", 1), std::pair("dilation", 1), std::pair("channels_last", 0),
        std::pair("state_window", 0)}) {
    context.require_supported(context.get_int(name, expected) == expected, "attribute '", name,
                              "' is ", context.get_int(name, expected), ", expected ", expected);
  }
  const auto results =
      context.ops("CausalConvWithState",
                  {context.input(0), context.input(1), context.input(2), context.input(3)}, 2,
                  {{"activation", context.get_string("activation", "none")}});
  context.set_output(0, results[0]);
  context.set_output(1, results[1]);
}

}  // namespace

SARDONYX_OPERATORS(contrib, causal_conv_with_state) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "CausalConvWithState",
       .signature = "input: T, weight: T, bias?: T, past_state?: T -> output: T, present_state?: T",
       .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
       .expand = expand_causal_conv_with_state});
}

}  // namespace sardonyx
