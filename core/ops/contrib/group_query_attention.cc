// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <algorithm>
#include <limits>

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/heads.h"
#include "core/ops/common/rotate_heads.h"
#include "core/ops/common/score_mask.h"

namespace sardonyx {
namespace {

enum Input {
  kQuery,
  kKey,
  kValue,
  kPastKey,
  kPastValue,
  kLastKeys,
  kTotalLength,
  kCos,
  kSin,
  kPositions,
  kScoreBias,
  kSinks,
  kKeyScale,
  kValueScale,
  kQueryNorm,
  kKeyNorm,
};
enum Output { kY, kPresentKey, kPresentValue, kScores };

constexpr float kHidden = -std::numeric_limits<float>::infinity();

// Where the tokens of one batch entry stand: `past` keys before them, `total` with them.
struct Span {
  std::int64_t past = 0;
  std::int64_t total = 0;
};

class GroupQueryAttention : public Operator {
 public:
  explicit GroupQueryAttention(const MakeContext& context)
      : heads_(context.get_int("num_heads")),
        kv_heads_(context.get_int("kv_num_heads")),
        scale_(context.get_float("scale", 0)),
        softcap_(context.get_float("softcap", 0)),
        window_(context.get_int("local_window_size", -1)),
        rotary_(context.get_bool("do_rotary", false)),
        interleaved_(context.get_bool("rotary_interleaved", false)),
        smooth_(context.get_bool("smooth_softmax", false)),
        causal_(context.get_bool("causal", true)) {
    context.require(kv_heads_ > 0 && heads_ > 0 && heads_ % kv_heads_ == 0, "the ", heads_,
                    " heads of the query are no multiple of the ", kv_heads_, " of the key");
    context.require(context.has_input(kKey) == context.has_input(kValue),
                    "key and value must be given together");
    context.require(context.has_input(kPastKey) == context.has_input(kPastValue),
                    "past_key and past_value must be given together");
    context.require(!rotary_ || (context.has_input(kCos) && context.has_input(kSin)),
                    "attribute 'do_rotary' needs cos_cache and sin_cache");
    context.require_supported(!context.has_output(kScores), "output 3 ('output_qk') is wanted");
    for (const int i : {kKeyScale, kValueScale, kQueryNorm, kKeyNorm}) {
      context.require_supported(!context.has_input(i), "input ", i, " is given");
    }
    context.require_supported(!context.get_bool("sliding_window_cache", false),
                              "attribute 'sliding_window_cache' is set");
  }

  void infer(InferContext& context) const override {
    context.require_rank(kQuery, 3, 3);
    const SymbolicShape& q = context.shape(kQuery);
    const std::int64_t parts = packed(context) ? heads_ + 2 * kv_heads_ : heads_;
    context.require(!q[2].known() || q[2].value() % parts == 0, "input 0 ('query') of shape ", q,
                    " cannot be split into ", parts, " heads");
    const Dim size = q[2] / Dim(parts);
    for (const int i : {kKey, kValue}) {
      if (context.has_input(i)) {
        expect(context, i, {q[0], q[1], size * Dim(kv_heads_)});
      }
    }
    Dim capacity = 0;
    if (context.has_input(kPastKey)) {
      capacity = context.rank(kPastKey) == 4 ? context.dim(kPastKey, 2) : Dim();
      expect(context, kPastKey, {q[0], kv_heads_, capacity, size});
      expect(context, kPastValue, {q[0], kv_heads_, capacity, size});
    }
    check_lengths(context, q[0]);
    check_rotary(context, size);
    if (context.has_input(kScoreBias)) {
      check_score_bias(context, q);
    }
    if (context.has_input(kSinks)) {
      expect(context, kSinks, {heads_});
    }
    const SymbolicShape present{q[0], kv_heads_, present_length(context, capacity), size};
    context.set_shape(kY, {q[0], q[1], size * Dim(heads_)});
    context.set_shape(kPresentKey, present);
    context.set_shape(kPresentValue, present);
  }

  void run(RunContext& context) const override {
    const Tensor q = widen(context, context.input(kQuery));
    const std::int64_t columns = q.dim(2);
    const std::int64_t parts = packed(context) ? heads_ + 2 * kv_heads_ : heads_;
    const std::int64_t size = columns / parts;
    const Heads of_q = Heads::columns(q.dim(0), heads_, q.dim(1), size, columns);
    const Tensor k = packed(context) ? q : widen(context, context.input(kKey));
    const Tensor v = packed(context) ? q : widen(context, context.input(kValue));
    const Heads of_kv = Heads::columns(q.dim(0), kv_heads_, q.dim(1), size, k.dim(2));
    const std::int64_t first_k = packed(context) ? heads_ * size : 0;
    const std::int64_t first_v = packed(context) ? first_k + kv_heads_ * size : 0;
    Tensor present_k = present(context, kPresentKey, of_kv);
    Tensor present_v = present(context, kPresentValue, of_kv);
    const Rotated q_rotated = rotate(context, {q.data<float>(), of_q});
    const Rotated k_rotated = rotate(context, {k.data<float>() + first_k, of_kv});
    join(context, kPastKey, k_rotated.view, present_k);
    join(context, kPastValue, {v.data<float>() + first_v, of_kv}, present_v);
    attend(context, q_rotated.view, present_k, present_v);
    if (context.has_output(kPresentKey)) {
      narrow_output(context, kPresentKey, present_k);
    }
    if (context.has_output(kPresentValue)) {
      narrow_output(context, kPresentValue, present_v);
    }
  }

 private:
  // Queries, keys and values of a token side by side in input 0.
  template <class Context>
  static bool packed(const Context& context) {
    return !context.has_input(kKey);
  }

  static void expect(const InferContext& context, int i, const SymbolicShape& expected) {
    const SymbolicShape& shape = context.shape(i);
    bool fits = shape.rank() == expected.rank();
    for (int axis = 0; fits && axis < shape.rank(); ++axis) {
      fits = !certainly_differ(shape[axis], expected[axis]);
    }
    context.require(fits, "input ", i, " has shape ", shape, ", expected ", expected);
  }

  static void check_lengths(const InferContext& context, Dim batch) {
    const SymbolicShape& last = context.shape(kLastKeys);
    const bool fits = last.rank() >= 1 && last.rank() <= 2 && !certainly_differ(last[0], batch) &&
                      (last.rank() == 1 || !certainly_differ(last[1], 1));
    context.require(fits, "input 5 ('seqlens_k') has shape ", last, ", expected [", batch, "]");
    const SymbolicShape& total = context.shape(kTotalLength);
    context.require(total.rank() == 0 || (total.rank() == 1 && !certainly_differ(total[0], 1)),
                    "input 6 ('total_sequence_length') has shape ", total, ", expected a scalar");
  }

  void check_rotary(const InferContext& context, Dim size) const {
    if (!rotary_) {
      return;
    }
    context.require_rank(kCos, 2, 2);
    const SymbolicShape& cos = context.shape(kCos);
    expect(context, kSin, cos);
    context.require(!cos[1].known() || !size.known() || 2 * cos[1].value() <= size.value(),
                    "input 7 ('cos_cache') has shape ", cos, " for heads of ", size, " elements");
    if (context.has_input(kPositions)) {
      expect(context, kPositions, {context.dim(kQuery, 0), context.dim(kQuery, 1)});
    }
  }

  void check_score_bias(const InferContext& context, const SymbolicShape& q) const {
    context.require_rank(kScoreBias, 4, 4);
    const SymbolicShape& bias = context.shape(kScoreBias);
    context.require((bias[0].is(1) || !certainly_differ(bias[0], q[0])) &&
                        (bias[1].is(1) || !certainly_differ(bias[1], heads_)) &&
                        !certainly_differ(bias[2], q[1]),
                    "input 10 ('attention_bias') has shape ", bias,
                    ", which does not broadcast to [", q[0], ",", heads_, ",", q[1], ",?]");
  }

  // As many rows as the past has room for, but at least the total length.
  static Dim present_length(const InferContext& context, Dim capacity) {
    if (const auto given = context.ints(kTotalLength)) {
      context.require(given->size() == 1 && (*given)[0] >= 0,
                      "input 6 ('total_sequence_length') is ", *given, ", expected one length");
    }
    const auto totals = context.dims(kTotalLength);
    const Dim total = totals && totals->size() == 1 ? totals->front() : Dim();
    if (capacity.known() && total.known()) {
      return std::max(capacity.value(), total.value());
    }
    return capacity == total || capacity.is(0) ? total : Dim();
  }

  static std::int64_t past_rows(const RunContext& context) {
    return context.has_input(kPastKey) ? context.input(kPastKey).dim(2) : 0;
  }
  static std::int64_t longest(const RunContext& context) {
    return context.input(kTotalLength).data<std::int32_t>()[0];
  }

  Tensor present(const RunContext& context, int output, const Heads& now) const {
    if (context.has_output(output)) {
      return widened_output(context, output);
    }
    context.require(longest(context) >= 0, "the total length is ", longest(context));
    const std::int64_t rows = std::max(past_rows(context), longest(context));
    return context.allocate(DType::kFloat, Shape{now.batch, now.heads, rows, now.size});
  }

  static Span span_of(const RunContext& context, std::int64_t length, std::int64_t b) {
    const std::int64_t before = past_rows(context);
    const std::int64_t room = std::max(before, longest(context));
    const std::int64_t last = context.input(kLastKeys).data<std::int32_t>()[b];
    const Span span{length == longest(context) ? 0 : last + 1 - length, last + 1};
    context.require(span.total >= 1 && span.total <= room && span.past >= 0 &&
                        span.past <= before && span.past + length <= room,
                    "input 5 ('seqlens_k') has ", last, " for ", length, " tokens, a past of ",
                    before, " and a total length of ", longest(context));
    return span;
  }

  struct Rotated {
    Tensor memory;
    HeadsView view;
  };

  Rotated rotate(const RunContext& context, const HeadsView& x) const {
    if (!rotary_) {
      return {{}, x};
    }
    const Tensor cos = widen(context, context.input(kCos));
    const Tensor sin = widen(context, context.input(kSin));
    const Heads& from = x.layout;
    const Heads to = Heads::dense(from.batch, from.heads, from.length, from.size);
    Tensor y = context.allocate(DType::kFloat, Shape{to.batch, to.heads, to.length, to.size});
    rotate_heads(
        x, cos, sin, interleaved_,
        [&](std::int64_t b, std::int64_t s) { return position_of(context, from.length, b, s); },
        y.data<float>(), to);
    return {y, {y.data<float>(), to}};
  }

  // Where token s stands in the caches of cosines and sines.
  static std::int64_t position_of(const RunContext& context, std::int64_t length, std::int64_t b,
                                  std::int64_t s) {
    std::int64_t position = span_of(context, length, b).past + s;
    if (context.has_input(kPositions)) {
      const auto* given = context.input(kPositions).data<std::int64_t>();
      // The first tokens of all take the first position for their beginning.
      position = length == longest(context) ? given[0] + s : given[b * length + s];
    }
    const std::int64_t rows = context.input(kCos).dim(0);
    context.require(position >= 0 && position < rows, "position ", position, " is outside [0, ",
                    rows - 1, "]");
    return position;
  }

  // Puts new keys (values) behind those of the past; what remains of the memory becomes 0.
  static void join(const RunContext& context, int past_input, const HeadsView& now,
                   Tensor& present) {
    const Heads entry = now.layout.entry();
    const std::int64_t room = present.dim(2);
    const Heads to = Heads::dense(1, entry.heads, room, entry.size);
    const Tensor past =
        context.has_input(past_input) ? widen(context, context.input(past_input)) : Tensor();
    for (std::int64_t b = 0; b < now.layout.batch; ++b) {
      const Span span = span_of(context, entry.length, b);
      float* rows = present.data<float>() + b * to.batch_stride;
      std::fill_n(rows, to.batch_stride, 0.0f);
      if (span.past > 0) {
        Heads from = Heads::dense(1, entry.heads, past.dim(2), entry.size);
        const float* old = past.data<float>() + b * from.batch_stride;
        from.length = span.past;
        copy_heads(from, old, to, 0, rows, sizeof(float));
      }
      copy_heads(entry, now.data + b * now.layout.batch_stride, to, span.past, rows, sizeof(float));
    }
  }

  void attend(const RunContext& context, const HeadsView& q, const Tensor& present_k,
              const Tensor& present_v) const {
    const Tensor bias =
        context.has_input(kScoreBias) ? widen(context, context.input(kScoreBias)) : Tensor();
    Tensor sinks = context.has_input(kSinks) ? widen(context, context.input(kSinks)) : Tensor();
    if (smooth_ && !sinks.has_data()) {
      sinks = context.allocate(DType::kFloat, Shape{heads_});
      std::fill_n(sinks.data<float>(), heads_, 0.0f);
    }
    AttentionOptions options;
    options.scale = scale_;
    options.softcap = softcap_;
    options.sinks = sinks.has_data() ? sinks.data<float>() : nullptr;
    Tensor y = widened_output(context, kY);
    const Heads of_q = q.layout.entry();
    const Heads of_y = Heads::columns(1, heads_, of_q.length, of_q.size, heads_ * of_q.size);
    Heads of_kv = Heads::dense(1, kv_heads_, present_k.dim(2), of_q.size);
    for (std::int64_t b = 0; b < q.layout.batch; ++b) {
      const Span span = span_of(context, of_q.length, b);
      context.require(!bias.has_data() || bias.dim(3) >= span.total,
                      "input 10 ('attention_bias') has ", bias.has_data() ? bias.dim(3) : 0,
                      " columns for ", span.total, " keys");
      const std::int64_t at = b * of_kv.batch_stride;
      of_kv.length = span.total;
      const auto fill = [&](std::int64_t, std::int64_t h, float* rows) {
        fill_bias(bias, b, h, of_q.length, span, rows);
      };
      const FillScoreBias fill_score_bias = fill;
      const bool masked = bias.has_data() || (causal_ && of_q.length > 1) || window_ >= 0;
      attend_heads(context, {q.data + b * q.layout.batch_stride, of_q},
                   {present_k.data<float>() + at, of_kv}, {present_v.data<float>() + at, of_kv},
                   options, masked ? &fill_score_bias : nullptr,
                   y.data<float>() + b * of_y.batch_stride, of_y);
    }
    narrow_output(context, kY, y);
  }

  void fill_bias(const Tensor& bias, std::int64_t b, std::int64_t h, std::int64_t queries,
                 const Span& span, float* rows) const {
    const float* from = bias.has_data() ? score_bias_at(bias, b, h) : nullptr;
    for (std::int64_t i = 0; i < queries; ++i) {
      const std::int64_t position = span.past + i;
      for (std::int64_t j = 0; j < span.total; ++j) {
        const bool visible = (!causal_ || j <= position) && (window_ < 0 || j > position - window_);
        const float addend = from != nullptr ? from[i * bias.dim(3) + j] : 0.0f;
        rows[i * span.total + j] = visible ? addend : kHidden;
      }
    }
  }

  std::int64_t heads_;
  std::int64_t kv_heads_;
  float scale_;  ///< 0: the default
  float softcap_;
  std::int64_t window_;  ///< how many keys a query sees, its own included; -1: all
  bool rotary_;
  bool interleaved_;
  bool smooth_;
  bool causal_;
};

}  // namespace

SARDONYX_OPERATORS(contrib, group_query_attention) {
  registry.add({.domain = "com.microsoft",
                .name = "GroupQueryAttention",
                .signature =
                    "query: T, key?: T, value?: T, past_key?: T, past_value?: T, seqlens_k: int32, "
                    "total_sequence_length: int32, cos_cache?: T, sin_cache?: T, "
                    "position_ids?: int64, attention_bias?: T, head_sink?: T, k_scale?: float, "
                    "v_scale?: float, q_norm_weight?: T, k_norm_weight?: T "
                    "-> output: T, present_key?: T, present_value?: T, output_qk?: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<GroupQueryAttention>});
}

}  // namespace sardonyx
