#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace sardonyx::testing {

/// |actual - expected| in units of the last place of a float as large as `expected`; 0 when
/// `actual` is `expected` correctly rounded (or both are NaN), infinite when only one of them is
/// infinite or NaN.
inline double ulp_error(float actual, double expected) {
  const float rounded = static_cast<float>(expected);
  if (std::isnan(actual) || std::isnan(rounded)) {
    return std::isnan(actual) && std::isnan(rounded) ? 0.0
                                                     : std::numeric_limits<double>::infinity();
  }
  if (actual == rounded) return 0.0;
  if (std::isinf(actual) || std::isinf(rounded)) return std::numeric_limits<double>::infinity();
  int exponent;
  std::frexp(expected, &exponent);
  const double unit = std::ldexp(1.0, std::max(exponent - 24, -149));
  return std::fabs(static_cast<double>(actual) - expected) / unit;
}

}  // namespace sardonyx::testing
