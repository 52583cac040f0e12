// https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/quantize.h"
#include "core/ops/common/quantization.h"

namespace sardonyx {
namespace {

using kernels::ComputeType;

class QuantizeLinear : public Operator {
 public:
  explicit QuantizeLinear(const MakeContext& context)
      : grid_(context.get_int("axis", 1), context.get_int("block_size", 0)),
        dtype_(context.has_input(2) ? context.input_dtype(2)
               : context.get_int("output_dtype", 0) != 0
                   ? context.get_dtype("output_dtype", DType::kUint8)
                   : DType::kUint8) {
    context.require(context.get_int("block_size", 0) >= 0, "attribute 'block_size' is negative");
    context.require_supported(kQuantizedTypes.contains(dtype_), "cannot quantize to ", dtype_);
    rounding_.saturate = context.get_bool("saturate", true);
  }

  void infer(InferContext& context) const override {
    grid_.check(context);
    context.set_dtype(0, dtype_);
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    if (x.dtype() == DType::kFloat && grid_.has_long_runs(x.shape(), context.input(1))) {
      if (dtype_ == DType::kUint8) {
        return run_bytes<std::uint8_t>(context, x, y);
      }
      if (dtype_ == DType::kInt8) {
        return run_bytes<std::int8_t>(context, x, y);
      }
    }
    const auto count = static_cast<std::size_t>(x.element_count());
    const std::optional<IntegerRange> range = integer_range(dtype_);
    Tile values;
    Tile scales;
    Tile zero_points;
    auto* value = reinterpret_cast<float*>(values.bytes);
    auto* scale = reinterpret_cast<float*>(scales.bytes);
    auto* zero_point = reinterpret_cast<std::int32_t*>(zero_points.bytes);
    for (std::size_t i = 0; i < count; i += kTileElements) {
      const std::size_t n = std::min(kTileElements, count - i);
      load_tile_as(ComputeType::kFloat, x.dtype(), x.raw(), i, n, value);
      grid_.fill(x.shape(), context.input(1), range ? context.optional_input(2) : nullptr,
                 static_cast<std::int64_t>(i), n, scale, zero_point);
      if (range) {
        kernels::quantize(value, scale, zero_point, range->low, range->high, zero_point, n);
        store_tile_as(ComputeType::kInt32, dtype_, zero_point, n, y.raw(), i);
      } else {
        for (std::size_t j = 0; j < n; ++j) {
          value[j] /= scale[j];
        }
        store_tile_as(ComputeType::kFloat, dtype_, value, n, y.raw(), i, rounding_);
      }
    }
  }

 private:
  // The usual case, with no copy of the scale per element.
  template <class Code>
  void run_bytes(RunContext& context, const Tensor& x, Tensor& y) const {
    const float* from = x.data<float>();
    Code* to = y.data<Code>();
    grid_.for_each_run(x.shape(), context.input(1), context.optional_input(2), context.threads(),
                       [&](const QuantizationGrid::Run& run) {
                         kernels::quantize(from + run.first, run.scale, run.zero_point,
                                           to + run.first, run.count);
                       });
  }

  QuantizationGrid grid_;
  DType dtype_;
  SmallFloatRounding rounding_;
};

}  // namespace

SARDONYX_OPERATORS(quant, quantize_linear) {
  registry.add({.name = "QuantizeLinear",
                .since = 10,
                .signature = "x: T1, y_scale: T2, y_zero_point?: T3 -> y: any",
                .types = {{{"T1", (kFloatTypes - DTypeSet(DType::kDouble)) | DType::kInt32},
                           {"T2", DTypeSet{DType::kFloat, DType::kFloat16, DType::kBFloat16,
                                           DType::kInt32, DType::kFloat8E8M0}},
                           {"T3", kQuantizedTypes}}},
                .make = make<QuantizeLinear>});
}

}  // namespace sardonyx
