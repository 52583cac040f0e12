#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"
#include "core/kernels/window.h"

namespace sardonyx::kernels {

/// Where ONNX DeformConv reads for one batch entry.
struct DeformWindow {
  Window window;
  int spatial_rank = 2;  ///< the last axes of the window that there are
  std::int64_t channels = 0;
  std::int64_t offset_groups = 1;
};

/// columns[c, k, o] = what output position o reads of channel c through kernel element k: x
/// interpolated linearly where the window's grid and the offset lead, 0 outside of it, times mask.
///
/// x is [channels, inputs], offset [offset_groups, kernel, spatial_rank, outputs], mask
/// [offset_groups, kernel, outputs] or null, columns [channels, kernel, outputs].
/// REQUIRES: channels is a multiple of offset_groups.
template <class T>
void deform_columns(const DeformWindow& deform, const T* x, const T* offset, const T* mask,
                    T* columns, ThreadPool& pool);

extern template void deform_columns(const DeformWindow&, const float*, const float*, const float*,
                                    float*, ThreadPool&);
extern template void deform_columns(const DeformWindow&, const double*, const double*,
                                    const double*, double*, ThreadPool&);

}  // namespace sardonyx::kernels
