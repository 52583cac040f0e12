#include "core/ops/common/fused_activation.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace sardonyx {
namespace {

// An activation whose parameters are attributes of the ONNX operator of that name.
struct WithAttributes {
  std::string_view name;
  std::string_view attributes[2];
  float defaults[2];
};

constexpr std::array kWithAttributes{
    WithAttributes{"LeakyRelu", {"alpha", ""}, {0.01f, 0}},
    WithAttributes{"Elu", {"alpha", ""}, {1, 0}},
    WithAttributes{"ThresholdedRelu", {"alpha", ""}, {1, 0}},
    WithAttributes{"HardSigmoid", {"alpha", "beta"}, {0.2f, 0.5f}},
    WithAttributes{"Selu", {"alpha", "gamma"}, {1.67326319f, 1.05070102f}},
};

constexpr std::array<std::string_view, 6> kPlain{"Relu",     "Tanh",     "Sigmoid",
                                                 "Softplus", "Softsign", "HardSwish"};

}  // namespace

ValueId expand_activation(ExpandContext& context, std::string_view name,
                          std::span<const float> parameters, ValueId x) {
  const auto parameter = [&](std::size_t i, float fallback) {
    return i < parameters.size() ? parameters[i] : fallback;
  };
  if (name.empty()) {
    return x;
  }
  if (std::find(kPlain.begin(), kPlain.end(), name) != kPlain.end()) {
    return context.op(name, {x});
  }
  for (const WithAttributes& known : kWithAttributes) {
    if (known.name != name) {
      continue;
    }
    const float first = parameter(0, known.defaults[0]);
    if (known.attributes[1].empty()) {
      return context.op(name, {x}, {{known.attributes[0], first}});
    }
    const float second = parameter(1, known.defaults[1]);
    return context.op(name, {x}, {{known.attributes[0], first}, {known.attributes[1], second}});
  }
  if (name == "Clip") {
    const ValueId like = context.input(0);
    constexpr float kMost = std::numeric_limits<float>::max();
    return context.op("Clip", {x, context.scalar_like(like, parameter(0, -kMost)),
                               context.scalar_like(like, parameter(1, kMost))});
  }
  if (name == "QuickGelu") {
    return context.op("Swish", {x}, {{"alpha", parameter(0, 1.702f)}});
  }
  context.require_supported(name == "Gelu" || name == "FastGelu", "attribute 'activation' is '",
                            name, "'");
  return context.op("Gelu", {x}, {{"approximate", std::string(name == "Gelu" ? "none" : "tanh")}});
}

void expand_conv_end(ExpandContext& context, ValueId y) {
  if (context.has_input(3)) {
    y = context.op("Add", {y, context.input(3)});
  }
  const std::vector<float> parameters = context.get_floats("activation_params");
  context.set_output(
      0, expand_activation(context, context.get_string("activation", ""), parameters, y));
}

}  // namespace sardonyx
