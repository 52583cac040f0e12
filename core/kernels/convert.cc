#include "core/kernels/convert.h"

#include "core/simd/convert.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {
namespace {

template <class Half>
void widen(const Half* x, float* y, std::size_t n) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    simd::store(y + i, simd::load_as_float(x + i));
  }
  for (; i < n; ++i) {
    y[i] = to_float(x[i]);
  }
}

template <class Half>
void narrow(const float* x, Half* y, std::size_t n) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    simd::store_from_float(y + i, simd::load(x + i));
  }
  if (i < n) {
    simd::store_from_float(y + i, simd::load(x + i, n - i), n - i);
  }
}

template <class From, class To>
void cast(const From* __restrict x, To* __restrict y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = static_cast<To>(x[i]);
  }
}

}  // namespace

void convert(const Float16* x, float* y, std::size_t n) {
  widen(x, y, n);
}
void convert(const BFloat16* x, float* y, std::size_t n) {
  widen(x, y, n);
}
void convert(const float* x, Float16* y, std::size_t n) {
  narrow(x, y, n);
}
void convert(const float* x, BFloat16* y, std::size_t n) {
  narrow(x, y, n);
}

void convert(const std::int8_t* x, std::int32_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::uint8_t* x, std::int32_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::uint8_t* x, float* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::int16_t* x, std::int32_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::uint16_t* x, std::int32_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::uint32_t* x, std::int64_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::int32_t* x, std::int8_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::int32_t* x, std::uint8_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::int32_t* x, std::int16_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::int32_t* x, std::uint16_t* y, std::size_t n) {
  cast(x, y, n);
}
void convert(const std::int64_t* x, std::uint32_t* y, std::size_t n) {
  cast(x, y, n);
}

}  // namespace sardonyx::kernels
