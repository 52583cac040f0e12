// https://onnx.ai/onnx/operators/onnx__ScatterND.html

#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/indices.h"
#include "core/ops/common/scatter.h"

namespace sardonyx {
namespace {

class ScatterND : public Operator {
 public:
  explicit ScatterND(const MakeContext& context) : reduction_(scatter_reduction(context)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& indices = context.shape(1);
    const SymbolicShape& updates = context.shape(2);
    context.set_shape(0, x);
    context.require(indices.rank() >= 1, "input 1 is a scalar, expected tuples of indices");
    const int last = indices.rank() - 1;
    const Dim tuple = indices[last];
    if (!tuple.known()) {
      return;
    }
    context.require(tuple.value() >= 1 && tuple.value() <= x.rank(), "input 1 of shape ", indices,
                    " has indices of ", tuple, " axes for input 0 of shape ", x);
    const auto skipped = static_cast<int>(tuple.value());
    bool fits = updates.rank() == last + x.rank() - skipped;
    for (int a = 0; a < updates.rank() && fits; ++a) {
      fits = !certainly_differ(updates[a], a < last ? indices[a] : x[skipped + a - last]);
    }
    context.require(fits, "input 2 of shape ", updates, " does not fit input 0 of shape ", x,
                    " and indices of shape ", indices);
  }

  void run(RunContext& context) const override {
    const Tensor& indices = context.input(1);
    Tensor& y = context.output(0);
    const auto combine = scatter_combine_of(y.dtype(), reduction_);
    copy_elements(context.input(0), y);
    kernels::scatter_nd(element_kind_of(y.dtype()), y.raw(), y.shape(), indices_of(indices),
                        static_cast<int>(indices.dim(-1)), context.input(2).raw(), combine);
  }

 private:
  kernels::ScatterReduction reduction_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, scatter_nd) {
  registry.add({.name = "ScatterND",
                .since = 11,
                .signature = "data: T, indices: int64, updates: T -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<ScatterND>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
