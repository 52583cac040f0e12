#include "core/kernels/elementwise/remainder.h"

#include <cmath>
#include <type_traits>

#include "core/kernels/elementwise/make_loops.h"

namespace sardonyx::kernels {
namespace {

struct Truncated {
  template <Scalar T>
  T operator()(T a, T b) const {
    if constexpr (std::is_floating_point_v<T>) {
      // Remainders are exact: of floats they are the same in double.
      return static_cast<T>(std::fmod(static_cast<double>(a), static_cast<double>(b)));
    } else {
      // The most negative number modulo -1 would trap.
      const bool is_zero = b == 0 || (std::is_signed_v<T> && b == static_cast<T>(-1));
      return is_zero ? T{0} : static_cast<T>(a % b);
    }
  }
};

struct Floor {
  template <Scalar T>
  T operator()(T a, T b) const {
    const T rest = Truncated()(a, b);
    if constexpr (std::is_floating_point_v<T>) {
      if (rest == 0) {
        return std::copysign(rest, b);
      }
    }
    return rest != 0 && (rest < 0) != (b < 0) ? static_cast<T>(rest + b) : rest;
  }
};

template <class F>
constexpr BinaryLoops for_all_types() {
  return make_binary<F, void, float, double, std::int32_t, std::int64_t, std::uint64_t>();
}

}  // namespace

constinit const BinaryLoops kFloorRemainder = for_all_types<Floor>();
constinit const BinaryLoops kTruncatedRemainder = for_all_types<Truncated>();

}  // namespace sardonyx::kernels
