// https://onnx.ai/onnx/operators/onnx__Attention.html

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/graph/op_registry.h"
#include "core/kernels/attention.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/heads.h"

namespace sardonyx {
namespace {

enum Input { kQ, kK, kV, kMask, kPastKey, kPastValue, kValidKeys };
enum Output { kY, kPresentKey, kPresentValue, kScores };

using kernels::ComputeType;

template <class T>
constexpr T kMasked = -std::numeric_limits<T>::infinity();

class Attention : public Operator {
 public:
  explicit Attention(const MakeContext& context)
      : causal_(context.get_bool("is_causal", false)),
        q_heads_(context.get_int("q_num_heads", 0)),
        kv_heads_(context.get_int("kv_num_heads", 0)),
        scale_(context.has("scale") ? context.get_float("scale") : 0),
        softcap_(context.get_float("softcap", 0)),
        mode_(context.get_int("qk_matmul_output_mode", 0)),
        left_(context.get_int("left_window_size", -1)),
        right_(context.get_int("right_window_size", -1)) {
    context.require(q_heads_ >= 0 && kv_heads_ >= 0, "the numbers of heads are ", q_heads_, " and ",
                    kv_heads_);
    context.require(mode_ >= 0 && mode_ <= 3, "attribute 'qk_matmul_output_mode' is ", mode_,
                    ", expected 0 to 3");
    context.require(left_ >= -1 && right_ >= -1, "the window sizes are ", left_, " and ", right_,
                    ", expected at least -1");
    context.require(context.has_input(kPastKey) == context.has_input(kPastValue),
                    "past_key and past_value must be given together");
    context.require(!context.has_input(kPastKey) || !context.has_input(kValidKeys),
                    "nonpad_kv_seqlen and past_key exclude each other");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape q = split(context, kQ, q_heads_, "q_num_heads");
    const SymbolicShape k = split(context, kK, kv_heads_, "kv_num_heads");
    const SymbolicShape v = split(context, kV, kv_heads_, "kv_num_heads");
    const auto agree = [&](Dim a, Dim b, const char* what) {
      context.require(!certainly_differ(a, b), what, ": ", a, " and ", b, " (Q", context.shape(kQ),
                      ", K", context.shape(kK), ", V", context.shape(kV), ")");
    };
    agree(q[0], k[0], "batch sizes differ");
    agree(q[0], v[0], "batch sizes differ");
    agree(k[1], v[1], "numbers of heads of K and V differ");
    agree(k[2], v[2], "lengths of K and V differ");
    agree(q[3], k[3], "head sizes of Q and K differ");
    if (q[1].known() && k[1].known()) {
      context.require(k[1].value() > 0 && q[1].value() % k[1].value() == 0, "the ", q[1],
                      " heads of Q are no multiple of the ", k[1], " of K");
    }
    Dim keys = k[2];
    if (context.has_input(kPastKey)) {
      const SymbolicShape& past = check_past(context, kPastKey, k);
      agree(past[2], check_past(context, kPastValue, v)[2], "lengths of the pasts differ");
      keys = keys + past[2];
    }
    if (context.has_input(kValidKeys)) {
      const SymbolicShape& valid = context.shape(kValidKeys);
      context.require(valid.rank() == 1 && !certainly_differ(valid[0], q[0]),
                      "input 6 ('nonpad_kv_seqlen') has shape ", valid, ", expected [", q[0], "]");
    }
    if (context.has_input(kMask)) {
      check_mask(context, SymbolicShape{q[0], q[1], q[2], keys});
    }
    context.set_shape(kY, context.rank(kQ) == 3 ? SymbolicShape{q[0], q[2], q[1] * v[3]}
                                                : SymbolicShape{q[0], q[1], q[2], v[3]});
    context.set_shape(kPresentKey, {k[0], k[1], keys, k[3]});
    context.set_shape(kPresentValue, {v[0], v[1], keys, v[3]});
    context.set_shape(kScores, {q[0], q[1], q[2], keys});
  }

  void run(RunContext& context) const override {
    // Values may be of another type than queries and keys.
    const bool is_double =
        context.input(kQ).dtype() == DType::kDouble || context.input(kV).dtype() == DType::kDouble;
    const ComputeType type = is_double ? ComputeType::kDouble : ComputeType::kFloat;
    const Tensor q = as_computed(context, context.input(kQ), type);
    const Heads of_q = Heads::of(q.shape(), q_heads_);
    Heads of_k = Heads::of(context.input(kK).shape(), kv_heads_);
    Heads of_v = Heads::of(context.input(kV).shape(), kv_heads_);
    const Tensor k = with_past(context, as_computed(context, context.input(kK), type), kPastKey,
                               kPresentKey, of_k);
    const Tensor v = with_past(context, as_computed(context, context.input(kV), type), kPastValue,
                               kPresentValue, of_v);
    const Tensor mask = mask_of(context, type);
    Tensor y = computed_output(context, kY, type);
    Tensor scores =
        context.has_output(kScores) ? computed_output(context, kScores, type) : Tensor();
    with_float_type(q.dtype(), [&]<class T>() {
      attend<T>(context, q, of_q, k, of_k, v, of_v, mask, y, scores);
    });
    store_computed(context, kY, y);
    if (scores.has_data()) {
      store_computed(context, kScores, scores);
    }
  }

 private:
  template <class T>
  void attend(RunContext& context, const Tensor& q, const Heads& of_q, const Tensor& k,
              const Heads& of_k, const Tensor& v, const Heads& of_v, const Tensor& mask, Tensor& y,
              Tensor& scores) const {
    const Heads of_y = y.rank() == 3 ? Heads::columns(of_q.batch, of_q.heads, of_q.length,
                                                      of_v.size, of_q.heads * of_v.size)
                                     : Heads::dense(of_q.batch, of_q.heads, of_q.length, of_v.size);
    kernels::AttentionHead<T> head;
    head.queries = static_cast<std::size_t>(of_q.length);
    head.keys = static_cast<std::size_t>(of_k.length);
    head.size = static_cast<std::size_t>(of_q.size);
    head.value_size = static_cast<std::size_t>(of_v.size);
    head.q = {q.data<T>(), static_cast<std::ptrdiff_t>(of_q.row_stride), 1};
    head.k = {k.data<T>(), static_cast<std::ptrdiff_t>(of_k.row_stride), 1};
    head.v = {v.data<T>(), static_cast<std::ptrdiff_t>(of_v.row_stride), 1};
    head.scale = scale_ != 0 ? static_cast<T>(scale_) : 1 / std::sqrt(static_cast<T>(of_q.size));
    head.softcap = static_cast<T>(softcap_);
    head.y_stride = of_y.row_stride;
    head.copy = static_cast<typename kernels::AttentionHead<T>::Copy>(mode_);
    const bool masked =
        mask.has_data() || causal_ || left_ >= 0 || right_ >= 0 || context.has_input(kValidKeys);
    const std::size_t bias_size = masked ? head.queries * head.keys : 0;
    const std::span<T> memory =
        context.scratch<T>(bias_size + kernels::attention_scratch_size(head));
    for (std::int64_t b = 0; b < of_q.batch; ++b) {
      for (std::int64_t h = 0; h < of_q.heads; ++h) {
        const std::int64_t shared = h / (of_q.heads / of_k.heads);
        if (masked) {
          fill_bias(context, mask, b, h, of_q, of_k.length, memory.data());
          head.bias = memory.data();
        }
        head.q.data = q.data<T>() + of_q.offset(b, h);
        head.k.data = k.data<T>() + of_k.offset(b, shared);
        head.v.data = v.data<T>() + of_v.offset(b, shared);
        head.y = y.data<T>() + of_y.offset(b, h);
        if (scores.has_data()) {
          head.scores = scores.data<T>() + (b * of_q.heads + h) * of_q.length * of_k.length;
        }
        kernels::attention_head(head, memory.data() + bias_size, context.threads());
      }
    }
  }

  // The shape as [batch, heads, length, size].
  static SymbolicShape split(const InferContext& context, int i, std::int64_t heads,
                             const char* name) {
    context.require_rank(i, 3, 4);
    const SymbolicShape& shape = context.shape(i);
    if (shape.rank() == 4) {
      context.require(heads == 0, "attribute '", name, "' is for inputs of rank 3 only");
      return shape;
    }
    context.require(heads > 0, "attribute '", name, "' is missing for inputs of rank 3");
    context.require(!shape[2].known() || shape[2].value() % heads == 0, "input ", i, " of shape ",
                    shape, " cannot be split into ", heads, " heads");
    return {shape[0], Dim(heads), shape[1], shape[2] / Dim(heads)};
  }

  static void check_mask(const InferContext& context, const SymbolicShape& scores) {
    const SymbolicShape& mask = context.shape(kMask);
    bool fits = mask.rank() >= 1 && mask.rank() <= 4;
    for (int i = 2; fits && i <= mask.rank(); ++i) {
      const Dim extent = mask[mask.rank() - i];
      fits = extent.is(1) || !certainly_differ(extent, scores[4 - i]);
    }
    if (fits && mask[mask.rank() - 1].known() && scores[3].known()) {
      fits = mask[mask.rank() - 1].value() <= scores[3].value();
    }
    context.require(fits, "input 3 ('attn_mask') has shape ", mask,
                    ", which does not broadcast to ", scores);
    const DType dtype = context.dtype(kMask);
    context.require(
        dtype == DType::kBool || dtype == DType::kUndefined || kNumericTypes.contains(dtype),
        "input 3 ('attn_mask') is a tensor of ", dtype, ", expected bool or numbers");
  }

  // The mask as numbers to add.
  static Tensor mask_of(RunContext& context, ComputeType type) {
    if (!context.has_input(kMask)) {
      return {};
    }
    const Tensor& mask = context.input(kMask);
    Tensor numbers = as_computed(context, mask, type);
    if (mask.dtype() == DType::kBool) {
      with_float_type(numbers.dtype(), [&]<class T>() {
        for (T& number : numbers.span<T>()) {
          number = number != 0 ? T{0} : kMasked<T>;
        }
      });
    }
    return numbers;
  }

  // What is added to the scores of one head: mask, causality, window, and the end of valid keys.
  template <class T>
  void fill_bias(const RunContext& context, const Tensor& mask, std::int64_t b, std::int64_t h,
                 const Heads& q, std::int64_t keys, T* bias) const {
    std::int64_t offset = 0;
    std::int64_t valid = keys;
    if (context.has_input(kValidKeys)) {
      valid = context.input(kValidKeys).data<std::int64_t>()[b];
      offset = valid - q.length;
    } else if (context.has_input(kPastKey)) {
      offset = context.input(kPastKey).dim(2);
    }
    for (std::int64_t i = 0; i < q.length; ++i) {
      T* row = bias + i * keys;
      fill_mask_row(mask, b, h, i, keys, row);
      const std::int64_t position = offset + i;
      for (std::int64_t j = 0; j < keys; ++j) {
        const bool visible = (!causal_ || j <= position) && j < valid &&
                             (left_ < 0 || j >= position - left_) &&
                             (right_ < 0 || j <= position + right_);
        row[j] = visible ? row[j] : kMasked<T>;
      }
    }
  }

  // A mask with fewer columns than keys hides the rest.
  template <class T>
  static void fill_mask_row(const Tensor& mask, std::int64_t b, std::int64_t h, std::int64_t i,
                            std::int64_t keys, T* row) {
    if (!mask.has_data()) {
      std::fill_n(row, keys, T{0});
      return;
    }
    const int rank = mask.rank();
    const std::int64_t cols = mask.dim(-1);
    std::int64_t at = 0;
    std::int64_t stride = cols;
    const std::int64_t index[] = {i, h, b};
    for (int axis = 2; axis <= rank; ++axis) {
      const std::int64_t extent = mask.dim(-axis);
      at += extent == 1 ? 0 : index[axis - 2] * stride;
      stride *= extent;
    }
    const T* from = mask.data<T>() + at;
    std::fill(std::copy_n(from, cols, row), row + keys, kMasked<T>);
  }

  bool causal_;
  std::int64_t q_heads_;
  std::int64_t kv_heads_;
  float scale_;  ///< 0: the default
  float softcap_;
  std::int64_t mode_;
  std::int64_t left_;
  std::int64_t right_;
};

}  // namespace

SARDONYX_OPERATORS(nn, attention) {
  registry.add({.name = "Attention",
                .since = 23,
                .signature = "Q: T1, K: T1, V: T2, attn_mask?: any, past_key?: T1, "
                             "past_value?: T2, nonpad_kv_seqlen?: int64 -> "
                             "Y: T1, present_key: T1, present_value: T2, qk_matmul_output: T1",
                .types = {{{"T1", kFloatTypes}, {"T2", kFloatTypes}}},
                .make = make<Attention>});
}

}  // namespace sardonyx
