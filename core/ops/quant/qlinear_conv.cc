// https://onnx.ai/onnx/operators/onnx__QLinearConv.html

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// y = quantize((ConvInteger(x, w) + bias) * x_scale * w_scale)
void expand_qlinear_conv(ExpandContext& c) {
  const ValueId x = c.input(0);
  const ValueId w = c.input(3);
  const int rank = c.type(w).shape.ranked() ? c.type(w).shape.rank() : c.type(x).shape.rank();
  c.require(c.type(w).shape.ranked() || c.type(x).shape.ranked(),
            "the rank of the input is unknown");
  c.require(rank >= 2, "the weights have rank ", rank, ", expected 2 at least");
  const auto along_channels = [&](ValueId vector) {
    std::vector<std::int64_t> shape(static_cast<std::size_t>(rank), 1);
    shape[1] = -1;
    return c.op("Reshape", {vector, c.constant(Tensor::of<std::int64_t>(
                                        Shape{rank}, std::span<const std::int64_t>(shape)))});
  };
  ValueId sum = c.op_like_node("ConvInteger", {x, w, c.input(2), c.input(5)});
  if (c.has_input(8)) {
    sum = c.op("Add", {sum, along_channels(c.input(8))});
  }
  const ValueId scale = c.op("Mul", {c.input(1), along_channels(c.input(4))});
  const ValueId real = c.op("Mul", {c.cast(sum, DType::kFloat), scale});
  c.set_output(0, c.op("QuantizeLinear", {real, c.input(6), c.input(7)}));
}

}  // namespace

SARDONYX_OPERATORS(quant, qlinear_conv) {
  registry.add({.name = "QLinearConv",
                .since = 10,
                .signature = "x: T1, x_scale: float, x_zero_point: T1, w: T2, w_scale: float, "
                             "w_zero_point: T2, y_scale: float, y_zero_point: T3, B?: int32 -> "
                             "y: T3",
                .types = {{{"T1", DTypeSet{DType::kInt8, DType::kUint8}},
                           {"T2", DTypeSet{DType::kInt8, DType::kUint8}},
                           {"T3", DTypeSet{DType::kInt8, DType::kUint8}}}},
                .expand = expand_qlinear_conv});
}

}  // namespace sardonyx
