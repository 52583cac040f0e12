#include "core/kernels/col2im.h"

#include <algorithm>

#include "core/base/small_vector.h"

namespace sardonyx::kernels {
namespace {

// Adds the columns of one element of the block: x advances over them, axis by axis.
template <class T>
void add_columns(std::span<const Col2ImAxis> axes, std::span<const std::int64_t> offsets,
                 std::int64_t base, bool inside, const T*& x, T* y) {
  const Col2ImAxis& axis = axes[0];
  for (std::int64_t column = 0; column < axis.columns; ++column) {
    const std::int64_t at = column * axis.stride + offsets[0];
    const bool hits = inside && 0 <= at && at < axis.image;
    if (axes.size() > 1) {
      add_columns(axes.subspan(1), offsets.subspan(1), (base + at) * axes[1].image, hits, x, y);
    } else {
      if (hits) {
        y[base + at] = static_cast<T>(y[base + at] + *x);
      }
      ++x;
    }
  }
}

}  // namespace

template <class T>
void col2im(std::span<const Col2ImAxis> axes, std::int64_t planes, const T* x, T* y) {
  std::int64_t image = 1;
  std::int64_t block = 1;
  for (const Col2ImAxis& axis : axes) {
    image *= axis.image;
    block *= axis.block;
  }
  std::fill(y, y + planes * image, T{});
  SmallVector<std::int64_t, 6> offsets(axes.size());
  for (std::int64_t plane = 0; plane < planes; ++plane, y += image) {
    for (std::int64_t element = 0; element < block; ++element) {
      std::int64_t rest = element;
      for (std::size_t a = axes.size(); a-- > 0; rest /= axes[a].block) {
        offsets[a] = rest % axes[a].block * axes[a].dilation - axes[a].pad_begin;
      }
      add_columns(axes, offsets, 0, true, x, y);
    }
  }
}

template void col2im(std::span<const Col2ImAxis>, std::int64_t, const float*, float*);
template void col2im(std::span<const Col2ImAxis>, std::int64_t, const double*, double*);
template void col2im(std::span<const Col2ImAxis>, std::int64_t, const std::int32_t*, std::int32_t*);
template void col2im(std::span<const Col2ImAxis>, std::int64_t, const std::int64_t*, std::int64_t*);
template void col2im(std::span<const Col2ImAxis>, std::int64_t, const std::uint64_t*,
                     std::uint64_t*);

}  // namespace sardonyx::kernels
