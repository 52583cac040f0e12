// https://onnx.ai/onnx/operators/onnx__CausalConvWithState.html

#include "core/graph/op_registry.h"
#include "core/kernels/causal_conv.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

enum Input { kX, kWeight, kBias, kPastState };

class CausalConvWithState : public Operator {
 public:
  explicit CausalConvWithState(const MakeContext& context)
      : swish_(context.get_choice("activation", {"none", "silu", "swish"}) != 0) {}

  void infer(InferContext& context) const override {
    context.require_rank(kX, 3, 3);
    context.require_rank(kWeight, 3, 3);
    const SymbolicShape& x = context.shape(kX);
    const SymbolicShape& w = context.shape(kWeight);
    context.require(!certainly_differ(w[0], x[1]) && !certainly_differ(w[1], 1) && !w[2].is(0),
                    "input 1 ('weight') has shape ", w, ", expected [", x[1],
                    ",1,k] for input 0 of shape ", x);
    const SymbolicShape state{x[0], x[1], w[2] - Dim(1)};
    if (context.has_input(kBias)) {
      const SymbolicShape& bias = context.shape(kBias);
      context.require(bias.rank() == 1 && !certainly_differ(bias[0], x[1]),
                      "input 2 ('bias') has shape ", bias, ", expected [", x[1], "]");
    }
    if (context.has_input(kPastState)) {
      const SymbolicShape& past = context.shape(kPastState);
      bool fits = past.rank() == 3;
      for (int axis = 0; axis < 3 && fits; ++axis) {
        fits = !certainly_differ(past[axis], state[axis]);
      }
      context.require(fits, "input 3 ('past_state') has shape ", past, ", expected ", state);
    }
    context.set_shape(0, x);
    context.set_shape(1, state);
  }

  void run(RunContext& context) const override {
    const auto floats = [&](int i) {
      return context.has_input(i) ? widen(context, context.input(i)) : Tensor();
    };
    const Tensor x = floats(kX);
    const Tensor weight = floats(kWeight);
    const Tensor bias = floats(kBias);
    const Tensor past = floats(kPastState);
    Tensor y = widened_output(context, 0);
    Tensor present = context.has_output(1) ? widened_output(context, 1) : Tensor();
    kernels::CausalConv conv;
    conv.batch = static_cast<std::size_t>(x.dim(0));
    conv.channels = static_cast<std::size_t>(x.dim(1));
    conv.length = static_cast<std::size_t>(x.dim(2));
    conv.kernel = static_cast<std::size_t>(weight.dim(2));
    conv.swish = swish_;
    conv.x = x.data<float>();
    conv.weights = weight.data<float>();
    conv.bias = context.has_input(kBias) ? bias.data<float>() : nullptr;
    conv.past = context.has_input(kPastState) ? past.data<float>() : nullptr;
    conv.y = y.data<float>();
    conv.present = context.has_output(1) ? present.data<float>() : nullptr;
    kernels::causal_conv(conv,
                         context.scratch<float>(kernels::causal_conv_scratch_size(conv)).data(),
                         context.threads());
    narrow_output(context, 0, y);
    if (context.has_output(1)) {
      narrow_output(context, 1, present);
    }
  }

 private:
  bool swish_;
};

}  // namespace

SARDONYX_OPERATORS(nn, causal_conv_with_state) {
  registry.add({.name = "CausalConvWithState",
                .since = 27,
                .signature = "input: T, weight: T, bias?: T, past_state?: T -> output: T, "
                             "present_state?: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<CausalConvWithState>});
}

}  // namespace sardonyx
