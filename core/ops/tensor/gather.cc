// https://onnx.ai/onnx/operators/onnx__Gather.html

#include "core/kernels/gather.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/indices.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

class Gather : public Operator {
 public:
  explicit Gather(const MakeContext& context) : axis_(context.get_int("axis", 0)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& indices = context.shape(1);
    const int axis = normalize_axis(axis_, x.rank(), "attribute 'axis'");
    SymbolicShape y = Shape{};
    for (int a = 0; a < axis; ++a) {
      y.push_back(x[a]);
    }
    for (const Dim dim : indices.dims()) {
      y.push_back(dim);
    }
    for (int a = axis + 1; a < x.rank(); ++a) {
      y.push_back(x[a]);
    }
    if (x.rank() == 1 && holds_shape_contents(context.dtype(0), y)) {
      pick_contents(context);
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const int axis = normalize_axis(axis_, x.rank());
    kernels::gather(element_kind_of(x.dtype()), x.raw(), x.shape().count(0, axis), x.dim(axis),
                    x.shape().count(axis + 1, x.rank()), indices_of(context.input(1)),
                    context.output(0).raw(), context.threads());
  }

 private:
  static void pick_contents(InferContext& context) {
    const auto contents = shape_contents(context, 0);
    const auto indices = context.ints(1);
    if (!contents || !indices) {
      return;
    }
    const auto extent = static_cast<std::int64_t>(contents->size());
    std::vector<Dim> picked;
    for (const std::int64_t index : *indices) {
      if (index < -extent || index >= extent) {
        return;
      }
      picked.push_back((*contents)[static_cast<std::size_t>(index < 0 ? index + extent : index)]);
    }
    context.set_contents(0, std::move(picked));
  }

  std::int64_t axis_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, gather) {
  registry.add({.name = "Gather",
                .since = 1,
                .signature = "data: T, indices: I -> output: T",
                .types = {{{"T", kBasicTypes}, {"I", kIndexTypes}}},
                .make = make<Gather>});
}

}  // namespace sardonyx
