#include "core/ops/common/score_mask.h"

#include <algorithm>
#include <limits>

#include "core/ops/common/float_io.h"

namespace sardonyx {

ScoreMask::ScoreMask(const MakeContext& context, int mask, int bias)
    : mask_(mask),
      bias_(bias),
      filter_(context.get_float("mask_filter_value", -10000.0f)),
      causal_(context.get_bool("unidirectional", false)) {}

void ScoreMask::infer(const InferContext& context, Dim batch, Dim heads, Dim queries,
                      Dim keys) const {
  if (context.has_input(mask_)) {
    context.require_rank(mask_, 1, 3);
    const SymbolicShape& mask = context.shape(mask_);
    const int rank = mask.rank();
    if (rank == 1) {
      const bool fits = !certainly_differ(mask[0], batch) ||
                        !certainly_differ(mask[0], batch * Dim(2)) ||
                        !certainly_differ(mask[0], batch * Dim(3) + Dim(2));
      context.require(fits, "input ", mask_, " has shape ", mask, " for a batch of ", batch);
    } else {
      const bool fits = !certainly_differ(mask[0], batch) &&
                        !certainly_differ(mask[rank - 1], keys) &&
                        (rank == 2 || !certainly_differ(mask[1], queries));
      context.require(fits, "input ", mask_, " has shape ", mask, ", expected [", batch, ",", keys,
                      "] or [", batch, ",", queries, ",", keys, "]");
    }
  }
  if (context.has_input(bias_)) {
    context.require_rank(bias_, 4, 4);
    const SymbolicShape& bias = context.shape(bias_);
    const bool fits = (bias[0].is(1) || !certainly_differ(bias[0], batch)) &&
                      (bias[1].is(1) || !certainly_differ(bias[1], heads)) &&
                      !certainly_differ(bias[2], queries) && !certainly_differ(bias[3], keys);
    context.require(fits, "input ", bias_, " ('attention_bias') has shape ", bias,
                    ", which does not broadcast to [", batch, ",", heads, ",", queries, ",", keys,
                    "]");
  }
}

bool ScoreMask::needed(const RunContext& context, std::int64_t queries) const {
  return context.has_input(mask_) || context.has_input(bias_) || (causal_ && queries > 1);
}

Tensor ScoreMask::bias(const RunContext& context) const {
  return context.has_input(bias_) ? widen(context, context.input(bias_)) : Tensor();
}

void ScoreMask::fill(const RunContext& context, const Tensor& bias, const Heads& q,
                     std::int64_t keys, std::int64_t past, std::int64_t b, std::int64_t h,
                     float* rows) const {
  if (bias.has_data()) {
    std::copy_n(score_bias_at(bias, b, h), q.length * keys, rows);
  } else {
    std::fill_n(rows, q.length * keys, 0.0f);
  }
  if (context.has_input(mask_)) {
    hide(context.input(mask_), q, keys, b, rows);
  }
  for (std::int64_t i = 0; causal_ && i < q.length; ++i) {
    const std::int64_t visible = std::min(past + i + 1, keys);
    std::fill(rows + i * keys + visible, rows + (i + 1) * keys,
              std::numeric_limits<float>::lowest());
  }
}

void ScoreMask::hide(const Tensor& mask, const Heads& q, std::int64_t keys, std::int64_t b,
                     float* rows) const {
  const auto* values = mask.data<std::int32_t>();
  const std::int64_t begin =
      mask.rank() == 1 && mask.dim(0) == 2 * q.batch ? values[q.batch + b] : 0;
  for (std::int64_t i = 0; i < q.length; ++i) {
    for (std::int64_t j = 0; j < keys; ++j) {
      const bool visible = mask.rank() == 1   ? j < values[b] && j >= begin
                           : mask.rank() == 2 ? values[b * keys + j] > 0
                                              : values[(b * q.length + i) * keys + j] > 0;
      rows[i * keys + j] += visible ? 0.0f : filter_;
    }
  }
}

const float* score_bias_at(const Tensor& bias, std::int64_t b, std::int64_t h) {
  const std::int64_t head = bias.dim(1) == 1 ? 0 : h;
  const std::int64_t entry = bias.dim(0) == 1 ? 0 : b;
  return bias.data<float>() + (entry * bias.dim(1) + head) * bias.dim(2) * bias.dim(3);
}

}  // namespace sardonyx
