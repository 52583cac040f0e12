#pragma once

#include "core/graph/expand.h"

namespace sardonyx {

// For operators of com.microsoft on quantized tensors that are computed as the float operator of
// ONNX between DequantizeLinear and QuantizeLinear.

/// Input `x` as floats, with its scale and zero point in the two inputs after it.
ValueId dequantized(ExpandContext& context, int x);

/// Makes output 0 these floats quantized with the scale in input `scale` and the zero point in the
/// one after it. Without a zero point it is 0, of the element type of input `like`.
void set_quantized_output(ExpandContext& context, ValueId floats, int scale, int like = 0);

/// The element types that they are quantized to.
inline constexpr DTypeSet kByteTypes{DType::kInt8, DType::kUint8};

}  // namespace sardonyx
