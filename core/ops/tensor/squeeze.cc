// https://onnx.ai/onnx/operators/onnx__Squeeze.html

#include <optional>

#include "core/graph/op_registry.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// The axes are an attribute before version 13 and an input from then on. An axis named twice is
// taken once.
class Squeeze : public Operator {
 public:
  explicit Squeeze(const MakeContext& context)
      : axes_are_input_(context.has_input(1)),
        all_(!axes_are_input_ && !context.has("axes")),
        axes_(context.get_ints("axes", {})) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    std::optional<Ints> axes = axes_;
    if (axes_are_input_) {
      axes = context.ints(1);
    }
    if (!axes) {
      return context.set_shape(0, shape_of_rank(Dim(x.rank()) - list_length(context, 1)));
    }
    SmallVector<bool, 8> dropped(static_cast<std::size_t>(x.rank()), false);
    for (const std::int64_t axis : *axes) {
      const int at = normalize_axis(axis, x.rank());
      context.require(x[at].is(1) || !x[at].known(), "axis ", axis, " of input 0 has extent ",
                      x[at], " in shape ", x, ", expected 1");
      dropped[static_cast<std::size_t>(at)] = true;
    }
    SymbolicShape y = Shape{};
    for (int axis = 0; axis < x.rank(); ++axis) {
      if (all_ && !x[axis].known()) {
        return context.set_shape(0, SymbolicShape());
      }
      if (!dropped[static_cast<std::size_t>(axis)] && !(all_ && x[axis].is(1))) {
        y.push_back(x[axis]);
      }
    }
    forward_shape_contents(context, y);
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    copy_elements(context.input(0), context.output(0));
  }

 private:
  bool axes_are_input_;
  bool all_;
  Ints axes_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, squeeze) {
  registry.add({.name = "Squeeze",
                .since = 1,
                .signature = "data: T, axes?: int64 -> squeezed: T",
                .types = {{{"T", kAllTypes}}},
                .make = make<Squeeze>,
                .view = true});
}

}  // namespace sardonyx
