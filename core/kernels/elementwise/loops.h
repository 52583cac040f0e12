#pragma once

#include <cstddef>
#include <cstdint>

// Elementwise operators as data: per operator a table with one loop per type that arithmetic is
// done in. A loop works on a run of contiguous elements; broadcasting, the other element types
// (which are converted a tile at a time) and, for fused chains, the order of several loops over one
// tile are the business of whoever walks over the tensors.

namespace sardonyx::kernels {

/// The types that elementwise arithmetic is done in. float16 and bfloat16 are computed as float,
/// integers of 8 and 16 bits as int32, uint32 as int64; narrowing back wraps around, which gives
/// the right result modulo 2^bits for all operators that are exact in the wider type.
enum class ComputeType : std::uint8_t { kFloat, kDouble, kInt32, kInt64, kUint64 };
inline constexpr std::size_t kComputeTypeCount = 5;

/// The parameters of an elementwise operator (alpha, beta, min, max ...) in the order in which the
/// operator's table documents them.
struct ElementwiseParameters {
  double values[4] = {};
};

/// y[i] = f(x[i]) for i < n. y may be x unless the result has another type.
using UnaryLoop = void (*)(const void* x, void* y, std::size_t n,
                           const ElementwiseParameters& parameters);

/// Which operands of a binary loop are one element that serves for all.
enum class Operands : std::uint8_t { kBoth, kScalarA, kScalarB };

/// y[i] = f(a[i], b[i]) for i < n; a scalar operand is read at index 0 only. y may be a or b
/// unless the result has another type.
using BinaryLoop = void (*)(const void* a, const void* b, void* y, std::size_t n,
                            Operands operands);

/// One loop per compute type, in the order of ComputeType; null where the operator does not take
/// the type. Results are of the compute type, or bool for questions (IsNaN).
struct UnaryLoops {
  UnaryLoop loops[kComputeTypeCount] = {};
  bool gives_bool = false;
};

/// As UnaryLoops.
struct BinaryLoops {
  BinaryLoop loops[kComputeTypeCount] = {};
  bool gives_bool = false;
};

/// One operator of a fused chain: a unary or a binary one, the other is null.
struct ElementwiseStep {
  const UnaryLoops* unary = nullptr;
  ElementwiseParameters parameters;
  const BinaryLoops* binary = nullptr;
};

}  // namespace sardonyx::kernels
