// https://onnx.ai/onnx/operators/onnx__GatherElements.html

#include "core/graph/op_registry.h"
#include "core/kernels/gather.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/indices.h"

namespace sardonyx {
namespace {

class GatherElements : public Operator {
 public:
  explicit GatherElements(const MakeContext& context) : axis_(context.get_int("axis", 0)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& indices = context.shape(1);
    const int axis = normalize_axis(axis_, x.rank(), "attribute 'axis'");
    context.require_rank(1, x.rank(), x.rank());
    for (int a = 0; a < x.rank(); ++a) {
      const bool known = x[a].known() && indices[a].known();
      context.require(a == axis || !known || indices[a].value() <= x[a].value(),
                      "input 1 has shape ", indices, ", which exceeds input 0 of shape ", x,
                      " on axis ", a);
    }
    context.set_shape(0, indices);
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Tensor& indices = context.input(1);
    kernels::gather_elements(element_kind_of(x.dtype()), x.raw(), x.shape(), indices_of(indices),
                             indices.shape(), normalize_axis(axis_, x.rank()),
                             context.output(0).raw(), context.threads());
  }

 private:
  std::int64_t axis_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, gather_elements) {
  registry.add({.name = "GatherElements",
                .since = 11,
                .signature = "data: T, indices: I -> output: T",
                .types = {{{"T", kBasicTypes}, {"I", kIndexTypes}}},
                .make = make<GatherElements>});
}

}  // namespace sardonyx
