// https://onnx.ai/onnx/operators/onnx__QLinearMatMul.html

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// y = quantize(MatMulInteger(a, b) * a_scale * b_scale). The scale of a may be one per row.
void expand_qlinear_matmul(ExpandContext& c) {
  ValueId a_scale = c.cast(c.input(1), DType::kFloat);
  if (c.type(c.input(1)).shape.ranked() && c.type(c.input(1)).shape.rank() == 1) {
    a_scale = c.op("Unsqueeze", {a_scale, c.constant(Tensor::of<std::int64_t>(Shape{1}, {-1}))});
  }
  const ValueId b_scale = c.cast(c.input(4), DType::kFloat);
  const ValueId y_scale = c.cast(c.input(6), DType::kFloat);
  const ValueId sum = c.op("MatMulInteger", {c.input(0), c.input(3), c.input(2), c.input(5)});
  const ValueId real = c.op("Mul", {c.cast(sum, DType::kFloat), c.op("Mul", {a_scale, b_scale})});
  c.set_output(0, c.op("QuantizeLinear", {real, y_scale, c.input(7)}));
}

}  // namespace

SARDONYX_OPERATORS(quant, qlinear_matmul) {
  registry.add({.name = "QLinearMatMul",
                .since = 10,
                .signature = "a: T1, a_scale: TS, a_zero_point: T1, b: T2, b_scale: TS, "
                             "b_zero_point: T2, y_scale: TS, y_zero_point: T3 -> y: T3",
                .types = {{{"T1", DTypeSet{DType::kInt8, DType::kUint8}},
                           {"T2", DTypeSet{DType::kInt8, DType::kUint8}},
                           {"T3", DTypeSet{DType::kInt8, DType::kUint8}},
                           {"TS", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .expand = expand_qlinear_matmul});
}

}  // namespace sardonyx
