#include "core/kernels/element.h"

#include <cstring>

#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace {

/// From here on std::memcpy is as fast.
constexpr std::size_t kManyBytes = 1024;

// Two pieces of Bytes bytes that may overlap: the first and the last of what is copied.
template <std::size_t Bytes>
void copy_ends(const std::byte* x, std::size_t bytes, std::byte* y) {
  std::memcpy(y, x, Bytes);
  std::memcpy(y + bytes - Bytes, x + bytes - Bytes, Bytes);
}

}  // namespace

void copy_bytes(const void* x_data, std::size_t bytes, void* y_data) {
  const auto* x = static_cast<const std::byte*>(x_data);
  auto* y = static_cast<std::byte*>(y_data);
  if (bytes >= kManyBytes) {
    std::memcpy(y, x, bytes);
  } else if (bytes >= 16) {
    const auto copy_16 = [&](std::size_t i) {
      simd::store(reinterpret_cast<float*>(y + i),
                  simd::load(reinterpret_cast<const float*>(x + i)));
    };
    for (std::size_t i = 0; i + 16 <= bytes; i += 16) copy_16(i);
    copy_16(bytes - 16);
  } else if (bytes >= 8) {
    copy_ends<8>(x, bytes, y);
  } else if (bytes >= 4) {
    copy_ends<4>(x, bytes, y);
  } else {
    for (std::size_t i = 0; i < bytes; ++i) y[i] = x[i];
  }
}

void fill(ElementKind kind, const void* value, void* y, std::size_t count) {
  with_element_type(kind, [&]<class T>() {
    std::fill_n(static_cast<T*>(y), count, *static_cast<const T*>(value));
  });
}

}  // namespace sardonyx::kernels
