#pragma once

#include "core/base/thread_pool.h"
#include "core/kernels/conv.h"

// Convolutions of f64: plain loops over planes, with the weights as they lie in the model. The
// shapes mean what they mean for f32 (conv.h, conv_transpose.h). bias may be null.

namespace sardonyx::kernels {

/// ONNX Conv; w is [out_channels, in_channels / groups, kernel extents].
void conv(const ConvShape& shape, const double* x, const double* w, const double* bias, double* y,
          ThreadPool& pool);

/// ONNX ConvTranspose; w is [in_channels, out_channels / groups, kernel extents].
void conv_transpose(const ConvShape& shape, const double* x, const double* w, const double* bias,
                    double* y, ThreadPool& pool);

}  // namespace sardonyx::kernels
