// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/heads.h"
#include "core/ops/common/score_mask.h"

namespace sardonyx {
namespace {

enum Input {
  kQuery,
  kKey,
  kValue,
  kBias,
  kMask,
  kScoreBias,
  kPastKey,
  kPastValue,
  kPastLength,
  kIndirection,
};
enum Output { kY, kPresentKey, kPresentValue, kScores };

class MultiHeadAttention : public Operator {
 public:
  explicit MultiHeadAttention(const MakeContext& context)
      : heads_(context.get_int("num_heads")),
        scale_(context.get_float("scale", 0)),
        mask_(context, kMask, kScoreBias) {
    context.require(heads_ > 0, "attribute 'num_heads' is ", heads_, ", expected at least 1");
    context.require_supported(context.has_input(kKey) && context.has_input(kValue),
                              "query, key and value are packed into one input");
    context.require_supported(!context.has_input(kPastLength) && !context.has_input(kIndirection),
                              "past_sequence_length and cache_indirection are for shared buffers");
    context.require(context.has_input(kPastKey) == context.has_input(kPastValue),
                    "past_key and past_value must be given together");
  }

  void infer(InferContext& context) const override {
    context.require_rank(kQuery, 3, 3);
    const SymbolicShape q = split(context, kQuery);
    const SymbolicShape k = split(context, kKey);
    const SymbolicShape v = split(context, kValue);
    const bool fits = !certainly_differ(q[0], k[0]) && !certainly_differ(q[0], v[0]) &&
                      !certainly_differ(k[2], v[2]) && !certainly_differ(q[3], k[3]);
    context.require(fits, "query ", context.shape(kQuery), ", key ", context.shape(kKey),
                    " and value ", context.shape(kValue), " do not fit together");
    const bool by_head = context.rank(kKey) == 4;
    context.require(!by_head || !(context.has_input(kBias) || context.has_input(kPastKey)),
                    "a key of rank 4 takes neither bias nor past");
    Dim keys = k[2];
    if (context.has_input(kPastKey)) {
      const Dim past = check_past(context, kPastKey, k)[2];
      context.require(!certainly_differ(past, check_past(context, kPastValue, v)[2]), "past_key ",
                      context.shape(kPastKey), " and past_value ", context.shape(kPastValue),
                      " have different lengths");
      keys = keys + past;
    }
    const Dim width = v[3] * Dim(heads_);
    if (context.has_input(kBias)) {
      const SymbolicShape& bias = context.shape(kBias);
      const Dim expected = context.shape(kQuery)[2] * Dim(2) + width;
      context.require(bias.rank() == 1 && !certainly_differ(bias[0], expected),
                      "input 3 ('bias') has shape ", bias, ", expected [", expected, "]");
    }
    mask_.infer(context, q[0], heads_, q[2], keys);
    context.set_shape(kY, {q[0], q[2], width});
    context.set_shape(kPresentKey, {q[0], heads_, keys, k[3]});
    context.set_shape(kPresentValue, {q[0], heads_, keys, v[3]});
    context.set_shape(kScores, {q[0], heads_, q[2], keys});
  }

  void run(RunContext& context) const override {
    const Tensor bias = context.has_input(kBias) ? widen(context, context.input(kBias)) : Tensor();
    const std::int64_t width = context.input(kQuery).dim(2);
    const Tensor q = with_bias(context, kQuery, bias, 0);
    const Tensor k_now = with_bias(context, kKey, bias, width);
    const Tensor v_now = with_bias(context, kValue, bias, 2 * width);
    Heads of_k = Heads::of(k_now.shape(), heads_);
    Heads of_v = Heads::of(v_now.shape(), heads_);
    const Tensor k = with_past(context, k_now, kPastKey, kPresentKey, of_k);
    const Tensor v = with_past(context, v_now, kPastValue, kPresentValue, of_v);
    const Heads of_q = Heads::of(q.shape(), heads_);
    const std::int64_t past = context.has_input(kPastKey) ? context.input(kPastKey).dim(2) : 0;
    const Tensor score_bias = mask_.bias(context);
    const auto fill = [&](std::int64_t b, std::int64_t h, float* rows) {
      mask_.fill(context, score_bias, of_q, of_k.length, past, b, h, rows);
    };
    const FillScoreBias fill_bias = fill;
    Tensor y = widened_output(context, kY);
    Tensor scores = context.has_output(kScores) ? widened_output(context, kScores) : Tensor();
    AttentionOptions options;
    options.scale = scale_;
    options.scores = scores.has_data() ? scores.data<float>() : nullptr;
    attend_heads(context, {q.data<float>(), of_q}, {k.data<float>(), of_k}, {v.data<float>(), of_v},
                 options, mask_.needed(context, of_q.length) ? &fill_bias : nullptr,
                 y.data<float>(),
                 Heads::columns(of_q.batch, heads_, of_q.length, of_v.size, y.dim(2)));
    narrow_output(context, kY, y);
    if (scores.has_data()) {
      narrow_output(context, kScores, scores);
    }
  }

 private:
  // The shape as [batch, heads, length, size].
  SymbolicShape split(const InferContext& context, int i) const {
    const SymbolicShape& shape = context.shape(i);
    context.require_rank(i, 3, 4);
    if (shape.rank() == 4) {
      context.require(!certainly_differ(shape[1], heads_), "input ", i, " has shape ", shape,
                      ", expected ", heads_, " heads");
      return shape;
    }
    context.require(!shape[2].known() || shape[2].value() % heads_ == 0, "input ", i, " of shape ",
                    shape, " cannot be split into ", heads_, " heads");
    return {shape[0], Dim(heads_), shape[1], shape[2] / Dim(heads_)};
  }

  // Input i as floats, plus that part of the bias.
  static Tensor with_bias(const RunContext& context, int i, const Tensor& bias,
                          std::int64_t first) {
    const Tensor x = widen(context, context.input(i));
    if (!bias.has_data()) {
      return x;
    }
    Tensor sum = context.allocate(DType::kFloat, x.shape());
    const std::int64_t width = x.dim(-1);
    const float* addend = bias.data<float>() + first;
    for (std::int64_t at = 0; at < x.element_count(); at += width) {
      std::transform(addend, addend + width, x.data<float>() + at, sum.data<float>() + at,
                     [](float a, float b) { return a + b; });
    }
    return sum;
  }

  std::int64_t heads_;
  float scale_;
  ScoreMask mask_;
};

}  // namespace

SARDONYX_OPERATORS(contrib, multi_head_attention) {
  registry.add({.domain = "com.microsoft",
                .name = "MultiHeadAttention",
                .signature = "query: T, key?: T, value?: T, bias?: T, key_padding_mask?: M, "
                             "attention_bias?: T, past_key?: T, past_value?: T, "
                             "past_sequence_length?: M, cache_indirection?: M "
                             "-> output: T, present_key?: T, present_value?: T, qk?: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}, {"M", DType::kInt32}}},
                .make = make<MultiHeadAttention>});
}

}  // namespace sardonyx
