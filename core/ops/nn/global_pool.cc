// https://onnx.ai/onnx/operators/onnx__GlobalAveragePool.html
// https://onnx.ai/onnx/operators/onnx__GlobalMaxPool.html

#include "core/graph/op_registry.h"
#include "core/kernels/pooling.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/pool.h"

namespace sardonyx {
namespace {

template <class T>
using PlanePool = void (*)(std::size_t planes, std::size_t size, const T* x, T* y,
                           ThreadPool& pool);

template <PlanePool<float> pool_float, PlanePool<double> pool_double>
class GlobalPool : public Operator {
 public:
  explicit GlobalPool(const MakeContext&) {}

  void infer(InferContext& context) const override { infer_global_pool(context); }

  void run(RunContext& context) const override {
    const Tensor& input = context.input(0);
    const auto planes = static_cast<std::size_t>(context.output(0).element_count());
    const auto size = static_cast<std::size_t>(input.shape().count(2, input.rank()));
    if (input.dtype() == DType::kDouble) {
      pool_double(planes, size, input.data<double>(), context.output(0).data<double>(),
                  context.threads());
      return;
    }
    Tensor y = widened_output(context, 0);
    pool_float(planes, size, widen(context, input).data<float>(), y.data<float>(),
               context.threads());
    narrow_output(context, 0, y);
  }
};

using GlobalAveragePool =
    GlobalPool<kernels::global_average_pool<float>, kernels::global_average_pool<double>>;
using GlobalMaxPool = GlobalPool<kernels::global_max_pool<float>, kernels::global_max_pool<double>>;

}  // namespace

SARDONYX_OPERATORS(nn, global_pool) {
  registry.add({.name = "GlobalAveragePool",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<GlobalAveragePool>});
  registry.add({.name = "GlobalMaxPool",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<GlobalMaxPool>});
}

}  // namespace sardonyx
