// https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html

#include <algorithm>
#include <cmath>

#include "core/graph/op_registry.h"
#include "core/kernels/quantize.h"
#include "core/ops/common/compute_type.h"

namespace sardonyx {
namespace {

// The range of x, widened to contain 0, is spread over 0 ... 255.
class DynamicQuantizeLinear : public Operator {
 public:
  explicit DynamicQuantizeLinear(const MakeContext&) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, context.shape(0));
    context.set_shape(1, SymbolicShape::of_rank(0));
    context.set_shape(2, SymbolicShape::of_rank(0));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const auto count = static_cast<std::size_t>(x.element_count());
    float low = 0;
    float high = 0;
    if (count > 0) {
      kernels::min_max(x.data<float>(), count, low, high);
      low = std::min(low, 0.0f);
      high = std::max(high, 0.0f);
    }
    const float scale = high == low ? 1.0f : (high - low) / 255;
    const float exact = std::nearbyint(-low / scale);
    // NaN, where the range is NaN or infinite, is 0.
    const float zero_point = exact > 0 ? std::min(exact, 255.0f) : 0.0f;
    if (context.has_output(1)) {
      *context.output(1).data<float>() = scale;
    }
    if (context.has_output(2)) {
      *context.output(2).data<std::uint8_t>() = static_cast<std::uint8_t>(zero_point);
    }
    if (!context.has_output(0)) {
      return;
    }
    Tile codes;
    Tile scales;
    Tile zero_points;
    auto* code = reinterpret_cast<std::int32_t*>(codes.bytes);
    auto* scale_tile = reinterpret_cast<float*>(scales.bytes);
    auto* zero_tile = reinterpret_cast<std::int32_t*>(zero_points.bytes);
    std::fill_n(scale_tile, kTileElements, scale);
    std::fill_n(zero_tile, kTileElements, static_cast<std::int32_t>(zero_point));
    for (std::size_t i = 0; i < count; i += kTileElements) {
      const std::size_t n = std::min(kTileElements, count - i);
      kernels::quantize(x.data<float>() + i, scale_tile, zero_tile, 0, 255, code, n);
      store_tile_as(kernels::ComputeType::kInt32, DType::kUint8, code, n, context.output(0).raw(),
                    i);
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(quant, dynamic_quantize_linear) {
  registry.add({.name = "DynamicQuantizeLinear",
                .since = 11,
                .signature = "x: float -> y: uint8, y_scale: float, y_zero_point: uint8",
                .make = make<DynamicQuantizeLinear>});
}

}  // namespace sardonyx
