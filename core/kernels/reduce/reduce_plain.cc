#include <cmath>
#include <limits>
#include <type_traits>

#include "core/kernels/reduce/reduce.h"
#include "core/kernels/saturate.h"

namespace sardonyx::kernels {

namespace {

// Sums and products of integers in their unsigned type: signed overflow is undefined in C++,
// wrapping around is not.
template <class T>
using Wrapping = typename std::conditional_t<std::is_integral_v<T>, std::make_unsigned<T>,
                                             std::type_identity<T>>::type;

template <class T>
T plus(T a, T b) {
  return static_cast<T>(static_cast<Wrapping<T>>(a) + static_cast<Wrapping<T>>(b));
}

template <class T>
T times(T a, T b) {
  return static_cast<T>(static_cast<Wrapping<T>>(a) * static_cast<Wrapping<T>>(b));
}

// y = combine(... combine(start, x[0]) ..., x[axis - 1]) per column.
template <class T, class Combine>
void fold(const T* x, T* y, std::size_t outer, std::size_t axis, std::size_t inner, T start,
          Combine combine) {
  for (std::size_t o = 0; o < outer; ++o, x += axis * inner, y += inner) {
    for (std::size_t i = 0; i < inner; ++i) {
      T result = start;
      for (std::size_t a = 0; a < axis; ++a) result = combine(result, x[a * inner + i]);
      y[i] = result;
    }
  }
}

// y = f(y) in double.
template <class T, class F>
void finish(T* y, std::size_t count, F f) {
  for (std::size_t i = 0; i < count; ++i) y[i] = saturated<T>(f(static_cast<double>(y[i])));
}

template <class T>
void log_sum_exp(const T* x, T* y, std::size_t axis, std::size_t inner) {
  for (std::size_t i = 0; i < inner; ++i) {
    double max = -std::numeric_limits<double>::infinity();
    for (std::size_t a = 0; a < axis; ++a) {
      const auto v = static_cast<double>(x[a * inner + i]);
      if (v > max || std::isnan(v)) max = v;
    }
    double sum = 0.0;
    for (std::size_t a = 0; a < axis; ++a) {
      sum += std::exp(static_cast<double>(x[a * inner + i]) - max);
    }
    y[i] = saturated<T>(std::isinf(max) ? max : max + std::log(sum));
  }
}

}  // namespace

template <class T>
void reduce_plain(Reduction reduction, const T* x, T* y, std::size_t outer, std::size_t axis,
                  std::size_t inner) {
  using Limits = std::numeric_limits<T>;
  const std::size_t count = outer * inner;
  const auto folded = [&](T start, auto combine) {
    fold(x, y, outer, axis, inner, start, combine);
  };
  switch (reduction) {
    case Reduction::kSum:
    case Reduction::kMean:
    case Reduction::kLogSum:
      folded(T{0}, [](T a, T v) { return plus(a, v); });
      break;
    case Reduction::kProd:
      folded(T{1}, [](T a, T v) { return times(a, v); });
      break;
    case Reduction::kMax:
      folded(Limits::has_infinity ? -Limits::infinity() : Limits::lowest(),
             [](T a, T v) { return v > a || v != v ? v : a; });
      break;
    case Reduction::kMin:
      folded(Limits::has_infinity ? Limits::infinity() : Limits::max(),
             [](T a, T v) { return v < a || v != v ? v : a; });
      break;
    case Reduction::kSumSquare:
    case Reduction::kL2:
      folded(T{0}, [](T a, T v) { return plus(a, times(v, v)); });
      break;
    case Reduction::kL1:
      folded(T{0}, [](T a, T v) {
        return v < T{0} ? plus(a, times(v, static_cast<T>(-1))) : plus(a, v);
      });
      break;
    case Reduction::kLogSumExp:
      for (std::size_t o = 0; o < outer; ++o) {
        log_sum_exp(x + o * axis * inner, y + o * inner, axis, inner);
      }
      break;
  }
  if (reduction == Reduction::kMean) {
    if constexpr (std::is_integral_v<T>) {
      // In integers: a double would lose the last digits of large sums.
      for (std::size_t i = 0; i < count; ++i) {
        y[i] = axis == 0 ? T{0} : static_cast<T>(y[i] / static_cast<T>(axis));
      }
    } else {
      finish(y, count, [axis](double v) { return v / static_cast<double>(axis); });
    }
  } else if (reduction == Reduction::kL2) {
    finish(y, count, [](double v) { return std::sqrt(v); });
  } else if (reduction == Reduction::kLogSum) {
    finish(y, count, [](double v) { return std::log(v); });
  }
}

template void reduce_plain(Reduction, const double*, double*, std::size_t, std::size_t,
                           std::size_t);
template void reduce_plain(Reduction, const std::int32_t*, std::int32_t*, std::size_t, std::size_t,
                           std::size_t);
template void reduce_plain(Reduction, const std::int64_t*, std::int64_t*, std::size_t, std::size_t,
                           std::size_t);
template void reduce_plain(Reduction, const std::uint64_t*, std::uint64_t*, std::size_t,
                           std::size_t, std::size_t);

}  // namespace sardonyx::kernels
