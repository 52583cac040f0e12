#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/error.h"

namespace sardonyx {

/// a * b; throws kOutOfRange when the product does not fit. `what` names the quantity.
inline std::int64_t checked_mul(std::int64_t a, std::int64_t b, const char* what = "size") {
  std::int64_t product;
  if (__builtin_mul_overflow(a, b, &product)) [[unlikely]] {
    fail(ErrorCode::kOutOfRange, what, " overflows: ", a, " * ", b);
  }
  return product;
}

/// a + b; throws kOutOfRange when the sum does not fit.
inline std::int64_t checked_add(std::int64_t a, std::int64_t b, const char* what = "size") {
  std::int64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) [[unlikely]] {
    fail(ErrorCode::kOutOfRange, what, " overflows: ", a, " + ", b);
  }
  return sum;
}

/// `value` as std::size_t; throws kOutOfRange when it is negative or does not fit (wasm: 32 bits).
inline std::size_t checked_size(std::int64_t value, const char* what = "size") {
  if (value < 0 || static_cast<std::uint64_t>(value) > SIZE_MAX / 2) [[unlikely]] {
    fail(ErrorCode::kOutOfRange, what, " is out of range: ", value);
  }
  return static_cast<std::size_t>(value);
}

}  // namespace sardonyx
