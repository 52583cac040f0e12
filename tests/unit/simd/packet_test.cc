#include "core/simd/packet.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

// Every packet primitive against its definition on scalars, lane by lane and bit by bit, over
// values that include zeros of both signs, infinities, NaN and subnormals. The same expectations
// hold for Eigen's SSE packets and for our WebAssembly backend: that is what lets a native test
// speak for the wasm binary.

namespace sardonyx::simd {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

template <class T>
std::vector<T> interesting() {
  if constexpr (std::is_same_v<T, std::int32_t>) {
    return {0,
            1,
            -1,
            2,
            -7,
            100,
            -100,
            32767,
            -32768,
            123456789,
            -987654321,
            0x7fffffff,
            std::numeric_limits<std::int32_t>::min()};
  } else {
    using Limits = std::numeric_limits<T>;
    return {T(0),
            -T(0),
            T(1),
            T(-1),
            T(0.5),
            T(-0.5),
            T(1.5),
            T(2.5),
            T(-2.5),
            T(3.499),
            T(7.25),
            T(-7.75),
            T(100.3),
            T(-100.3),
            T(0.49999997),
            T(8388609.0),
            T(-1e30),
            T(1e30),
            Limits::min(),
            -Limits::min(),
            Limits::denorm_min(),
            Limits::max(),
            Limits::infinity(),
            -Limits::infinity(),
            Limits::quiet_NaN()};
  }
}

template <class T>
auto to_bits(T value) {
  if constexpr (sizeof(T) == 8) {
    return std::bit_cast<std::uint64_t>(value);
  } else {
    return std::bit_cast<std::uint32_t>(value);
  }
}

// NaNs are equal whatever their payload, zeros of different sign are not.
template <class T>
::testing::AssertionResult same(T actual, T expected) {
  if (actual != actual && expected != expected) return ::testing::AssertionSuccess();
  if (to_bits(actual) == to_bits(expected)) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << actual << ", not " << expected;
}

template <class Packet>
auto lanes(const Packet& packet) {
  std::array<ScalarOf<Packet>, kLanes<ScalarOf<Packet>>> values;
  store(values.data(), packet);
  return values;
}

// Packets of every window of the interesting values.
template <class T, class F>
void for_each_packet(F f) {
  std::vector<T> values = interesting<T>();
  values.insert(values.end(), values.begin(), values.begin() + 4);
  for (std::size_t i = 0; i + kLanes<T> <= values.size(); ++i) f(values.data() + i);
}

template <class T, class Fast, class Exact>
void check_unary(const char* name, Fast fast, Exact exact) {
  for_each_packet<T>([&](const T* x) {
    const auto actual = lanes(fast(load(x)));
    for (std::size_t i = 0; i < actual.size(); ++i) {
      EXPECT_TRUE(same(actual[i], static_cast<decltype(+actual[i])>(exact(x[i]))))
          << name << "(" << x[i] << ")";
    }
  });
}

template <class T, class Fast, class Exact>
void check_binary(const char* name, Fast fast, Exact exact) {
  for_each_packet<T>([&](const T* x) {
    for_each_packet<T>([&](const T* y) {
      const auto actual = lanes(fast(load(x), load(y)));
      for (std::size_t i = 0; i < actual.size(); ++i) {
        EXPECT_TRUE(same(actual[i], exact(x[i], y[i])))
            << name << "(" << x[i] << ", " << y[i] << ")";
      }
    });
  });
}

// Comparisons give lanes of ones or zeros.
template <class T, class Fast, class Exact>
void check_comparison(const char* name, Fast fast, Exact exact) {
  for_each_packet<T>([&](const T* x) {
    for_each_packet<T>([&](const T* y) {
      const auto actual = lanes(fast(load(x), load(y)));
      for (std::size_t i = 0; i < actual.size(); ++i) {
        const auto wanted = exact(x[i], y[i]) ? ~decltype(to_bits(x[i])){0} : 0;
        EXPECT_EQ(to_bits(actual[i]), wanted) << name << "(" << x[i] << ", " << y[i] << ")";
      }
    });
  });
}

template <class T>
class PacketTest : public ::testing::Test {};
using Scalars = ::testing::Types<float, double, std::int32_t>;
TYPED_TEST_SUITE(PacketTest, Scalars);

template <class T>
class FloatPacketTest : public ::testing::Test {};
using FloatScalars = ::testing::Types<float, double>;
TYPED_TEST_SUITE(FloatPacketTest, FloatScalars);

template <class T>
T wrapping(std::int64_t value) {
  return static_cast<T>(static_cast<std::uint32_t>(value));
}

TYPED_TEST(PacketTest, Arithmetic) {
  using T = TypeParam;
  using P = PacketOf<T>;
  const auto add = [](T a, T b) {
    if constexpr (std::is_integral_v<T>)
      return wrapping<T>(std::int64_t{a} + b);
    else
      return a + b;
  };
  const auto sub = [](T a, T b) {
    if constexpr (std::is_integral_v<T>)
      return wrapping<T>(std::int64_t{a} - b);
    else
      return a - b;
  };
  const auto mul = [](T a, T b) {
    if constexpr (std::is_integral_v<T>)
      return wrapping<T>(std::int64_t{a} * b);
    else
      return a * b;
  };
  check_binary<T>(
      "padd", [](P a, P b) { return padd(a, b); }, add);
  check_binary<T>(
      "psub", [](P a, P b) { return psub(a, b); }, sub);
  check_binary<T>(
      "pmul", [](P a, P b) { return pmul(a, b); }, mul);
  check_unary<T>(
      "pnegate", [](P a) { return pnegate(a); },
      [&](T a) { return std::is_integral_v<T> ? sub(T(0), a) : -a; });
  check_unary<T>(
      "pabs", [](P a) { return pabs(a); },
      [&](T a) {
        if constexpr (std::is_integral_v<T>)
          return a < 0 ? sub(T(0), a) : a;
        else
          return std::fabs(a);
      });
  check_binary<T>(
      "mul_add", [](P a, P b) { return mul_add(a, b, b); },
      [&](T a, T b) { return add(mul(a, b), b); });
}

TYPED_TEST(PacketTest, MinimumAndMaximumGiveTheirFirstOperandUnlessTheSecondIsBeyondIt) {
  using T = TypeParam;
  using P = PacketOf<T>;
  check_binary<T>(
      "pmin", [](P a, P b) { return pmin(a, b); }, [](T a, T b) { return b < a ? b : a; });
  check_binary<T>(
      "pmax", [](P a, P b) { return pmax(a, b); }, [](T a, T b) { return a < b ? b : a; });
}

TYPED_TEST(FloatPacketTest, MinimumAndMaximumWithNaN) {
  using T = TypeParam;
  using P = PacketOf<T>;
  check_binary<T>(
      "pmin<PropagateNaN>", [](P a, P b) { return pmin<PropagateNaN>(a, b); },
      [](T a, T b) { return a != a ? a : (a < b ? a : b); });
  check_binary<T>(
      "pmax<PropagateNaN>", [](P a, P b) { return pmax<PropagateNaN>(a, b); },
      [](T a, T b) { return a != a ? a : (b < a ? a : b); });
  check_binary<T>(
      "pmin<PropagateNumbers>", [](P a, P b) { return pmin<PropagateNumbers>(a, b); },
      [](T a, T b) { return a != a ? b : (b < a ? b : a); });
  check_binary<T>(
      "pmax<PropagateNumbers>", [](P a, P b) { return pmax<PropagateNumbers>(a, b); },
      [](T a, T b) { return a != a ? b : (a < b ? b : a); });
}

TYPED_TEST(FloatPacketTest, DivisionRootsAndRounding) {
  using T = TypeParam;
  using P = PacketOf<T>;
  check_binary<T>(
      "pdiv", [](P a, P b) { return pdiv(a, b); }, [](T a, T b) { return a / b; });
  check_unary<T>(
      "psqrt", [](P a) { return psqrt(a); }, [](T a) { return std::sqrt(a); });
  check_unary<T>(
      "pround", [](P a) { return pround(a); }, [](T a) { return std::round(a); });
  check_unary<T>(
      "print", [](P a) { return print(a); }, [](T a) { return std::nearbyint(a); });
  check_unary<T>(
      "pfloor", [](P a) { return pfloor(a); }, [](T a) { return std::floor(a); });
  check_unary<T>(
      "pceil", [](P a) { return pceil(a); }, [](T a) { return std::ceil(a); });
}

TEST(SinglePacketTest, Trunc) {
  check_unary<float>(
      "trunc", [](F32x4 a) { return trunc(a); }, [](float a) { return std::trunc(a); });
}

TYPED_TEST(PacketTest, Comparisons) {
  using T = TypeParam;
  using P = PacketOf<T>;
  check_comparison<T>(
      "pcmp_lt", [](P a, P b) { return pcmp_lt(a, b); }, std::less<T>());
  check_comparison<T>(
      "pcmp_le", [](P a, P b) { return pcmp_le(a, b); }, std::less_equal<T>());
  check_comparison<T>(
      "pcmp_eq", [](P a, P b) { return pcmp_eq(a, b); }, std::equal_to<T>());
}

TYPED_TEST(FloatPacketTest, LessOrNaN) {
  using T = TypeParam;
  using P = PacketOf<T>;
  check_comparison<T>(
      "pcmp_lt_or_nan", [](P a, P b) { return pcmp_lt_or_nan(a, b); },
      [](T a, T b) { return !(a >= b); });
}

TYPED_TEST(PacketTest, BitsAndSelection) {
  using T = TypeParam;
  using P = PacketOf<T>;
  const auto of_bits = [](auto word) { return std::bit_cast<T>(word); };
  check_binary<T>(
      "pand", [](P a, P b) { return pand(a, b); },
      [&](T a, T b) { return of_bits(to_bits(a) & to_bits(b)); });
  check_binary<T>(
      "por", [](P a, P b) { return por(a, b); },
      [&](T a, T b) { return of_bits(to_bits(a) | to_bits(b)); });
  check_binary<T>(
      "pxor", [](P a, P b) { return pxor(a, b); },
      [&](T a, T b) { return of_bits(to_bits(a) ^ to_bits(b)); });
  check_binary<T>(
      "pandnot", [](P a, P b) { return pandnot(a, b); },
      [&](T a, T b) { return of_bits(to_bits(a) & ~to_bits(b)); });
  check_binary<T>(
      "pselect", [](P a, P b) { return pselect(pcmp_lt(a, b), a, b); },
      [](T a, T b) { return a < b ? a : b; });
}

TEST(SinglePacketTest, Shifts) {
  check_unary<std::int32_t>(
      "left", [](I32x4 a) { return plogical_shift_left<5>(a); },
      [](std::int32_t a) { return wrapping<std::int32_t>(std::int64_t{a} * 32); });
  check_unary<std::int32_t>(
      "arithmetic right", [](I32x4 a) { return parithmetic_shift_right<5>(a); },
      [](std::int32_t a) { return a >> 5; });
  check_unary<std::int32_t>(
      "logical right", [](I32x4 a) { return plogical_shift_right<5>(a); },
      [](std::int32_t a) { return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) >> 5); });
}

// The order in which lanes are combined is part of the contract.
TYPED_TEST(PacketTest, Reductions) {
  using T = TypeParam;
  for_each_packet<T>([](const T* x) {
    const auto combine = [x](auto f) {
      return kLanes<T> == 2 ? f(x[0], x[1])
                            : f(f(x[0], x[2 % kLanes<T>]), f(x[1], x[3 % kLanes<T>]));
    };
    using Sum = std::conditional_t<std::is_integral_v<T>, std::uint32_t, T>;
    const auto add = [](T a, T b) {
      return static_cast<T>(static_cast<Sum>(a) + static_cast<Sum>(b));
    };
    [[maybe_unused]] const auto mul = [](T a, T b) {
      return static_cast<T>(static_cast<Sum>(a) * static_cast<Sum>(b));
    };
    EXPECT_TRUE(same(predux(load(x)), combine(add)));
    // Eigen multiplies the lanes of int32 packets as signed numbers, which may not overflow; no
    // kernel takes that product.
    if constexpr (!std::is_integral_v<T>) {
      EXPECT_TRUE(same(predux_mul(load(x)), combine(mul)));
    }
    bool numbers = true;
    for (std::size_t i = 0; i < kLanes<T>; ++i) numbers = numbers && x[i] == x[i];
    if (numbers) {
      // Which of two equal zeros comes out depends on the order of comparisons: compare values.
      EXPECT_EQ(predux_min(load(x)), combine([](T a, T b) { return std::min(a, b); }));
      EXPECT_EQ(predux_max(load(x)), combine([](T a, T b) { return std::max(a, b); }));
    }
  });
}

TYPED_TEST(PacketTest, MovesLanes) {
  using T = TypeParam;
  using P = PacketOf<T>;
  constexpr std::size_t n = kLanes<T>;
  std::vector<T> memory(64);
  for (std::size_t i = 0; i < memory.size(); ++i) memory[i] = static_cast<T>(i * 3 + 1);
  const T* p = memory.data() + 1;
  EXPECT_EQ(pfirst(load(p)), p[0]);
  const auto reversed = lanes(preverse(load(p)));
  const auto gathered = lanes(pgather<T, P>(p, 5));
  const auto doubled = lanes(ploaddup<P>(p));
  const auto sequence = lanes(plset<P>(T(4)));
  const auto splatted = lanes(pload1<P>(p));
  for (std::size_t i = 0; i < n; ++i) {
    EXPECT_EQ(reversed[i], p[n - 1 - i]);
    EXPECT_EQ(gathered[i], p[5 * i]);
    EXPECT_EQ(doubled[i], p[i / 2]);
    EXPECT_EQ(sequence[i], static_cast<T>(4 + i));
    EXPECT_EQ(splatted[i], p[0]);
  }
  std::vector<T> scattered(16, T(0));
  pscatter<T, P>(scattered.data(), load(p), 3);
  for (std::size_t i = 0; i < scattered.size(); ++i) {
    EXPECT_EQ(scattered[i], i % 3 == 0 && i / 3 < n ? p[i / 3] : T(0));
  }
  PacketBlock<P, static_cast<int>(n)> block;
  for (std::size_t i = 0; i < n; ++i) block.packet[i] = load(p + n * i);
  ptranspose(block);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = lanes(block.packet[i]);
    for (std::size_t j = 0; j < n; ++j) EXPECT_EQ(row[j], p[n * j + i]);
  }
}

// On memory of exactly the counted size: the address sanitizer sees a read beyond it.
TYPED_TEST(PacketTest, CountedLoadsAndStoresStayInBounds) {
  using T = TypeParam;
  for (std::size_t n = 0; n <= kLanes<T> + 1; ++n) {
    std::vector<T> exact(n);
    for (std::size_t i = 0; i < n; ++i) exact[i] = static_cast<T>(i + 1);
    const auto zeros = lanes(load(exact.data(), n));
    const auto rest = lanes(load(exact.data(), n, T(9)));
    for (std::size_t i = 0; i < kLanes<T>; ++i) {
      EXPECT_EQ(zeros[i], i < n ? exact[i] : T(0));
      EXPECT_EQ(rest[i], i < n ? exact[i] : T(9));
    }
    std::vector<T> out(n, T(0));
    store(out.data(), splat(T(5)), n);
    for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(out[i], i < kLanes<T> ? T(5) : T(0));
  }
}

TEST(SinglePacketTest, Conversions) {
  const float floats[] = {1.9f, -1.9f, 2147483520.0f, -2147483648.0f};
  const auto ints = lanes(pcast<F32x4, I32x4>(load(floats)));
  const std::array<std::int32_t, 4> expected = {1, -1, 2147483520,
                                                std::numeric_limits<std::int32_t>::min()};
  EXPECT_EQ(ints, expected);
  check_unary<std::int32_t>(
      "to float", [](I32x4 a) { return pcast<I32x4, F32x4>(a); },
      [](std::int32_t a) { return static_cast<float>(a); });
  for_each_packet<float>([](const float* x) {
    const Doubles wide = to_doubles(load(x));
    const auto low = lanes(wide.low);
    const auto high = lanes(wide.high);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_TRUE(same(low[i], static_cast<double>(x[i])));
      EXPECT_TRUE(same(high[i], static_cast<double>(x[i + 2])));
    }
    const auto back = lanes(to_floats(wide));
    for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(same(back[i], x[i]));
  });
  const double precise[] = {1.0 + 0x1p-24 + 0x1p-40, -1e300};
  const auto rounded = lanes(to_floats({load(precise), load(precise)}));
  EXPECT_EQ(rounded[0], 1.0f + 0x1p-23f);
  EXPECT_EQ(rounded[3], -kInf);
  EXPECT_EQ(pfirst(bits(splat(1.0f))), 0x3f800000);
  EXPECT_EQ(pfirst(from_bits(splat(std::int32_t{0x40000000}))), 2.0f);
}

TEST(SinglePacketTest, Any) {
  EXPECT_FALSE(any(pcmp_lt(splat(1.0f), splat(1.0f))));
  EXPECT_FALSE(any(pcmp_eq(splat(kNaN), splat(kNaN))));
  EXPECT_TRUE(any(pcmp_lt(make(1.0f, 1.0f, 1.0f, 0.5f), splat(1.0f))));
}

// madd may round once or twice; nothing else.
TEST(SinglePacketTest, MaddRoundsOnceOrTwice) {
  const float a = 1.0f + 0x1p-12f;
  const float twice = a * a - 1.0f;  // contraction is off in the whole build
  const float once = std::fma(a, a, -1.0f);
  ASSERT_NE(once, twice);
  const float actual = pfirst(madd(splat(a), splat(a), splat(-1.0f)));
  const float negated = pfirst(nmadd(splat(a), splat(a), splat(1.0f)));
  if (kMaddMayFuse) {
    EXPECT_TRUE(actual == once || actual == twice);
    EXPECT_TRUE(negated == -once || negated == -twice);
  } else {
    EXPECT_EQ(actual, twice);
    EXPECT_EQ(negated, -twice);
  }
  EXPECT_EQ(pfirst(mul_add(splat(a), splat(a), splat(-1.0f))), twice);
}

TEST(SinglePacketTest, FastMinimumAndMaximumAgreeOnNumbers) {
  const F32x4 x = make(1.0f, -2.0f, kInf, 4.0f);
  const F32x4 y = make(3.0f, -5.0f, 7.0f, -kInf);
  EXPECT_EQ(lanes(min_fast(x, y)), lanes(pmin(x, y)));
  EXPECT_EQ(lanes(max_fast(x, y)), lanes(pmax(x, y)));
}

// Eigen's own expressions run on the same packets.
TEST(EigenTest, ExpressionsAreVectorised) {
  static_assert(Eigen::internal::packet_traits<float>::Vectorizable);
  static_assert(Eigen::internal::packet_traits<double>::Vectorizable);
  static_assert(Eigen::internal::packet_traits<std::int32_t>::Vectorizable);
  using Sum = Eigen::CwiseBinaryOp<Eigen::internal::scalar_sum_op<float, float>,
                                   const Eigen::ArrayXf, const Eigen::ArrayXf>;
  static_assert((Eigen::internal::evaluator<Sum>::Flags & Eigen::PacketAccessBit) != 0);
}

template <class T>
void check_product(int m, int k, int n) {
  using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
  Matrix a(m, k);
  Matrix b(k, n);
  for (int i = 0; i < m * k; ++i) a.data()[i] = static_cast<T>(i % 17 - 8);
  for (int i = 0; i < k * n; ++i) b.data()[i] = static_cast<T>(i % 13 - 6);
  const Matrix c = a * b;
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j) {
      T expected = 0;
      for (int p = 0; p < k; ++p) expected += a(i, p) * b(p, j);
      ASSERT_EQ(c(i, j), expected) << i << ", " << j;
    }
  }
}

TEST(EigenTest, Products) {
  for (const int n : {1, 2, 3, 7, 8, 17, 33, 70}) {
    check_product<float>(n, n + 3, n + 1);
    check_product<double>(n, n + 3, n + 1);
    check_product<std::int32_t>(n, n + 3, n + 1);
  }
}

TEST(EigenTest, ReductionsAndFunctionsOfDouble) {
  Eigen::ArrayXd x(37);
  for (int i = 0; i < 37; ++i) x[i] = 0.25 * i - 4.0;
  EXPECT_EQ(x.sum(), 0.25 * 666 - 4.0 * 37);
  EXPECT_EQ(x.maxCoeff(), 5.0);
  const Eigen::ArrayXd e = x.exp();
  const Eigen::ArrayXd l = e.log();
  for (int i = 0; i < 37; ++i) {
    EXPECT_NEAR(e[i], std::exp(x[i]), 4e-16 * std::exp(x[i]));
    EXPECT_NEAR(l[i], x[i], 1e-15);
  }
  const Eigen::ArrayXd edges =
      Eigen::Array4d(0.0, -1.0, 4e-308, std::numeric_limits<double>::infinity()).log();
  EXPECT_EQ(edges[0], -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(edges[1]));
  EXPECT_NEAR(edges[2], std::log(4e-308), 1e-12);
  EXPECT_EQ(edges[3], std::numeric_limits<double>::infinity());
}

}  // namespace
}  // namespace sardonyx::simd
