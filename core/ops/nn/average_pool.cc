// https://onnx.ai/onnx/operators/onnx__AveragePool.html

#include "core/graph/op_registry.h"
#include "core/kernels/pooling.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/pool.h"

namespace sardonyx {
namespace {

class AveragePool : public PoolOperator {
 public:
  explicit AveragePool(const MakeContext& context)
      : PoolOperator(context), count_include_pad_(context.get_bool("count_include_pad", false)) {}

  void run(RunContext& context) const override {
    const Tensor x = as_computed(context, context.input(0));
    Tensor y = computed_output(context, 0);
    with_float_type(x.dtype(), [&]<class T>() { pool<T>(context, x, y); });
    store_computed(context, 0, y);
  }

 private:
  template <class T>
  void pool(RunContext& context, const Tensor& x, Tensor& y) const {
    const kernels::Window window = window_of(x);
    if (y.element_count() == 0) {
      return;
    }
    const std::span<std::byte> scratch = context.scratch<std::byte>(
        kernels::pool_scratch_size(window, sizeof(T), context.threads().threads()));
    kernels::average_pool(window, planes_of(x), count_include_pad_, x.data<T>(), y.data<T>(),
                          scratch.data(), context.threads());
  }

  bool count_include_pad_;
};

}  // namespace

SARDONYX_OPERATORS(nn, average_pool) {
  registry.add({.name = "AveragePool",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<AveragePool>});
}

}  // namespace sardonyx
