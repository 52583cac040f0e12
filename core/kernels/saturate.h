#pragma once

#include <limits>
#include <type_traits>

namespace sardonyx::kernels {

/// `value` as a T. Beyond the range of an integer type it is the nearest integer of it, and NaN is
/// the lowest: the conversions of C++ are undefined there.
template <class T>
T saturated(double value) {
  if constexpr (std::is_integral_v<T>) {
    using Limits = std::numeric_limits<T>;
    if (!(value > static_cast<double>(Limits::lowest()))) return Limits::lowest();
    if (value >= static_cast<double>(Limits::max())) return Limits::max();
  }
  return static_cast<T>(value);
}

}  // namespace sardonyx::kernels
