// https://onnx.ai/onnx/operators/onnx__LpPool.html

#include "core/graph/op_registry.h"
#include "core/kernels/pooling.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/pool.h"

namespace sardonyx {
namespace {

// p is a real number in version 1, an integer since version 2.
double norm_of(const MakeContext& context) {
  const double p = context.since() < 2 ? static_cast<double>(context.get_float("p", 2))
                                       : static_cast<double>(context.get_int("p", 2));
  context.require(p > 0 && p <= 1e6, "attribute 'p' is ", p, ", expected a positive number");
  return p;
}

class LpPool : public PoolOperator {
 public:
  explicit LpPool(const MakeContext& context) : PoolOperator(context), p_(norm_of(context)) {}

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
    kernels::lp_pool(window, planes_of(x), p_, x.data<T>(), y.data<T>(), scratch.data(),
                     context.threads());
  }

  double p_;
};

class GlobalLpPool : public Operator {
 public:
  explicit GlobalLpPool(const MakeContext& context) : p_(norm_of(context)) {}

  void infer(InferContext& context) const override { infer_global_pool(context); }

  void run(RunContext& context) const override {
    const Tensor x = as_computed(context, context.input(0));
    Tensor y = computed_output(context, 0);
    with_float_type(x.dtype(), [&]<class T>() { pool<T>(context, x, y); });
    store_computed(context, 0, y);
  }

 private:
  template <class T>
  void pool(RunContext& context, const Tensor& x, Tensor& y) const {
    kernels::global_lp_pool(static_cast<std::size_t>(y.element_count()),
                            static_cast<std::size_t>(x.shape().count(2, x.rank())), p_, x.data<T>(),
                            y.data<T>(), context.threads());
  }

  double p_;
};

}  // namespace

SARDONYX_OPERATORS(nn, lp_pool) {
  for (const int since : {1, 2}) {
    registry.add({.name = "LpPool",
                  .since = since,
                  .signature = "X: T -> Y: T",
                  .types = {{{"T", kFloatTypes}}},
                  .make = make<LpPool>});
    registry.add({.name = "GlobalLpPool",
                  .since = since,
                  .signature = "X: T -> Y: T",
                  .types = {{{"T", kFloatTypes}}},
                  .make = make<GlobalLpPool>});
  }
}

}  // namespace sardonyx
