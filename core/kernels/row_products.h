#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

// Every row of x: [rows, features] against every row of w: [count, features], into y: [rows,
// count]. For the linear and kernel machines of ai.onnx.ml, whose matrices are small and not
// packed.

namespace sardonyx::kernels {

/// y[n, j] = sum over f of x[n, f] * w[j, f]
void row_products(const float* x, std::size_t rows, const float* w, std::size_t count,
                  std::size_t features, float* y, ThreadPool& pool);

/// y[n, j] = sum over f of (x[n, f] - w[j, f])^2
void row_distances(const float* x, std::size_t rows, const float* w, std::size_t count,
                   std::size_t features, float* y, ThreadPool& pool);

}  // namespace sardonyx::kernels
