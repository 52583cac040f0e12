#include "core/kernels/elementwise/bitwise.h"

#include <type_traits>

#include "core/kernels/elementwise/make_loops.h"

namespace sardonyx::kernels {
namespace {

struct And {
  template <class T>
  T operator()(const T& a, const T& b) const {
    if constexpr (Scalar<T>) {
      return a & b;
    } else {
      return simd::pand(a, b);
    }
  }
};

struct Or {
  template <class T>
  T operator()(const T& a, const T& b) const {
    if constexpr (Scalar<T>) {
      return a | b;
    } else {
      return simd::por(a, b);
    }
  }
};

struct Xor {
  template <class T>
  T operator()(const T& a, const T& b) const {
    if constexpr (Scalar<T>) {
      return a ^ b;
    } else {
      return simd::pxor(a, b);
    }
  }
};

struct Not {
  template <class T>
  T operator()(const T& a) const {
    if constexpr (Scalar<T>) {
      return ~a;
    } else {
      return simd::pxor(a, simd::ptrue(a));
    }
  }
};

template <class T>
constexpr bool shifts_out(T count) {
  return count < 0 || static_cast<std::make_unsigned_t<T>>(count) >= sizeof(T) * 8;
}

struct ShiftLeft {
  template <Scalar T>
  T operator()(T x, T count) const {
    return shifts_out(count) ? T{0}
                             : static_cast<T>(static_cast<std::make_unsigned_t<T>>(x) << count);
  }
};

struct ShiftRight {
  template <Scalar T>
  T operator()(T x, T count) const {
    if (shifts_out(count)) {
      return x < 0 ? static_cast<T>(-1) : T{0};
    }
    return static_cast<T>(x >> count);
  }
};

struct LogicalAnd {
  std::int32_t operator()(std::int32_t a, std::int32_t b) const { return a != 0 && b != 0; }
};
struct LogicalOr {
  std::int32_t operator()(std::int32_t a, std::int32_t b) const { return a != 0 || b != 0; }
};
struct LogicalXor {
  std::int32_t operator()(std::int32_t a, std::int32_t b) const { return (a != 0) != (b != 0); }
};
struct LogicalNot {
  std::int32_t operator()(std::int32_t a) const { return a == 0; }
};

template <class F>
constexpr BinaryLoops for_integers() {
  return make_binary<F, void, std::int32_t, std::int64_t, std::uint64_t>();
}

}  // namespace

constinit const BinaryLoops kBitwiseAnd = for_integers<And>();
constinit const BinaryLoops kBitwiseOr = for_integers<Or>();
constinit const BinaryLoops kBitwiseXor = for_integers<Xor>();
constinit const UnaryLoops kBitwiseNot =
    make_unary<Not, void, std::int32_t, std::int64_t, std::uint64_t>();
constinit const BinaryLoops kShiftLeft = for_integers<ShiftLeft>();
constinit const BinaryLoops kShiftRight = for_integers<ShiftRight>();
constinit const BinaryLoops kLogicalAnd = make_binary<LogicalAnd, void, std::int32_t>();
constinit const BinaryLoops kLogicalOr = make_binary<LogicalOr, void, std::int32_t>();
constinit const BinaryLoops kLogicalXor = make_binary<LogicalXor, void, std::int32_t>();
constinit const UnaryLoops kLogicalNot = make_unary<LogicalNot, void, std::int32_t>();

}  // namespace sardonyx::kernels
