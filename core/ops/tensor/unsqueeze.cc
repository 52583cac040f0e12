// https://onnx.ai/onnx/operators/onnx__Unsqueeze.html

#include "core/graph/op_registry.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// The axes are an attribute before version 13 and an input from then on.
class Unsqueeze : public Operator {
 public:
  explicit Unsqueeze(const MakeContext& context)
      : axes_are_attribute_(context.since() < 13),
        axes_(axes_are_attribute_ ? context.get_ints("axes") : Ints{}) {}

  void infer(InferContext& context) const override {
    if (axes_are_attribute_) {
      return infer_for(context, axes_);
    }
    if (const auto axes = context.ints(1)) {
      return infer_for(context, *axes);
    }
    context.set_shape(0, shape_of_rank(Dim(context.rank(0)) + list_length(context, 1)));
  }

  void run(RunContext& context) const override {
    copy_elements(context.input(0), context.output(0));
  }

 private:
  static void infer_for(InferContext& context, const Ints& axes) {
    const SymbolicShape& x = context.shape(0);
    const int rank = x.rank() + static_cast<int>(axes.size());
    SmallVector<bool, 8> added(static_cast<std::size_t>(rank), false);
    for (const std::int64_t axis : axes) {
      const auto at = static_cast<std::size_t>(normalize_axis(axis, rank));
      context.require(!added[at], "the axes ", axes, " name axis ", at, " twice");
      added[at] = true;
    }
    SymbolicShape y = SymbolicShape::of_rank(rank);
    int from = 0;
    for (int axis = 0; axis < rank; ++axis) {
      y[axis] = added[static_cast<std::size_t>(axis)] ? Dim(1) : x[from++];
    }
    forward_shape_contents(context, y);
    context.set_shape(0, std::move(y));
  }

  bool axes_are_attribute_;
  Ints axes_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, unsqueeze) {
  registry.add({.name = "Unsqueeze",
                .since = 1,
                .signature = "data: T -> expanded: T",
                .types = {{{"T", kAllTypes}}},
                .make = make<Unsqueeze>,
                .view = true});
  registry.add({.name = "Unsqueeze",
                .since = 13,
                .signature = "data: T, axes: int64 -> expanded: T",
                .types = {{{"T", kAllTypes}}},
                .make = make<Unsqueeze>,
                .view = true});
}

}  // namespace sardonyx
