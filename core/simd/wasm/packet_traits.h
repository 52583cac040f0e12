#pragma once

// The packet types of the WebAssembly backend and what Eigen may do with them.

#include <wasm_simd128.h>

#include <Eigen/Core>

namespace Eigen {
namespace internal {

using Packet4f = eigen_packet_wrapper<v128_t, 0>;
using Packet2d = eigen_packet_wrapper<v128_t, 1>;
using Packet4i = eigen_packet_wrapper<v128_t, 2>;

template <>
struct is_arithmetic<Packet4f> {
  enum { value = true };
};
template <>
struct is_arithmetic<Packet2d> {
  enum { value = true };
};
template <>
struct is_arithmetic<Packet4i> {
  enum { value = true };
};

template <>
struct packet_traits<float> : default_packet_traits {
  using type = Packet4f;
  using half = Packet4f;
  enum {
    Vectorizable = 1,
    AlignedOnScalar = 1,
    size = 4,
    HasCmp = 1,
    HasDiv = 1,
    HasLog = 1,
    HasLog1p = 1,
    HasExpm1 = 1,
    HasExp = 1,
    HasSqrt = 1,
    HasRsqrt = 1,
    HasCeil = 1,
    HasFloor = 1,
    HasRound = 1,
    HasRint = 1,
  };
};
template <>
struct packet_traits<double> : default_packet_traits {
  using type = Packet2d;
  using half = Packet2d;
  enum {
    Vectorizable = 1,
    AlignedOnScalar = 1,
    size = 2,
    HasCmp = 1,
    HasDiv = 1,
    HasLog = 1,
    HasExp = 1,
    HasSqrt = 1,
    HasRsqrt = 1,
    HasCeil = 1,
    HasFloor = 1,
    HasRound = 1,
    HasRint = 1,
  };
};
template <>
struct packet_traits<int> : default_packet_traits {
  using type = Packet4i;
  using half = Packet4i;
  enum { Vectorizable = 1, AlignedOnScalar = 1, size = 4, HasShift = 1 };
};

template <>
struct unpacket_traits<Packet4f> {
  using type = float;
  using half = Packet4f;
  using integer_packet = Packet4i;
  enum {
    size = 4,
    alignment = Aligned16,
    vectorizable = true,
    masked_load_available = false,
    masked_store_available = false,
  };
};
template <>
struct unpacket_traits<Packet2d> {
  using type = double;
  using half = Packet2d;
  enum {
    size = 2,
    alignment = Aligned16,
    vectorizable = true,
    masked_load_available = false,
    masked_store_available = false,
  };
};
template <>
struct unpacket_traits<Packet4i> {
  using type = int;
  using half = Packet4i;
  enum {
    size = 4,
    alignment = Aligned16,
    vectorizable = false,
    masked_load_available = false,
    masked_store_available = false,
  };
};

template <>
struct scalar_div_cost<float, true> {
  enum { value = 7 };
};
template <>
struct scalar_div_cost<double, true> {
  enum { value = 8 };
};

template <>
struct type_casting_traits<float, int> {
  enum { VectorizedCast = 1, SrcCoeffRatio = 1, TgtCoeffRatio = 1 };
};
template <>
struct type_casting_traits<int, float> {
  enum { VectorizedCast = 1, SrcCoeffRatio = 1, TgtCoeffRatio = 1 };
};
template <>
struct type_casting_traits<double, float> {
  enum { VectorizedCast = 1, SrcCoeffRatio = 2, TgtCoeffRatio = 1 };
};
template <>
struct type_casting_traits<float, double> {
  enum { VectorizedCast = 1, SrcCoeffRatio = 1, TgtCoeffRatio = 2 };
};

}  // namespace internal
}  // namespace Eigen
