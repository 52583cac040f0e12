// https://onnx.ai/onnx/operators/onnx__Concat.html

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// Version 1 has a default for the axis.
class Concat : public Operator {
 public:
  explicit Concat(const MakeContext& context)
      : axis_(context.opset() < 4 ? context.get_int("axis", 1) : context.get_int("axis")) {}

  void infer(InferContext& context) const override {
    SymbolicShape y = context.shape(0);
    const int axis = normalize_axis(axis_, y.rank(), "attribute 'axis'");
    for (int i = 1; i < context.input_count(); ++i) {
      const SymbolicShape& x = context.shape(i);
      context.require(x.rank() == y.rank(), "input 0 has shape ", context.shape(0), " and input ",
                      i, " has shape ", x, ", expected the same rank");
      for (int a = 0; a < y.rank(); ++a) {
        if (a == axis) {
          y[a] = y[a] + x[a];
          continue;
        }
        context.require(!certainly_differ(x[a], y[a]), "input ", i, " has shape ", x,
                        ", expected extent ", y[a], " on axis ", a, " as the inputs before it");
        y[a] = x[a].known() ? x[a] : y[a];
      }
    }
    join_contents(context, y);
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    Tensor& y = context.output(0);
    const int axis = normalize_axis(axis_, y.rank());
    SmallVector<kernels::ConcatPart, 8> parts;
    for (int i = 0; i < context.input_count(); ++i) {
      parts.push_back({context.input(i).raw(), context.input(i).dim(axis)});
    }
    kernels::concat(element_kind_of(y.dtype()), y.shape().count(0, axis),
                    y.shape().count(axis + 1, y.rank()), parts, y.raw(), context.threads());
  }

 private:
  static void join_contents(InferContext& context, const SymbolicShape& y) {
    if (y.rank() != 1 || !holds_shape_contents(context.dtype(0), y)) {
      return;
    }
    std::vector<Dim> joined;
    for (int i = 0; i < context.input_count(); ++i) {
      if (const auto part = shape_contents(context, i)) {
        joined.insert(joined.end(), part->begin(), part->end());
      } else {
        joined.resize(joined.size() + static_cast<std::size_t>(context.dim(i, 0).value()));
      }
    }
    context.set_contents(0, std::move(joined));
  }

  std::int64_t axis_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, concat) {
  registry.add({.name = "Concat",
                .since = 1,
                .signature = "inputs...: T -> concat_result: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Concat>});
}

}  // namespace sardonyx
