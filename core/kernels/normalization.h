#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

// Normalisation of f32 (and of f64, row after row): to zero mean and unit variance, or to unit root
// mean square. In all of them y may be x. Sums run as rows.h says; variances are summed in a second
// pass around the mean, so that rows far from 0 lose nothing.

namespace sardonyx::kernels {

/// ONNX LayerNormalization on rows of `cols` values:
/// y = (x - mean) / sqrt(variance + epsilon) * scale[j] + bias[j].
/// scale and bias, `cols` values each, may be null. means and inverse_deviations take one value per
/// row where not null.
void layer_norm(const float* x, std::size_t rows, std::size_t cols, const float* scale,
                const float* bias, float epsilon, float* y, float* means, float* inverse_deviations,
                ThreadPool& pool);
void layer_norm(const double* x, std::size_t rows, std::size_t cols, const double* scale,
                const double* bias, float epsilon, double* y, double* means,
                double* inverse_deviations, ThreadPool& pool);

/// ONNX RMSNormalization on rows of `cols` values: y = x / sqrt(mean(x^2) + epsilon) * scale[j].
/// scale may be null.
void rms_norm(const float* x, std::size_t rows, std::size_t cols, const float* scale, float epsilon,
              float* y, ThreadPool& pool);
void rms_norm(const double* x, std::size_t rows, std::size_t cols, const double* scale,
              float epsilon, double* y, ThreadPool& pool);

/// ONNX GroupNormalization and InstanceNormalization (groups = channels) on
/// x[batch, channels, spatial]: normalises channels / groups * spatial values together, then scales
/// and shifts with one value per channel; scale and bias may be null. REQUIRES: groups divides
/// channels.
void group_norm(const float* x, std::size_t batch, std::size_t channels, std::size_t spatial,
                std::size_t groups, const float* scale, const float* bias, float epsilon, float* y,
                ThreadPool& pool);
void group_norm(const double* x, std::size_t batch, std::size_t channels, std::size_t spatial,
                std::size_t groups, const double* scale, const double* bias, float epsilon,
                double* y, ThreadPool& pool);

/// y = x * scale[c] + shift[c] on x[outer, channels, inner]: BatchNormalization at inference, its
/// statistics folded into scale and shift.
void channel_affine(const float* x, std::size_t outer, std::size_t channels, std::size_t inner,
                    const float* scale, const float* shift, float* y, ThreadPool& pool);
void channel_affine(const double* x, std::size_t outer, std::size_t channels, std::size_t inner,
                    const double* scale, const double* shift, double* y, ThreadPool& pool);

}  // namespace sardonyx::kernels
