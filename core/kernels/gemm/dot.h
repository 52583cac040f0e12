#pragma once

#include <cstddef>

namespace sardonyx::kernels {

/// out[i] = sum over k < depth of x[k] * y[i][k] for i < 4: the inner loop of products with a
/// vector, whose other operand is contiguous along the sum. The sum runs in eight partial sums.
__attribute__((noinline)) void dot_4(const float* x, const float* const (&y)[4], std::size_t depth,
                                     float (&out)[4]);

}  // namespace sardonyx::kernels
