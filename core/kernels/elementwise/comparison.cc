#include "core/kernels/elementwise/comparison.h"

#include <functional>
#include <limits>

#include "core/kernels/elementwise/make_loops.h"

namespace sardonyx::kernels {
namespace {

struct IsNaN {
  template <Scalar T>
  bool operator()(T x) const {
    return x != x;
  }
};

struct IsInf {
  explicit IsInf(const ElementwiseParameters& parameters)
      : negative(parameters.values[0] != 0), positive(parameters.values[1] != 0) {}

  template <Scalar T>
  bool operator()(T x) const {
    constexpr T kInfinity = std::numeric_limits<T>::infinity();
    return (negative && x == -kInfinity) || (positive && x == kInfinity);
  }

  bool negative;
  bool positive;
};

template <class F>
constexpr BinaryLoops for_all_types() {
  return make_binary<F, bool, float, double, std::int32_t, std::int64_t, std::uint64_t>();
}

}  // namespace

constinit const BinaryLoops kEqual = for_all_types<std::equal_to<>>();
constinit const BinaryLoops kLess = for_all_types<std::less<>>();
constinit const BinaryLoops kLessOrEqual = for_all_types<std::less_equal<>>();
constinit const BinaryLoops kGreater = for_all_types<std::greater<>>();
constinit const BinaryLoops kGreaterOrEqual = for_all_types<std::greater_equal<>>();
constinit const UnaryLoops kIsNaN = make_unary<IsNaN, bool, float, double>();
constinit const UnaryLoops kIsInf = make_unary<IsInf, bool, float, double>();

}  // namespace sardonyx::kernels
