// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <limits>

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/heads.h"
#include "core/ops/common/matrix_product.h"
#include "core/ops/common/score_mask.h"

namespace sardonyx {
namespace {

enum Input { kX, kWeights, kBias, kMask, kPast, kScoreBias, kPastLength };
enum Output { kY, kPresent };

// Self-attention with the projection of the input to queries, keys and values.
class Attention : public Operator {
 public:
  explicit Attention(const MakeContext& context)
      : heads_(context.get_int("num_heads")),
        sizes_(context.get_ints("qkv_hidden_sizes", {})),
        scale_(context.get_float("scale", 0)),
        mask_(context, kMask, kScoreBias) {
    context.require(heads_ > 0 && heads_ <= std::numeric_limits<std::int32_t>::max(),
                    "attribute 'num_heads' is ", heads_, ", expected 1 to 2^31 - 1");
    if (!sizes_.empty()) {
      bool fits = sizes_.size() == 3 && sizes_[0] == sizes_[1];
      for (const std::int64_t size : sizes_) {
        fits = fits && size > 0 && size % heads_ == 0;
      }
      context.require(fits, "attribute 'qkv_hidden_sizes' is ", sizes_, " for ", heads_, " heads");
    }
    context.require_supported(!context.get_bool("do_rotary", false),
                              "attribute 'do_rotary' is set");
    context.require_supported(!context.has_input(kPastLength),
                              "past_sequence_length is for shared buffers");
  }

  void infer(InferContext& context) const override {
    context.require_rank(kX, 3, 3);
    context.require_rank(kWeights, 2, 2);
    const SymbolicShape& x = context.shape(kX);
    const SymbolicShape& w = context.shape(kWeights);
    context.require(!certainly_differ(x[2], w[0]), "input 0 of shape ", x,
                    " does not fit the weights of shape ", w);
    if (sizes_.empty()) {
      context.require(!w[1].known() || w[1].value() % (3 * heads_) == 0, "the weights of shape ", w,
                      " cannot be split into 3 times ", heads_, " heads");
    } else {
      context.require(!certainly_differ(w[1], total(sizes_)), "the weights have shape ", w,
                      ", attribute 'qkv_hidden_sizes' is ", sizes_);
    }
    if (context.has_input(kBias)) {
      const SymbolicShape& bias = context.shape(kBias);
      context.require(bias.rank() == 1 && !certainly_differ(bias[0], w[1]),
                      "input 2 ('bias') has shape ", bias, ", expected [", w[1], "]");
    }
    const Dim width = sizes_.empty() ? w[1] / Dim(3) : Dim(sizes_[2]);
    const Dim size = width / Dim(heads_);
    Dim keys = x[1];
    if (context.has_input(kPast)) {
      context.require_rank(kPast, 5, 5);
      const SymbolicShape& past = context.shape(kPast);
      const bool fits = !certainly_differ(past[0], 2) && !certainly_differ(past[1], x[0]) &&
                        !certainly_differ(past[2], heads_) && !certainly_differ(past[4], size);
      context.require(fits, "input 4 ('past') has shape ", past, ", expected [2,", x[0], ",",
                      heads_, ",?,", size, "]");
      keys = keys + past[3];
    }
    context.require(!(context.has_input(kPast) || context.has_output(kPresent)) || equal_sizes(),
                    "keys and values of different sizes, ", sizes_, ", cannot be kept");
    mask_.infer(context, x[0], heads_, x[1], keys);
    context.set_shape(kY, {x[0], x[1], width});
    context.set_shape(kPresent, {2, x[0], heads_, keys, size});
  }

  void prepack(PrepackContext& context) override {
    const Tensor* weights = context.constant(kWeights);
    if (weights != nullptr && weights->element_count() > 0) {
      packed_.pack(*weights, false);
      context.release(kWeights);
    }
  }

  void run(RunContext& context) const override {
    const Tensor qkv = project(context);
    const std::int64_t batch = qkv.dim(0);
    const std::int64_t length = qkv.dim(1);
    const std::int64_t columns = qkv.dim(2);
    const std::int64_t q_width = sizes_.empty() ? columns / 3 : sizes_[0];
    const std::int64_t v_width = columns - 2 * q_width;
    const Heads of_q = Heads::columns(batch, heads_, length, q_width / heads_, columns);
    const Heads of_v = Heads::columns(batch, heads_, length, v_width / heads_, columns);
    const float* q = qkv.data<float>();
    HeadsView k{q + q_width, of_q};
    HeadsView v{q + 2 * q_width, of_v};
    const std::int64_t past = context.has_input(kPast) ? context.input(kPast).dim(3) : 0;
    const Tensor present = with_past(context, k, v, past);
    const Tensor score_bias = mask_.bias(context);
    const auto fill = [&](std::int64_t b, std::int64_t h, float* rows) {
      mask_.fill(context, score_bias, of_q, past + length, past, b, h, rows);
    };
    const FillScoreBias fill_bias = fill;
    Tensor y = widened_output(context, kY);
    AttentionOptions options;
    options.scale = scale_;
    attend_heads(context, {q, of_q}, k, v, options,
                 mask_.needed(context, length) ? &fill_bias : nullptr, y.data<float>(),
                 Heads::columns(batch, heads_, length, of_v.size, v_width));
    narrow_output(context, kY, y);
  }

 private:
  static std::int64_t total(const Ints& sizes) { return sizes[0] + sizes[1] + sizes[2]; }
  bool equal_sizes() const { return sizes_.empty() || sizes_[0] == sizes_[2]; }

  // Queries, keys and values of a token side by side: [batch, length, columns].
  Tensor project(const RunContext& context) const {
    const Tensor x = widen(context, context.input(kX));
    const Tensor w = packed_.empty() ? widen(context, context.input(kWeights)) : Tensor();
    const Tensor bias = context.has_input(kBias) ? widen(context, context.input(kBias)) : Tensor();
    const std::int64_t columns = context.input(kWeights).dim(1);
    Tensor qkv = context.allocate(DType::kFloat, Shape{x.dim(0), x.dim(1), columns});
    const kernels::GemmShape shape{static_cast<std::size_t>(x.dim(0) * x.dim(1)),
                                   static_cast<std::size_t>(columns),
                                   static_cast<std::size_t>(x.dim(2))};
    const auto view = matrix_view(x.data<float>(), x.dim(2), false);
    const kernels::GemmRhs rhs =
        packed_.empty() ? kernels::GemmRhs::of_view(matrix_view(w.data<float>(), columns, false))
                        : kernels::GemmRhs::of_packed(packed_.at(0));
    kernels::GemmEpilogue epilogue;
    epilogue.bias = bias.has_data() ? bias.data<float>() : nullptr;
    const std::size_t scratch = kernels::gemm_scratch_size(shape, view, rhs);
    kernels::gemm(shape, view, rhs, qkv.data<float>(), static_cast<std::ptrdiff_t>(columns),
                  epilogue, context.scratch<float>(scratch).data(), context.threads());
    return qkv;
  }

  // Puts keys and values behind those of the past where there is one or output 1 is wanted.
  Tensor with_past(const RunContext& context, HeadsView& k, HeadsView& v, std::int64_t past) const {
    const bool wanted = context.has_output(kPresent);
    if (!wanted && !context.has_input(kPast)) {
      return {};
    }
    const Heads& now = k.layout;
    const Heads before = Heads::dense(now.batch, heads_, past, now.size);
    const Heads all = Heads::dense(now.batch, heads_, past + now.length, now.size);
    Tensor present =
        wanted ? widened_output(context, kPresent)
               : context.allocate(DType::kFloat, Shape{2, now.batch, heads_, all.length, now.size});
    const Tensor old = past > 0 ? widen(context, context.input(kPast)) : Tensor();
    std::int64_t which = 0;
    for (HeadsView* view : {&k, &v}) {
      float* to = present.data<float>() + which * all.batch * all.batch_stride;
      if (past > 0) {
        const float* from = old.data<float>() + which * before.batch * before.batch_stride;
        copy_heads(before, from, all, 0, to, sizeof(float));
      }
      copy_heads(view->layout, view->data, all, past, to, sizeof(float));
      *view = {to, all};
      ++which;
    }
    if (wanted) {
      narrow_output(context, kPresent, present);
    }
    return present;
  }

  std::int64_t heads_;
  Ints sizes_;
  float scale_;
  ScoreMask mask_;
  PackedMatrices packed_;
};

}  // namespace

SARDONYX_OPERATORS(contrib, attention) {
  registry.add({.domain = "com.microsoft",
                .name = "Attention",
                .signature = "input: T, weights: T, bias?: T, mask_index?: M, past?: T, "
                             "attention_bias?: T, past_sequence_length?: M "
                             "-> output: T, present?: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}, {"M", DType::kInt32}}},
                .make = make<Attention>});
}

}  // namespace sardonyx
