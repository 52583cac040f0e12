#include "core/kernels/elementwise/activation.h"

#include <cmath>
#include <type_traits>

#include "core/kernels/elementwise/make_loops.h"
#include "core/kernels/math/activations.h"
#include "core/kernels/saturate.h"

namespace sardonyx::kernels {
namespace {

using simd::F32x4;
using simd::mul_add;
using simd::pabs;
using simd::padd;
using simd::pcmp_lt;
using simd::pdiv;
using simd::pmax;
using simd::pmin;
using simd::pmul;
using simd::pselect;
using simd::psub;

// What activations are computed on: a packet of floats, or one double. Minimum and maximum give
// their first operand when either is NaN.
template <class V>
concept Lane = std::is_same_v<V, F32x4> || std::is_same_v<V, double>;

template <Lane V>
V constant(double value) {
  return simd::pset1<V>(static_cast<simd::ScalarOf<V>>(value));
}

// The functions of core/kernels/math, and the same for a double.
using kernels::exp;
using kernels::gelu;
using kernels::gelu_tanh;
using kernels::sigmoid;
using kernels::softplus;
double exp(double x) {
  return std::exp(x);
}
double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}
double softplus(double x) {
  return std::fmax(x, 0) + std::log1p(std::exp(-std::abs(x)));
}
double gelu(double x) {
  return x / 2 * (1 + std::erf(x * 0.70710678118654752));
}
double gelu_tanh(double x) {
  return x / 2 * (1 + std::tanh(0.79788456080286536 * (x + 0.044715 * x * x * x)));
}

// e^x - 1 for x up to 87, NaN stays.
F32x4 expm1(const F32x4& x) {
  return expm1_bounded(pmin(pmax(x, constant<F32x4>(-87)), constant<F32x4>(87)));
}
double expm1(double x) {
  return std::expm1(x);
}

struct Relu {
  template <class V>
  V operator()(const V& x) const {
    if constexpr (std::is_integral_v<V>) {
      return x < 0 ? V{0} : x;
    } else {
      return pmax(x, simd::pzero(x));
    }
  }
};

struct Clip {
  explicit Clip(const ElementwiseParameters& parameters)
      : low(parameters.values[0]), high(parameters.values[1]) {}
  template <class V>
  V operator()(const V& x) const {
    using T = simd::ScalarOf<V>;
    return pmin(pmax(x, simd::pset1<V>(static_cast<T>(low))), simd::pset1<V>(static_cast<T>(high)));
  }
  double low;
  double high;
};

// One parameter.
struct Alpha {
  explicit Alpha(const ElementwiseParameters& parameters) : alpha(parameters.values[0]) {}
  double alpha;
};

struct LeakyRelu : Alpha {
  using Alpha::Alpha;
  template <Lane V>
  V operator()(const V& x) const {
    return pselect(pcmp_lt(x, constant<V>(0)), pmul(x, constant<V>(alpha)), x);
  }
};

struct PRelu {
  template <class V>
  V operator()(const V& x, const V& slope) const {
    if constexpr (std::is_integral_v<V>) {
      using Wrapping = std::make_unsigned_t<V>;
      return x < 0 ? static_cast<V>(static_cast<Wrapping>(x) * static_cast<Wrapping>(slope)) : x;
    } else {
      return pselect(pcmp_lt(x, simd::pzero(x)), pmul(x, slope), x);
    }
  }
};

struct Elu : Alpha {
  using Alpha::Alpha;
  template <Lane V>
  V operator()(const V& x) const {
    return pselect(pcmp_lt(x, constant<V>(0)), pmul(constant<V>(alpha), expm1(x)), x);
  }
};

struct Selu : Elu {
  explicit Selu(const ElementwiseParameters& parameters)
      : Elu(parameters), gamma(parameters.values[1]) {}
  template <Lane V>
  V operator()(const V& x) const {
    return pmul(constant<V>(gamma), Elu::operator()(x));
  }
  double gamma;
};

struct Celu : Alpha {
  using Alpha::Alpha;
  template <Lane V>
  V operator()(const V& x) const {
    const V a = constant<V>(alpha);
    const V zero = constant<V>(0);
    return padd(pmax(x, zero), pmin(pmul(a, expm1(pdiv(x, a))), zero));
  }
};

struct ThresholdedRelu : Alpha {
  using Alpha::Alpha;
  template <Lane V>
  V operator()(const V& x) const {
    return pselect(pcmp_lt(constant<V>(alpha), x), x, constant<V>(0));
  }
};

struct Sigmoid {
  template <Lane V>
  V operator()(const V& x) const {
    return sigmoid(x);
  }
};

struct HardSigmoid {
  explicit HardSigmoid(const ElementwiseParameters& parameters)
      : alpha(parameters.values[0]), beta(parameters.values[1]) {}
  template <Lane V>
  V operator()(const V& x) const {
    const V line = mul_add(x, constant<V>(alpha), constant<V>(beta));
    return pmax(pmin(line, constant<V>(1)), constant<V>(0));
  }
  double alpha;
  double beta;
};

struct HardSwish {
  template <Lane V>
  V operator()(const V& x) const {
    const V line = mul_add(x, constant<V>(1.0 / 6), constant<V>(0.5));
    return pmul(x, pmax(pmin(line, constant<V>(1)), constant<V>(0)));
  }
};

struct Softplus {
  template <Lane V>
  V operator()(const V& x) const {
    return softplus(x);
  }
};

struct Softsign {
  template <Lane V>
  V operator()(const V& x) const {
    return pdiv(x, padd(pabs(x), constant<V>(1)));
  }
};

struct Mish {
  template <Lane V>
  V operator()(const V& x) const {
    // With e = e^x, tanh(log(1 + e)) = e (e + 2) / (e (e + 2) + 2): one exponential. From x = 20 on
    // it is 1, and from 88 on e would overflow.
    const V e = exp(pmin(x, constant<V>(40)));
    const V two = constant<V>(2);
    const V product = pmul(e, padd(e, two));
    return pmul(x, pdiv(product, padd(product, two)));
  }
};

struct Gelu {
  template <Lane V>
  V operator()(const V& x) const {
    return gelu(x);
  }
};

struct GeluTanh {
  template <Lane V>
  V operator()(const V& x) const {
    return gelu_tanh(x);
  }
};

struct Swish : Alpha {
  using Alpha::Alpha;
  template <Lane V>
  V operator()(const V& x) const {
    return pmul(x, sigmoid(pmul(x, constant<V>(alpha))));
  }
};

struct Shrink {
  explicit Shrink(const ElementwiseParameters& parameters)
      : lambd(parameters.values[0]), bias(parameters.values[1]) {}
  template <Scalar T>
  T operator()(T x) const {
    const auto number = static_cast<double>(x);
    return number < -lambd  ? saturated<T>(number + bias)
           : number > lambd ? saturated<T>(number - bias)
                            : T{0};
  }
  double lambd;
  double bias;
};

template <class F>
constexpr UnaryLoops for_floats() {
  return make_unary<F, void, float, double>();
}

// As integers, the numbers below zero are those from the negative zero, the smallest of all, to the
// negative infinity; beyond that are the negative NaNs.
template <class Half>
void relu_bits(const Half* x, Half* y, std::size_t n, std::int16_t negative_infinity) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint16_t bits = x[i].bits;
    y[i].bits = static_cast<std::int16_t>(bits) <= negative_infinity ? std::uint16_t{0} : bits;
  }
}

}  // namespace

constinit const UnaryLoops kRelu =
    make_unary<Relu, void, float, double, std::int32_t, std::int64_t>();
void relu(const Float16* x, Float16* y, std::size_t n) {
  relu_bits(x, y, n, -0x400);  // 0xfc00
}
void relu(const BFloat16* x, BFloat16* y, std::size_t n) {
  relu_bits(x, y, n, -0x80);  // 0xff80
}
constinit const UnaryLoops kClip = make_unary<Clip, void, float, double, std::int32_t>();
constinit const UnaryLoops kLeakyRelu = for_floats<LeakyRelu>();
constinit const BinaryLoops kPRelu =
    make_binary<PRelu, void, float, double, std::int32_t, std::int64_t, std::uint64_t>();
constinit const UnaryLoops kElu = for_floats<Elu>();
constinit const UnaryLoops kSelu = for_floats<Selu>();
constinit const UnaryLoops kCelu = for_floats<Celu>();
constinit const UnaryLoops kThresholdedRelu = for_floats<ThresholdedRelu>();
constinit const UnaryLoops kSigmoid = for_floats<Sigmoid>();
constinit const UnaryLoops kHardSigmoid = for_floats<HardSigmoid>();
constinit const UnaryLoops kHardSwish = for_floats<HardSwish>();
constinit const UnaryLoops kSoftplus = for_floats<Softplus>();
constinit const UnaryLoops kSoftsign = for_floats<Softsign>();
constinit const UnaryLoops kMish = for_floats<Mish>();
constinit const UnaryLoops kGelu = for_floats<Gelu>();
constinit const UnaryLoops kGeluTanh = for_floats<GeluTanh>();
constinit const UnaryLoops kSwish = for_floats<Swish>();
constinit const UnaryLoops kShrink =
    make_unary<Shrink, void, float, double, std::int32_t, std::int64_t, std::uint64_t>();

}  // namespace sardonyx::kernels
