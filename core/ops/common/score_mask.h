#pragma once

#include "core/graph/op.h"
#include "core/ops/common/heads.h"

namespace sardonyx {

/// What the attention operators of com.microsoft add to the scores: a mask of int32 that hides
/// keys, a bias, and causality. Hidden keys are not at -inf but at `mask_filter_value`, so that
/// a query without any visible key attends to all alike.
class ScoreMask {
 public:
  /// Reads the attributes `mask_filter_value` and `unidirectional`. The inputs: `mask`, of shape
  /// [batch] (end of the keys) or [2 * batch] (ends, then beginnings) or [3 * batch + 2] (of which
  /// the ends count), [batch, keys] or [batch, queries, keys] (0 hides); `bias`, of shape
  /// [batch or 1, heads or 1, queries, keys].
  ScoreMask(const MakeContext& context, int mask, int bias);

  /// Throws kInvalidArgument when an input has another shape.
  void infer(const InferContext& context, Dim batch, Dim heads, Dim queries, Dim keys) const;

  bool needed(const RunContext& context, std::int64_t queries) const;
  /// The bias as floats, for `fill`; an empty tensor when there is none.
  Tensor bias(const RunContext& context) const;
  /// Fills rows [queries, keys] for one head; the first query stands after `past` keys.
  void fill(const RunContext& context, const Tensor& bias, const Heads& q, std::int64_t keys,
            std::int64_t past, std::int64_t b, std::int64_t h, float* rows) const;

 private:
  void hide(const Tensor& mask, const Heads& q, std::int64_t keys, std::int64_t b,
            float* rows) const;

  int mask_;
  int bias_;
  float filter_;
  bool causal_;
};

/// Where the scores of one head begin in a bias [batch or 1, heads or 1, queries, keys].
const float* score_bias_at(const Tensor& bias, std::int64_t b, std::int64_t h);

}  // namespace sardonyx
