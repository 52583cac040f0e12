#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"
#include "core/kernels/conv.h"

// Transposed convolution of f32, channels first. The window's axes are those of the convolution
// that is transposed read backwards: input i reaches the outputs i * stride + k * dilation -
// pad_begin for k < kernel. Output padding is part of the output extents.

namespace sardonyx::kernels {

/// Floats that the packed weights take; depends on the same fields as packed_conv_weights_size.
std::size_t packed_conv_transpose_weights_size(const ConvShape& shape);
/// Packs ONNX ConvTranspose's W, [in_channels, out_channels / groups, kernel extents].
void pack_conv_transpose_weights(const ConvShape& shape, const float* w, float* packed);

/// Floats of scratch memory that conv_transpose needs.
std::size_t conv_transpose_scratch_size(const ConvShape& shape, std::size_t threads);
/// ONNX ConvTranspose. Gives the same bits for every number of threads.
void conv_transpose(const ConvShape& shape, const float* x, const float* packed_weights,
                    const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
