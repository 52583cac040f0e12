// https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/quantize.h"
#include "core/ops/common/quantization.h"

namespace sardonyx {
namespace {

using kernels::ComputeType;

class DequantizeLinear : public Operator {
 public:
  explicit DequantizeLinear(const MakeContext& context)
      : grid_(context.get_int("axis", 1), context.get_int("block_size", 0)),
        dtype_(context.get_int("output_dtype", 0) != 0
                   ? context.get_dtype("output_dtype", DType::kFloat)
                   : context.input_dtype(1)) {
    context.require(context.get_int("block_size", 0) >= 0, "attribute 'block_size' is negative");
    context.require_supported(
        dtype_ == DType::kFloat || dtype_ == DType::kFloat16 || dtype_ == DType::kBFloat16,
        "cannot dequantize to ", dtype_);
  }

  void infer(InferContext& context) const override {
    grid_.check(context);
    context.set_dtype(0, dtype_);
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    if (dtype_ == DType::kFloat && grid_.has_long_runs(x.shape(), context.input(1))) {
      if (x.dtype() == DType::kUint8) {
        return run_bytes<std::uint8_t>(context, x, y);
      }
      if (x.dtype() == DType::kInt8) {
        return run_bytes<std::int8_t>(context, x, y);
      }
    }
    const auto count = static_cast<std::size_t>(x.element_count());
    const bool integers = integer_range(x.dtype()).has_value() || x.dtype() == DType::kInt32;
    Tile values;
    Tile scales;
    Tile zero_points;
    auto* value = reinterpret_cast<float*>(values.bytes);
    auto* scale = reinterpret_cast<float*>(scales.bytes);
    auto* zero_point = reinterpret_cast<std::int32_t*>(zero_points.bytes);
    for (std::size_t i = 0; i < count; i += kTileElements) {
      const std::size_t n = std::min(kTileElements, count - i);
      grid_.fill(x.shape(), context.input(1), integers ? context.optional_input(2) : nullptr,
                 static_cast<std::int64_t>(i), n, scale, zero_point);
      if (integers) {
        auto* code = reinterpret_cast<std::int32_t*>(values.bytes);
        load_tile_as(ComputeType::kInt32, x.dtype(), x.raw(), i, n, code);
        kernels::dequantize(code, scale, zero_point, value, n);
      } else {
        load_tile_as(ComputeType::kFloat, x.dtype(), x.raw(), i, n, value);
        for (std::size_t j = 0; j < n; ++j) {
          value[j] *= scale[j];
        }
      }
      store_tile_as(ComputeType::kFloat, dtype_, value, n, y.raw(), i);
    }
  }

 private:
  // The usual case, with no copy of the scale per element.
  template <class Code>
  void run_bytes(RunContext& context, const Tensor& x, Tensor& y) const {
    const Code* from = x.data<Code>();
    float* to = y.data<float>();
    grid_.for_each_run(x.shape(), context.input(1), context.optional_input(2), context.threads(),
                       [&](const QuantizationGrid::Run& run) {
                         kernels::dequantize(from + run.first, run.scale, run.zero_point,
                                             to + run.first, run.count);
                       });
  }

  QuantizationGrid grid_;
  DType dtype_;
};

}  // namespace

SARDONYX_OPERATORS(quant, dequantize_linear) {
  registry.add({.name = "DequantizeLinear",
                .since = 10,
                .signature = "x: T1, x_scale: T2, x_zero_point?: T1 -> y: any",
                .types = {{{"T1", kQuantizedTypes | DType::kInt32},
                           {"T2", DTypeSet{DType::kFloat, DType::kFloat16, DType::kBFloat16,
                                           DType::kFloat8E8M0}}}},
                .make = make<DequantizeLinear>});
}

}  // namespace sardonyx
