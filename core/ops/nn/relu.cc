// https://onnx.ai/onnx/operators/onnx__Relu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/kernels/parallel.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

// Elements per thread and task.
constexpr std::size_t kTaskElements = 32768;

class Relu : public UnaryOperator {
 public:
  explicit Relu(const MakeContext&) : UnaryOperator(kernels::kRelu) {}

  void run(RunContext& context) const override {
    switch (context.input(0).dtype()) {
      case DType::kFloat16:
        return run_half<Float16>(context);
      case DType::kBFloat16:
        return run_half<BFloat16>(context);
      default:
        return UnaryOperator::run(context);
    }
  }

 private:
  template <class Half>
  static void run_half(RunContext& context) {
    const Half* x = context.input(0).data<Half>();
    Half* y = context.output(0).data<Half>();
    kernels::parallel_ranges(context.threads(),
                             static_cast<std::size_t>(context.input(0).element_count()),
                             kTaskElements, [&](std::size_t first, std::size_t last) {
                               kernels::relu(x + first, y + first, last - first);
                             });
  }
};

}  // namespace

SARDONYX_OPERATORS(nn, relu) {
  registry.add({.name = "Relu",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes | kSignedIntTypes}}},
                .make = make<Relu>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
