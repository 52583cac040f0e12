#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/half.h"

// Converting runs of elements between the type that they are stored in and the type that
// arithmetic is done in. Source and destination must not overlap.

namespace sardonyx::kernels {

/// Exact.
void convert(const Float16* x, float* y, std::size_t n);
void convert(const BFloat16* x, float* y, std::size_t n);
void convert(const std::int8_t* x, std::int32_t* y, std::size_t n);
void convert(const std::uint8_t* x, std::int32_t* y, std::size_t n);
void convert(const std::uint8_t* x, float* y, std::size_t n);
void convert(const std::int16_t* x, std::int32_t* y, std::size_t n);
void convert(const std::uint16_t* x, std::int32_t* y, std::size_t n);
void convert(const std::uint32_t* x, std::int64_t* y, std::size_t n);

/// Round to nearest, ties to even.
void convert(const float* x, Float16* y, std::size_t n);
void convert(const float* x, BFloat16* y, std::size_t n);

/// Keep the low bits.
void convert(const std::int32_t* x, std::int8_t* y, std::size_t n);
void convert(const std::int32_t* x, std::uint8_t* y, std::size_t n);
void convert(const std::int32_t* x, std::int16_t* y, std::size_t n);
void convert(const std::int32_t* x, std::uint16_t* y, std::size_t n);
void convert(const std::int64_t* x, std::uint32_t* y, std::size_t n);

}  // namespace sardonyx::kernels
