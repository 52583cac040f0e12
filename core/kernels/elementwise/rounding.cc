#include "core/kernels/elementwise/rounding.h"

#include "core/kernels/elementwise/make_loops.h"

namespace sardonyx::kernels {
namespace {

struct Floor {
  template <class Packet>
  Packet operator()(const Packet& x) const {
    return simd::pfloor(x);
  }
};

struct Ceil {
  template <class Packet>
  Packet operator()(const Packet& x) const {
    return simd::pceil(x);
  }
};

struct Round {
  template <class Packet>
  Packet operator()(const Packet& x) const {
    return simd::print(x);
  }
};

}  // namespace

constinit const UnaryLoops kFloor = make_unary<Floor, void, float, double>();
constinit const UnaryLoops kCeil = make_unary<Ceil, void, float, double>();
constinit const UnaryLoops kRound = make_unary<Round, void, float, double>();

}  // namespace sardonyx::kernels
