#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

namespace sardonyx::kernels {

/// y = e^x / sum(e^x) over the middle axis of x[outer, axis, inner], y[i] with a relative error of
/// 4e-7 plus 2^-24 * |x[i] - max(x)|. A NaN, or infinity, makes its whole row NaN; values more than
/// 87 below the row's largest give 0. y may be x.
void softmax(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
             ThreadPool& pool);

/// y = x - log(sum(e^x)) over the middle axis of x[outer, axis, inner]. y may be x.
void log_softmax(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
                 ThreadPool& pool);

/// y = e^(x - max(x)) of a row of n, and the sum of that: what softmax divides by. A row of nothing
/// but -infinity gives zeros and 0. y may be x.
float softmax_numerators(const float* x, float* y, std::size_t n);
double softmax_numerators(const double* x, double* y, std::size_t n);

// The same in double, one line after the other.
void softmax(const double* x, double* y, std::size_t outer, std::size_t axis, std::size_t inner,
             ThreadPool& pool);
void log_softmax(const double* x, double* y, std::size_t outer, std::size_t axis, std::size_t inner,
                 ThreadPool& pool);

}  // namespace sardonyx::kernels
