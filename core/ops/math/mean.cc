// https://onnx.ai/onnx/operators/onnx__Mean.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/compute_type.h"

namespace sardonyx {
namespace {

class Mean : public VariadicOperator {
 public:
  explicit Mean(const MakeContext&) : VariadicOperator(kernels::kAdd) {}

  void run(RunContext& context) const override {
    VariadicOperator::run(context);
    Tensor& y = context.output(0);
    const double inputs = context.input_count();
    Tensor divisor = context.allocate(y.dtype(), {});
    store_tile_as(kernels::ComputeType::kDouble, y.dtype(), &inputs, 1, divisor.raw(), 0);
    run_binary(kernels::kDiv, y, divisor, y, context.threads());
  }
};

}  // namespace

SARDONYX_OPERATORS(math, mean) {
  registry.add({.name = "Mean",
                .since = 1,
                .signature = "data_0...: T -> mean: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Mean>,
                .in_place = input_bits({0, 1})});
}

}  // namespace sardonyx
