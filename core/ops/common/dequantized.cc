#include "core/ops/common/dequantized.h"

namespace sardonyx {

ValueId dequantized(ExpandContext& context, int x) {
  return context.op("DequantizeLinear",
                    {context.input(x), context.input(x + 1), context.input(x + 2)});
}

void set_quantized_output(ExpandContext& context, ValueId floats, int scale, int like) {
  if (context.has_input(scale + 1)) {
    context.set_output(
        0, context.op("QuantizeLinear", {floats, context.input(scale), context.input(scale + 1)}));
    return;
  }
  const DType dtype = context.type(context.input(like)).dtype;
  context.set_output(0, context.op("QuantizeLinear", {floats, context.input(scale)},
                                   {{"output_dtype", static_cast<std::int64_t>(dtype)}}));
}

}  // namespace sardonyx
