#include "core/kernels/elementwise/arithmetic.h"

#include <concepts>
#include <type_traits>

#include "core/kernels/elementwise/make_loops.h"

namespace sardonyx::kernels {
namespace {

// Signed overflow is undefined in C++, wrapping around is not.
template <class T>
using Wrapping = std::make_unsigned_t<T>;

struct Add {
  template <class T>
  T operator()(const T& a, const T& b) const {
    if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(static_cast<Wrapping<T>>(a) + static_cast<Wrapping<T>>(b));
    } else {
      return simd::padd(a, b);
    }
  }
};

struct Sub {
  template <class T>
  T operator()(const T& a, const T& b) const {
    if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(static_cast<Wrapping<T>>(a) - static_cast<Wrapping<T>>(b));
    } else {
      return simd::psub(a, b);
    }
  }
};

struct Mul {
  template <class T>
  T operator()(const T& a, const T& b) const {
    if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(static_cast<Wrapping<T>>(a) * static_cast<Wrapping<T>>(b));
    } else {
      return simd::pmul(a, b);
    }
  }
};

struct Div {
  simd::F32x4 operator()(const simd::F32x4& a, const simd::F32x4& b) const {
    return simd::pdiv(a, b);
  }
  simd::F64x2 operator()(const simd::F64x2& a, const simd::F64x2& b) const {
    return simd::pdiv(a, b);
  }
  template <std::integral T>
  T operator()(T a, T b) const {
    if (b == 0) {
      return 0;
    }
    if constexpr (std::is_signed_v<T>) {
      if (b == -1) {
        return static_cast<T>(0 - static_cast<Wrapping<T>>(a));
      }
    }
    return a / b;
  }
};

struct Min {
  simd::F32x4 operator()(const simd::F32x4& a, const simd::F32x4& b) const {
    return simd::pmin<simd::PropagateNaN>(a, b);
  }
  simd::F64x2 operator()(const simd::F64x2& a, const simd::F64x2& b) const {
    return simd::pmin<simd::PropagateNaN>(a, b);
  }
  template <std::integral T>
  T operator()(T a, T b) const {
    return a < b ? a : b;
  }
};

struct Max {
  simd::F32x4 operator()(const simd::F32x4& a, const simd::F32x4& b) const {
    return simd::pmax<simd::PropagateNaN>(a, b);
  }
  simd::F64x2 operator()(const simd::F64x2& a, const simd::F64x2& b) const {
    return simd::pmax<simd::PropagateNaN>(a, b);
  }
  template <std::integral T>
  T operator()(T a, T b) const {
    return a < b ? b : a;
  }
};

struct Neg {
  template <class T>
  T operator()(const T& x) const {
    if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(0 - static_cast<Wrapping<T>>(x));
    } else {
      return simd::pnegate(x);
    }
  }
};

struct Abs {
  template <class T>
  T operator()(const T& x) const {
    if constexpr (std::is_unsigned_v<T>) {
      return x;
    } else if constexpr (std::is_integral_v<T>) {
      return x < 0 ? Neg()(x) : x;
    } else {
      return simd::pabs(x);
    }
  }
};

struct Sign {
  template <Scalar T>
  T operator()(T x) const {
    return x > 0 ? T{1} : std::is_signed_v<T> && x < 0 ? static_cast<T>(-1) : x == 0 ? T{0} : x;
  }
};

template <class F>
constexpr BinaryLoops for_all_types() {
  return make_binary<F, void, float, double, std::int32_t, std::int64_t, std::uint64_t>();
}

template <class F>
constexpr UnaryLoops unary_for_all_types() {
  return make_unary<F, void, float, double, std::int32_t, std::int64_t, std::uint64_t>();
}

}  // namespace

constinit const BinaryLoops kAdd = for_all_types<Add>();
constinit const BinaryLoops kSub = for_all_types<Sub>();
constinit const BinaryLoops kMul = for_all_types<Mul>();
constinit const BinaryLoops kDiv = for_all_types<Div>();
constinit const BinaryLoops kMin = for_all_types<Min>();
constinit const BinaryLoops kMax = for_all_types<Max>();
constinit const UnaryLoops kNeg = unary_for_all_types<Neg>();
constinit const UnaryLoops kAbs = unary_for_all_types<Abs>();
constinit const UnaryLoops kSign = unary_for_all_types<Sign>();

}  // namespace sardonyx::kernels
