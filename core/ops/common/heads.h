#pragma once

#include <cstdint>

#include "core/base/function_ref.h"
#include "core/graph/op.h"

namespace sardonyx {

/// Where the elements of [batch, heads, length, size] lie: strides in elements, those within one
/// head's row are contiguous.
struct Heads {
  std::int64_t batch = 0;
  std::int64_t heads = 0;
  std::int64_t length = 0;
  std::int64_t size = 0;
  std::int64_t batch_stride = 0;
  std::int64_t head_stride = 0;
  std::int64_t row_stride = 0;

  std::int64_t offset(std::int64_t b, std::int64_t h) const {
    return b * batch_stride + h * head_stride;
  }
  /// In that order of axes.
  static Heads dense(std::int64_t batch, std::int64_t heads, std::int64_t length,
                     std::int64_t size);
  /// As columns of [batch, length, row_stride]: the heads of a token side by side.
  static Heads columns(std::int64_t batch, std::int64_t heads, std::int64_t length,
                       std::int64_t size, std::int64_t row_stride);
  /// Of a tensor of that shape, or of [batch, length, heads * size] with columns as above.
  static Heads of(const Shape& shape, std::int64_t heads);
  /// The layout of one batch entry alone.
  Heads entry() const;
};

/// Copies the rows of all heads of x to the rows from `first_row` on of the same heads of y,
/// elements of `element_size` bytes. REQUIRES: they do not overlap.
void copy_heads(const Heads& from, const void* x, const Heads& to, std::int64_t first_row, void* y,
                std::size_t element_size);

/// The shape of input i, [batch, heads, past length, size] of keys or values that `now` continues.
/// Throws when it does not.
const SymbolicShape& check_past(const InferContext& context, int i, const SymbolicShape& now);

/// Keys (or values) after those of input `past_input`: `now` itself where there is no past and
/// nobody wants `output`, else joined and dense, in that output where it is wanted. `layout` says
/// how `now` lies, then how the result does. REQUIRES: `now` is of a compute type.
Tensor with_past(const RunContext& context, const Tensor& now, int past_input, int output,
                 Heads& layout);

/// An operand of attention.
struct HeadsView {
  const float* data = nullptr;
  Heads layout;
};

/// What the queries of all heads attend with.
struct AttentionOptions {
  float scale = 0;  ///< 0: 1 / sqrt(size of a head)
  float softcap = 0;
  /// One score per head of the queries, kernels::AttentionHead::sink; null for none.
  const float* sinks = nullptr;
  /// Where the scores go, [batch, heads, queries, keys], before softmax; null for none.
  float* scores = nullptr;
};

/// Fills what is added to the scores of one head, [queries, keys].
using FillScoreBias = FunctionRef<void(std::int64_t b, std::int64_t h, float* bias)>;

/// Attention for every batch entry and head of q; q's heads share those of k and v in groups.
/// `fill` may be null. Takes the context's scratch memory.
void attend_heads(const RunContext& context, const HeadsView& q, const HeadsView& k,
                  const HeadsView& v, const AttentionOptions& options, const FillScoreBias* fill,
                  float* y, const Heads& of_y);

}  // namespace sardonyx
