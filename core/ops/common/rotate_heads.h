#pragma once

#include "core/ops/common/heads.h"

namespace sardonyx {

/// Rotates every token of all heads of x by a row of `cos` and `sin`, float caches whose last axis
/// has half as many elements as are rotated; row_of(b, s) is the row of token s of batch entry b.
/// REQUIRES: the rows exist; y has x's extents and does not overlap it.
void rotate_heads(const HeadsView& x, const Tensor& cos, const Tensor& sin, bool interleaved,
                  FunctionRef<std::int64_t(std::int64_t b, std::int64_t s)> row_of, float* y,
                  const Heads& of_y);

}  // namespace sardonyx
