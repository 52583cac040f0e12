#pragma once

#include <span>
#include <string_view>

#include "core/graph/expand.h"

namespace sardonyx {

/// Appends the activation that an operator of the com.microsoft domain names in its attributes:
/// Relu, Tanh, Sigmoid, Softplus, Softsign, HardSwish, LeakyRelu [alpha], Elu [alpha],
/// ThresholdedRelu [alpha], Selu [alpha, gamma], HardSigmoid [alpha, beta], Clip [min, max], Gelu,
/// FastGelu or QuickGelu [alpha], each with ONNX's defaults for parameters that are missing. No
/// name: none. Throws kUnsupported for other names.
ValueId expand_activation(ExpandContext& context, std::string_view name,
                          std::span<const float> parameters, ValueId x);

/// What FusedConv and its like do behind the convolution y: output 0 is activation(y + Z), where Z
/// is input 3, if there is one.
void expand_conv_end(ExpandContext& context, ValueId y);

}  // namespace sardonyx
