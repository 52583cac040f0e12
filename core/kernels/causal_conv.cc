#include "core/kernels/causal_conv.h"

#include <algorithm>

#include "core/kernels/elementwise/activation.h"
#include "core/kernels/parallel.h"
#include "core/kernels/scaled_add.h"

namespace sardonyx::kernels {
namespace {

// Elements that a thread should have to do.
constexpr std::size_t kTaskElements = 16384;

// One channel of one batch entry. `row` is room for past and x side by side.
void run_row(const CausalConv& conv, std::size_t at, float* row) {
  const std::size_t carried = conv.kernel - 1;
  const std::size_t channel = at % conv.channels;
  if (conv.past != nullptr) {
    std::copy_n(conv.past + at * carried, carried, row);
  } else {
    std::fill_n(row, carried, 0.0f);
  }
  std::copy_n(conv.x + at * conv.length, conv.length, row + carried);
  float* y = conv.y + at * conv.length;
  std::fill_n(y, conv.length, conv.bias != nullptr ? conv.bias[channel] : 0.0f);
  for (std::size_t i = 0; i < conv.kernel; ++i) {
    scaled_add(conv.weights[channel * conv.kernel + i], row + i, y, conv.length);
  }
  if (conv.swish) {
    constexpr ElementwiseParameters kAlphaOne = {{1.0, 0, 0, 0}};
    kSwish.loops[static_cast<std::size_t>(ComputeType::kFloat)](y, y, conv.length, kAlphaOne);
  }
  if (conv.present != nullptr) {
    std::copy_n(row + conv.length, carried, conv.present + at * carried);
  }
}

}  // namespace

std::size_t causal_conv_scratch_size(const CausalConv& conv) {
  return conv.batch * conv.channels * (conv.length + conv.kernel - 1);
}

void causal_conv(const CausalConv& conv, float* scratch, ThreadPool& pool) {
  const std::size_t row = conv.length + conv.kernel - 1;
  parallel_ranges(pool, conv.batch * conv.channels,
                  kTaskElements / std::max<std::size_t>(row, 1) + 1,
                  [&](std::size_t first, std::size_t last) {
                    for (std::size_t at = first; at < last; ++at) {
                      run_row(conv, at, scratch + at * row);
                    }
                  });
}

}  // namespace sardonyx::kernels
