// https://onnx.ai/onnx/operators/onnx__LinearAttention.html

#include "core/kernels/linear_attention.h"

#include <algorithm>
#include <cmath>

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

enum Input { kQuery, kKey, kValue, kPastState, kDecay, kBeta };

// Everything is computed in float. The attribute chunk_size is a hint for other machines.
class LinearAttention : public Operator {
 public:
  explicit LinearAttention(const MakeContext& context)
      : q_heads_(context.get_int("q_num_heads")),
        kv_heads_(context.get_int("kv_num_heads")),
        scale_(context.get_float("scale", 0)) {
    context.require(kv_heads_ >= 1 && q_heads_ >= 1 && q_heads_ % kv_heads_ == 0,
                    "attribute 'q_num_heads' is ", q_heads_,
                    ", expected a multiple of 'kv_num_heads', which is ", kv_heads_);
    const int rule = context.get_choice("update_rule", {"gated_delta", "linear", "gated", "delta"});
    const bool gated = rule == 0 || rule == 2;
    const bool delta = rule == 0 || rule == 3;
    context.require(context.has_input(kDecay) == gated, "the update rule ",
                    gated ? "needs input 4 ('decay')" : "takes no input 4 ('decay')");
    context.require(context.has_input(kBeta) == delta, "the update rule ",
                    delta ? "needs input 5 ('beta')" : "takes no input 5 ('beta')");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& q = context.shape(kQuery);
    for (int i = 0; i < context.input_count(); ++i) {
      if (context.has_input(i) && i != kPastState) {
        context.require_rank(i, 3, 3);
        for (int axis = 0; axis < 2; ++axis) {
          context.require(!certainly_differ(context.dim(i, axis), q[axis]), "input ", i,
                          " has shape ", context.shape(i), ", input 0 has shape ", q);
        }
      }
    }
    const Dim dk = head_size(context, kQuery, q_heads_);
    const Dim key_size = head_size(context, kKey, kv_heads_);
    const Dim dv = head_size(context, kValue, kv_heads_);
    context.require(!certainly_differ(dk, key_size), "queries have ", dk, " elements, keys ",
                    key_size);
    if (context.has_input(kDecay)) {
      const Dim last = context.dim(kDecay, 2);
      context.require(
          !certainly_differ(last, kv_heads_) || !certainly_differ(last, dk * Dim(kv_heads_)),
          "input 4 ('decay') has shape ", context.shape(kDecay), ", expected ", kv_heads_, " or ",
          dk * Dim(kv_heads_), " elements in its last axis");
    }
    if (context.has_input(kBeta)) {
      const Dim last = context.dim(kBeta, 2);
      context.require(!certainly_differ(last, kv_heads_) || !certainly_differ(last, 1),
                      "input 5 ('beta') has shape ", context.shape(kBeta), ", expected ", kv_heads_,
                      " or 1 elements in its last axis");
    }
    const SymbolicShape state{q[0], kv_heads_, dk, dv};
    if (context.has_input(kPastState)) {
      const SymbolicShape& past = context.shape(kPastState);
      bool fits = past.rank() == 4;
      for (int axis = 0; axis < 4 && fits; ++axis) {
        fits = !certainly_differ(past[axis], state[axis]);
      }
      context.require(fits, "input 3 ('past_state') has shape ", past, ", expected ", state);
    }
    context.set_shape(0, {q[0], q[1], dv * Dim(q_heads_)});
    context.set_dtype(1, context.dtype(context.has_input(kPastState) ? kPastState : kQuery));
    context.set_shape(1, state);
  }

  void run(RunContext& context) const override {
    const Tensor q = widen(context, context.input(kQuery));
    const Tensor k = widen(context, context.input(kKey));
    const Tensor v = widen(context, context.input(kValue));
    const Tensor decay = optional_input(context, kDecay);
    const Tensor beta = optional_input(context, kBeta);
    const auto size = [](std::int64_t extent) { return static_cast<std::size_t>(extent); };
    kernels::LinearAttention attention;
    attention.batch = size(q.dim(0));
    attention.steps = size(q.dim(1));
    attention.kv_heads = size(kv_heads_);
    attention.group = size(q_heads_ / kv_heads_);
    attention.dk = size(q.dim(2) / q_heads_);
    attention.dv = size(v.dim(2) / kv_heads_);
    attention.scale = scale_ != 0 ? scale_ : 1 / std::sqrt(static_cast<float>(q.dim(2) / q_heads_));
    attention.q = q.data<float>();
    attention.k = k.data<float>();
    attention.v = v.data<float>();
    if (context.has_input(kDecay)) {
      attention.decay = decay.data<float>();
      attention.decay_per_key = decay.dim(2) != kv_heads_;
    }
    if (context.has_input(kBeta)) {
      attention.beta = beta.data<float>();
      attention.beta_per_head = beta.dim(2) == kv_heads_;
    }
    Tensor y = widened_output(context, 0);
    Tensor state = context.has_output(1)
                       ? widened_output(context, 1)
                       : context.allocate(DType::kFloat, {q.dim(0), kv_heads_, q.dim(2) / q_heads_,
                                                          v.dim(2) / kv_heads_});
    if (context.has_input(kPastState)) {
      copy_elements(widen(context, context.input(kPastState)), state);
    } else {
      std::fill_n(state.data<float>(), state.element_count(), 0.0f);
    }
    attention.state = state.data<float>();
    attention.y = y.data<float>();
    kernels::linear_attention(
        attention, context.scratch<float>(kernels::linear_attention_scratch_size(attention)).data(),
        context.threads());
    narrow_output(context, 0, y);
    if (context.has_output(1)) {
      narrow_output(context, 1, state);
    }
  }

 private:
  static Dim head_size(const InferContext& context, int i, std::int64_t heads) {
    const Dim size = context.dim(i, 2);
    context.require(!size.known() || size.value() % heads == 0, "input ", i, " of shape ",
                    context.shape(i), " cannot be divided into ", heads, " heads");
    return size / Dim(heads);
  }

  static Tensor optional_input(const RunContext& context, int i) {
    return context.has_input(i) ? widen(context, context.input(i)) : Tensor();
  }

  std::int64_t q_heads_;
  std::int64_t kv_heads_;
  float scale_;
};

constexpr DTypeSet kTypes = kFloatTypes - DTypeSet(DType::kDouble);

}  // namespace

SARDONYX_OPERATORS(nn, linear_attention) {
  registry.add({.name = "LinearAttention",
                .since = 27,
                .signature = "query: T, key: T, value: T, past_state?: S, decay?: T, beta?: T -> "
                             "output: T, present_state?: any",
                .types = {{{"T", kTypes}, {"S", kTypes}}},
                .make = make<LinearAttention>});
}

}  // namespace sardonyx
