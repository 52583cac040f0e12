// https://onnx.ai/onnx/operators/onnx__Mod.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/remainder.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

// Version 28 says what fmod = 0 means for floats, which was not allowed before.
std::unique_ptr<Operator> make_mod(const MakeContext& context) {
  const bool truncates = context.get_bool("fmod", false);
  return std::make_unique<BinaryOperator>(
      context, truncates ? kernels::kTruncatedRemainder : kernels::kFloorRemainder);
}

}  // namespace

SARDONYX_OPERATORS(math, mod) {
  registry.add({.name = "Mod",
                .since = 10,
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_mod,
                .in_place = input_bits({0, 1})});
}

}  // namespace sardonyx
