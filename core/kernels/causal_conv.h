#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

namespace sardonyx::kernels {

/// ONNX CausalConvWithState: a depthwise convolution over [batch, channels, length] that sees the
/// `kernel - 1` positions of `past` in front of x.
struct CausalConv {
  std::size_t batch = 0;
  std::size_t channels = 0;
  std::size_t length = 0;
  std::size_t kernel = 1;
  bool swish = false;  ///< y = x * sigmoid(x) afterwards
  const float* x = nullptr;
  const float* weights = nullptr;  ///< [channels, kernel]
  const float* bias = nullptr;     ///< [channels], or null
  const float* past = nullptr;     ///< [batch, channels, kernel - 1], or null for zeros
  float* y = nullptr;
  float* present = nullptr;  ///< the last kernel - 1 positions, or null
};

/// Floats of scratch memory that causal_conv needs.
std::size_t causal_conv_scratch_size(const CausalConv& conv);
void causal_conv(const CausalConv& conv, float* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
