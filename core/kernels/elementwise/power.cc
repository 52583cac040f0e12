#include "core/kernels/elementwise/power.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/elementwise/make_loops.h"
#include "core/kernels/math/math.h"

namespace sardonyx::kernels {
namespace {

// Loops of the other tables are made of packet functors. This one is not, because a power that is
// the same for all elements is mostly 2, which is one product.
void pow_float(const void* a, const void* b, void* y, std::size_t n, Operands operands) {
  const float* base = static_cast<const float*>(a);
  const float* power = static_cast<const float*>(b);
  float* to = static_cast<float*>(y);
  if (operands == Operands::kScalarB && n > 0) {
    pow(base, *power, to, n);
  } else if (operands == Operands::kScalarA && n > 0) {
    constexpr std::size_t kStep = 64;
    float repeated[kStep];
    std::fill_n(repeated, kStep, *base);
    for (std::size_t i = 0; i < n; i += kStep) {
      pow(repeated, power + i, to + i, std::min(kStep, n - i));
    }
  } else {
    pow(base, power, to, n);
  }
}

struct PowDouble {
  double operator()(double a, double b) const { return std::pow(a, b); }
};

struct PowInteger {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const {
    if (b < 0) {
      return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0;
    }
    std::uint64_t result = 1;
    auto base = static_cast<std::uint64_t>(a);
    for (auto power = static_cast<std::uint64_t>(b); power != 0; power >>= 1) {
      result *= (power & 1u) != 0 ? base : 1;
      base *= base;
    }
    return static_cast<std::int64_t>(result);
  }
};

constexpr BinaryLoops make_pow() {
  BinaryLoops table;
  table.loops[static_cast<std::size_t>(ComputeType::kFloat)] = pow_float;
  table.loops[static_cast<std::size_t>(ComputeType::kDouble)] =
      binary_loop<PowDouble, double, double>;
  table.loops[static_cast<std::size_t>(ComputeType::kInt64)] =
      binary_loop<PowInteger, std::int64_t, std::int64_t>;
  return table;
}

}  // namespace

constinit const BinaryLoops kPow = make_pow();

}  // namespace sardonyx::kernels
