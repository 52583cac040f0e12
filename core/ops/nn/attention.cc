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

// Beyond the specification, an extent of 1 is repeated where NumPy's broadcasting would do so: the
// batch and the heads of all inputs, and the queries for a mask of more rows. Attention written in
// primitive operators does that, and the pass that recognises it need not prove that it does not.
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
        right_(context.get_int("right_window_size", -1)),
        pads_mask_(context.opset() >= 24) {
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
    const auto joint = [&](Dim a, Dim b, const char* what) {
      if (!a.is(1) && !b.is(1)) {
        agree(a, b, what);
      }
      return a == b || b.is(1) ? a : a.is(1) ? b : a.known() ? a : b.known() ? b : Dim();
    };
    Dim batch = joint(joint(q[0], k[0], "batch sizes differ"), v[0], "batch sizes differ");
    const Dim kv_heads = joint(k[1], v[1], "numbers of heads of K and V differ");
    agree(k[2], v[2], "lengths of K and V differ");
    agree(q[3], k[3], "head sizes of Q and K differ");
    if (q[1].known() && kv_heads.known() && !q[1].is(1)) {
      context.require(kv_heads.value() > 0 && q[1].value() % kv_heads.value() == 0, "the ", q[1],
                      " heads of Q are no multiple of the ", kv_heads, " of K");
    }
    Dim heads = q[1].is(1) ? kv_heads : q[1];
    Dim queries = q[2];
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
      check_mask(context, SymbolicShape{batch, heads, queries, keys});
      const SymbolicShape& mask = context.shape(kMask);
      const auto joined = [&](int axis, Dim dim) {
        return mask.rank() < axis ? dim : joint(dim, mask[mask.rank() - axis], "mask");
      };
      queries = joined(2, queries);
      heads = joined(3, heads);
      batch = joined(4, batch);
    }
    context.set_shape(kY, context.rank(kQ) == 3 ? SymbolicShape{batch, queries, heads * v[3]}
                                                : SymbolicShape{batch, heads, queries, v[3]});
    context.set_shape(kPresentKey, {k[0], k[1], keys, k[3]});
    context.set_shape(kPresentValue, {v[0], v[1], keys, v[3]});
    context.set_shape(kScores, {batch, heads, queries, keys});
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
    const Heads of_y = y.rank() == 4
                           ? Heads::dense(y.dim(0), y.dim(1), y.dim(2), y.dim(3))
                           : Heads::columns(y.dim(0), of_v.size == 0 ? 0 : y.dim(2) / of_v.size,
                                            y.dim(1), of_v.size, y.dim(2));
    kernels::AttentionHead<T> like;
    like.queries = static_cast<std::size_t>(of_y.length);
    like.keys = static_cast<std::size_t>(of_k.length);
    like.size = static_cast<std::size_t>(of_q.size);
    like.value_size = static_cast<std::size_t>(of_v.size);
    const std::int64_t query_stride = of_q.length == of_y.length ? of_q.row_stride : 0;
    like.q = {q.data<T>(), static_cast<std::ptrdiff_t>(query_stride), 1};
    like.k = {k.data<T>(), static_cast<std::ptrdiff_t>(of_k.row_stride), 1};
    like.v = {v.data<T>(), static_cast<std::ptrdiff_t>(of_v.row_stride), 1};
    like.scale = scale_ != 0 ? static_cast<T>(scale_) : 1 / std::sqrt(static_cast<T>(of_q.size));
    like.softcap = static_cast<T>(softcap_);
    like.y_stride = of_y.row_stride;
    like.copy = static_cast<typename kernels::AttentionHead<T>::Copy>(mode_);
    const bool hides = causal_ || left_ >= 0 || right_ >= 0 || context.has_input(kValidKeys) ||
                       (mask.has_data() && mask.dim(-1) != of_k.length);
    const std::size_t bias_size = hides ? like.queries * like.keys : 0;
    const auto heads = static_cast<std::size_t>(of_y.heads);
    const std::size_t count = static_cast<std::size_t>(of_y.batch) * heads;
    const std::size_t size =
        kernels::attention_scratch_size(like, count, context.threads().threads());
    const std::span<T> memory = context.scratch<T>(bias_size + size);
    T* const scratch = memory.data() + bias_size;
    const auto head_at = [&](std::size_t i) {
      const auto b = static_cast<std::int64_t>(i / heads);
      const auto h = static_cast<std::int64_t>(i % heads);
      const auto offset = [&](const Heads& layout) {
        return layout.offset(layout.batch == 1 ? 0 : b, h / (of_y.heads / layout.heads));
      };
      kernels::AttentionHead<T> head = like;
      head.q.data = q.data<T>() + offset(of_q);
      head.k.data = k.data<T>() + offset(of_k);
      head.v.data = v.data<T>() + offset(of_v);
      head.y = y.data<T>() + of_y.offset(b, h);
      if (scores.has_data()) {
        head.scores = scores.data<T>() + static_cast<std::int64_t>(i) * of_y.length * of_k.length;
      }
      if (hides) {
        head.bias = memory.data();
        head.bias_stride = of_k.length;
      } else if (mask.has_data()) {
        head.bias = mask.data<T>() + mask_offset(mask, b, h, 0);
        head.bias_stride = mask.rank() >= 2 && mask.dim(-2) != 1 ? mask.dim(-1) : 0;
      }
      return head;
    };
    if (!hides) {
      kernels::attention(count, head_at, scratch, context.threads());
      return;
    }
    // What is hidden is the same for all heads unless the mask has an axis for them.
    const bool by_head = mask.has_data() && mask.rank() >= 3 && mask.dim(-3) != 1;
    const std::size_t step = by_head ? 1 : heads;
    for (std::size_t i = 0; i < count; i += step) {
      fill_bias(context, mask, static_cast<std::int64_t>(i / heads),
                static_cast<std::int64_t>(i % heads), of_y, of_k.length, memory.data());
      kernels::attention(
          step, [&](std::size_t j) { return head_at(i + j); }, scratch, context.threads());
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
      const Dim expected = scores[4 - i];
      fits = extent.is(1) || expected.is(1) || !certainly_differ(extent, expected);
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
  void fill_mask_row(const Tensor& mask, std::int64_t b, std::int64_t h, std::int64_t i,
                     std::int64_t keys, T* row) const {
    if (!mask.has_data()) {
      std::fill_n(row, keys, T{0});
      return;
    }
    const std::int64_t cols = mask.dim(-1);
    const T* from = mask.data<T>() + mask_offset(mask, b, h, i);
    if (cols == 1 && !pads_mask_) {
      std::fill_n(row, keys, *from);
      return;
    }
    std::fill(std::copy_n(from, cols, row), row + keys, kMasked<T>);
  }

  // Where the row of a query begins in a mask whose extents of 1 stand for all.
  static std::int64_t mask_offset(const Tensor& mask, std::int64_t b, std::int64_t h,
                                  std::int64_t i) {
    std::int64_t at = 0;
    std::int64_t stride = mask.dim(-1);
    const std::int64_t index[] = {i, h, b};
    for (int axis = 2; axis <= mask.rank(); ++axis) {
      const std::int64_t extent = mask.dim(-axis);
      at += extent == 1 ? 0 : index[axis - 2] * stride;
      stride *= extent;
    }
    return at;
  }

  bool causal_;
  std::int64_t q_heads_;
  std::int64_t kv_heads_;
  float scale_;  ///< 0: the default
  float softcap_;
  std::int64_t mode_;
  std::int64_t left_;
  std::int64_t right_;
  bool pads_mask_;  ///< a mask of one column hides the others, instead of standing for all
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
