#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "core/kernels/elementwise/loops.h"
#include "core/simd/packet.h"

// Builds the loops of a table from a functor. Only for the .cc files of this folder.

namespace sardonyx::kernels {

/// What functors take that do not take packets.
template <class T>
concept Scalar = std::is_arithmetic_v<T>;

// Where a functor takes packets of T, loops step by packets; the last, partial packet is loaded and
// stored with a count.
template <class T>
inline constexpr bool kHasPackets =
    std::is_same_v<T, float> || std::is_same_v<T, double> || std::is_same_v<T, std::int32_t>;
template <class F, class T>
concept MapsPackets = kHasPackets<T> && requires(const F& f, const simd::PacketOf<T>& x) {
  // Exactly: clang converts vectors of one width into each other.
  { f(x) } -> std::same_as<simd::PacketOf<T>>;
};
template <class F, class T>
concept JoinsPackets = kHasPackets<T> && requires(const F& f, const simd::PacketOf<T>& x) {
  { f(x, x) } -> std::same_as<simd::PacketOf<T>>;
};

// A functor is made of the parameters, or of nothing when it has none.
template <class F>
F make_functor(const ElementwiseParameters& parameters) {
  if constexpr (std::is_constructible_v<F, const ElementwiseParameters&>) {
    return F(parameters);
  } else {
    return F{};
  }
}

template <class F, class T, class R>
void unary_loop(const void* x_data, void* y_data, std::size_t n,
                const ElementwiseParameters& parameters) {
  const T* x = static_cast<const T*>(x_data);
  R* y = static_cast<R*>(y_data);
  const F f = make_functor<F>(parameters);
  if constexpr (std::is_same_v<T, R> && MapsPackets<F, T>) {
    constexpr std::size_t kStep = simd::kLanes<T>;
    std::size_t i = 0;
    for (; i + kStep <= n; i += kStep) {
      simd::store(y + i, f(simd::load(x + i)));
    }
    if (i < n) {
      simd::store(y + i, f(simd::load(x + i, n - i, T{1})), n - i);
    }
  } else {
    for (std::size_t i = 0; i < n; ++i) {
      y[i] = f(x[i]);
    }
  }
}

template <class F, class T, class R>
void binary_loop(const void* a_data, const void* b_data, void* y_data, std::size_t n,
                 Operands operands) {
  const T* a = static_cast<const T*>(a_data);
  const T* b = static_cast<const T*>(b_data);
  R* y = static_cast<R*>(y_data);
  const F f;
  if constexpr (std::is_same_v<T, R> && JoinsPackets<F, T>) {
    using Packet = simd::PacketOf<T>;
    constexpr std::size_t kStep = simd::kLanes<T>;
    const auto run = [&](auto&& load_a, auto&& load_b) {
      std::size_t i = 0;
      for (; i + kStep <= n; i += kStep) {
        simd::store(y + i, f(load_a(i, kStep), load_b(i, kStep)));
      }
      if (i < n) {
        simd::store(y + i, f(load_a(i, n - i), load_b(i, n - i)), n - i);
      }
    };
    const auto stream = [](const T* p) {
      return [p](std::size_t i, std::size_t count) -> Packet {
        return count == kStep ? simd::load(p + i) : simd::load(p + i, count, T{1});
      };
    };
    const auto repeat = [](T value) {
      return [packet = simd::splat(value)](std::size_t, std::size_t) -> Packet { return packet; };
    };
    switch (operands) {
      case Operands::kBoth:
        return run(stream(a), stream(b));
      case Operands::kScalarA:
        return n == 0 ? void() : run(repeat(*a), stream(b));
      case Operands::kScalarB:
        return n == 0 ? void() : run(stream(a), repeat(*b));
    }
  } else {
    const std::size_t step_a = operands == Operands::kScalarA ? 0 : 1;
    const std::size_t step_b = operands == Operands::kScalarB ? 0 : 1;
    for (std::size_t i = 0; i < n; ++i) {
      y[i] = f(a[i * step_a], b[i * step_b]);
    }
  }
}

// Calls set.operator()<T>(type) for every compute type whose T is among Types.
template <class... Types, class Set>
constexpr void for_types(const Set& set) {
  const auto one = [&]<class T>(ComputeType type) {
    if constexpr ((std::is_same_v<T, Types> || ...)) {
      set.template operator()<T>(static_cast<std::size_t>(type));
    }
  };
  one.template operator()<float>(ComputeType::kFloat);
  one.template operator()<double>(ComputeType::kDouble);
  one.template operator()<std::int32_t>(ComputeType::kInt32);
  one.template operator()<std::int64_t>(ComputeType::kInt64);
  one.template operator()<std::uint64_t>(ComputeType::kUint64);
}

template <class Result, class T>
using ResultOf = std::conditional_t<std::is_same_v<Result, bool>, bool, T>;

/// The loops of functor F for those of the types that are listed. F is constructed from
/// ElementwiseParameters if it can be and called with a T, or with a packet of T where it can.
/// Result is void for the type of the operand, or bool.
template <class F, class Result, class... Types>
constexpr UnaryLoops make_unary() {
  UnaryLoops table;
  table.gives_bool = std::is_same_v<Result, bool>;
  for_types<Types...>([&]<class T>(std::size_t type) {
    table.loops[type] = unary_loop<F, T, ResultOf<Result, T>>;
  });
  return table;
}

/// As make_unary for functors of two arguments.
template <class F, class Result, class... Types>
constexpr BinaryLoops make_binary() {
  BinaryLoops table;
  table.gives_bool = std::is_same_v<Result, bool>;
  for_types<Types...>([&]<class T>(std::size_t type) {
    table.loops[type] = binary_loop<F, T, ResultOf<Result, T>>;
  });
  return table;
}

}  // namespace sardonyx::kernels
