#include "core/kernels/elementwise/transcendental.h"

#include <cmath>
#include <concepts>
#include <cstdint>

#include "core/kernels/elementwise/make_loops.h"
#include "core/kernels/math/erf.h"
#include "core/kernels/math/exp.h"
#include "core/kernels/math/hyperbolic.h"
#include "core/kernels/math/log.h"
#include "core/kernels/math/roots.h"
#include "core/kernels/math/trigonometric.h"

namespace sardonyx::kernels {
namespace {

using simd::F32x4;

struct Reciprocal {
  F32x4 operator()(const F32x4& x) const { return reciprocal(x); }
  double operator()(double x) const { return 1 / x; }
};

// A packet function of this folder's neighbour for floats, the C library's for doubles.
#define SARDONYX_FUNCTOR(Name, name)                           \
  struct Name {                                                \
    F32x4 operator()(const F32x4& x) const { return name(x); } \
    double operator()(double x) const { return std::name(x); } \
  };
SARDONYX_FUNCTOR(Sqrt, sqrt)
SARDONYX_FUNCTOR(Exp, exp)
SARDONYX_FUNCTOR(Log, log)
SARDONYX_FUNCTOR(Sin, sin)
SARDONYX_FUNCTOR(Cos, cos)
SARDONYX_FUNCTOR(Tanh, tanh)
#undef SARDONYX_FUNCTOR

struct Erf {
  F32x4 operator()(const F32x4& x) const { return erf(x); }
  double operator()(double x) const { return std::erf(x); }
  template <std::integral T>
  T operator()(T x) const {
    return static_cast<T>(std::erf(static_cast<double>(x)));
  }
};

// What is rare is computed in double for both types: accurate, and half the code.
#define SARDONYX_FUNCTOR(Name, name)                              \
  struct Name {                                                   \
    float operator()(float x) const {                             \
      return static_cast<float>((*this)(static_cast<double>(x))); \
    }                                                             \
    double operator()(double x) const { return std::name(x); }    \
  };
SARDONYX_FUNCTOR(Tan, tan)
SARDONYX_FUNCTOR(Asin, asin)
SARDONYX_FUNCTOR(Acos, acos)
SARDONYX_FUNCTOR(Atan, atan)
SARDONYX_FUNCTOR(Sinh, sinh)
SARDONYX_FUNCTOR(Cosh, cosh)
SARDONYX_FUNCTOR(Asinh, asinh)
SARDONYX_FUNCTOR(Acosh, acosh)
SARDONYX_FUNCTOR(Atanh, atanh)
#undef SARDONYX_FUNCTOR

template <class F>
constexpr UnaryLoops for_floats() {
  return make_unary<F, void, float, double>();
}

}  // namespace

constinit const UnaryLoops kReciprocal = for_floats<Reciprocal>();
constinit const UnaryLoops kSqrt = for_floats<Sqrt>();
constinit const UnaryLoops kExp = for_floats<Exp>();
constinit const UnaryLoops kLog = for_floats<Log>();
constinit const UnaryLoops kErf =
    make_unary<Erf, void, float, double, std::int32_t, std::int64_t, std::uint64_t>();
constinit const UnaryLoops kSin = for_floats<Sin>();
constinit const UnaryLoops kCos = for_floats<Cos>();
constinit const UnaryLoops kTan = for_floats<Tan>();
constinit const UnaryLoops kAsin = for_floats<Asin>();
constinit const UnaryLoops kAcos = for_floats<Acos>();
constinit const UnaryLoops kAtan = for_floats<Atan>();
constinit const UnaryLoops kSinh = for_floats<Sinh>();
constinit const UnaryLoops kCosh = for_floats<Cosh>();
constinit const UnaryLoops kTanh = for_floats<Tanh>();
constinit const UnaryLoops kAsinh = for_floats<Asinh>();
constinit const UnaryLoops kAcosh = for_floats<Acosh>();
constinit const UnaryLoops kAtanh = for_floats<Atanh>();

}  // namespace sardonyx::kernels
