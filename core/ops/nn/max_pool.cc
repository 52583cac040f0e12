// https://onnx.ai/onnx/operators/onnx__MaxPool.html

#include "core/graph/op_registry.h"
#include "core/kernels/pooling.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/pool.h"

namespace sardonyx {
namespace {

class MaxPool : public PoolOperator {
 public:
  explicit MaxPool(const MakeContext& context)
      : PoolOperator(context), column_major_(context.get_bool("storage_order", false)) {}

  void run(RunContext& context) const override {
    switch (context.input(0).dtype()) {
      case DType::kDouble:
        return pool<double>(context, context.input(0), context.output(0));
      case DType::kInt8:
        return pool<std::int8_t>(context, context.input(0), context.output(0));
      case DType::kUint8:
        return pool<std::uint8_t>(context, context.input(0), context.output(0));
      default: {
        Tensor y = widened_output(context, 0);
        pool<float>(context, widen(context, context.input(0)), y);
        narrow_output(context, 0, y);
      }
    }
  }

 private:
  template <class T>
  void pool(RunContext& context, const Tensor& x, Tensor& y) const {
    const kernels::Window window = window_of(x);
    if (y.element_count() == 0) {
      return;
    }
    if (context.has_output(1)) {
      kernels::max_pool_indices(window, planes_of(x), column_major_, x.data<T>(), y.data<T>(),
                                context.output(1).data<std::int64_t>(), context.threads());
      return;
    }
    const std::span<std::byte> scratch = context.scratch<std::byte>(
        kernels::pool_scratch_size(window, sizeof(T), context.threads().threads()));
    kernels::max_pool(window, planes_of(x), x.data<T>(), y.data<T>(), scratch.data(),
                      context.threads());
  }

  bool column_major_;
};

}  // namespace

SARDONYX_OPERATORS(nn, max_pool) {
  registry.add({.name = "MaxPool",
                .since = 1,
                .signature = "X: T -> Y: T, Indices: int64",
                .types = {{{"T", kFloatTypes | DTypeSet{DType::kInt8, DType::kUint8}}}},
                .make = make<MaxPool>});
}

}  // namespace sardonyx
