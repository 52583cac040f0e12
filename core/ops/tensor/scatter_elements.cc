// https://onnx.ai/onnx/operators/onnx__ScatterElements.html
// https://onnx.ai/onnx/operators/onnx__Scatter.html

#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/indices.h"
#include "core/ops/common/scatter.h"

namespace sardonyx {
namespace {

class ScatterElements : public Operator {
 public:
  explicit ScatterElements(const MakeContext& context)
      : axis_(context.get_int("axis", 0)), reduction_(scatter_reduction(context)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& indices = context.shape(1);
    const SymbolicShape& updates = context.shape(2);
    const int axis = normalize_axis(axis_, x.rank(), "attribute 'axis'");
    context.require_rank(1, x.rank(), x.rank());
    context.require_rank(2, x.rank(), x.rank());
    for (int a = 0; a < x.rank(); ++a) {
      context.require(!certainly_differ(indices[a], updates[a]), "input 1 has shape ", indices,
                      " and input 2 has shape ", updates, ", expected the same");
      const bool known = x[a].known() && indices[a].known();
      context.require(a == axis || !known || indices[a].value() <= x[a].value(),
                      "input 1 has shape ", indices, ", which exceeds input 0 of shape ", x,
                      " on axis ", a);
    }
    context.set_shape(0, x);
  }

  void run(RunContext& context) const override {
    const Tensor& indices = context.input(1);
    Tensor& y = context.output(0);
    const auto combine = scatter_combine_of(y.dtype(), reduction_);
    copy_elements(context.input(0), y);
    kernels::scatter_elements(element_kind_of(y.dtype()), y.raw(), y.shape(), indices_of(indices),
                              indices.shape(), normalize_axis(axis_, y.rank()),
                              context.input(2).raw(), combine);
  }

 private:
  std::int64_t axis_;
  kernels::ScatterReduction reduction_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, scatter_elements) {
  for (const auto& [name, since] : {std::pair{"Scatter", 9}, std::pair{"ScatterElements", 11}}) {
    registry.add({.name = name,
                  .since = since,
                  .signature = "data: T, indices: I, updates: T -> output: T",
                  .types = {{{"T", kBasicTypes}, {"I", kIndexTypes}}},
                  .make = make<ScatterElements>,
                  .in_place = input_bits({0})});
  }
}

}  // namespace sardonyx
