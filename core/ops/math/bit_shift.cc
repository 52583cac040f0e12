// https://onnx.ai/onnx/operators/onnx__BitShift.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/bitwise.h"
#include "core/ops/common/binary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_bit_shift(const MakeContext& context) {
  context.require(context.has("direction"), "attribute 'direction' is missing");
  const bool left = context.get_choice("direction", {"LEFT", "RIGHT"}) == 0;
  return std::make_unique<BinaryOperator>(context,
                                          left ? kernels::kShiftLeft : kernels::kShiftRight);
}

}  // namespace

SARDONYX_OPERATORS(math, bit_shift) {
  registry.add({.name = "BitShift",
                .since = 11,
                .signature = "X: T, Y: T -> Z: T",
                .types = {{{"T", kIntTypes}}},
                .make = make_bit_shift,
                .in_place = input_bits({0, 1})});
}

}  // namespace sardonyx
