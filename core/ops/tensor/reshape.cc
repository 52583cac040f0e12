// https://onnx.ai/onnx/operators/onnx__Reshape.html

#include "core/graph/op_registry.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// Version 1 has the shape as an attribute, version 5 and later as an input.
class Reshape : public Operator {
 public:
  explicit Reshape(const MakeContext& context)
      : allow_zero_(context.get_bool("allowzero", false)),
        shape_is_attribute_(context.since() < 5),
        shape_(shape_is_attribute_ ? context.get_ints("shape") : Ints{}) {}

  void infer(InferContext& context) const override {
    if (shape_is_attribute_) {
      return infer_for(context, shape_);
    }
    if (const auto shape = context.ints(1)) {
      return infer_for(context, *shape);
    }
    if (const auto dims = context.dims(1)) {
      // Extents from shape arithmetic are never the special values 0 and -1 unless known to be.
      SymbolicShape shape = SymbolicShape::of_rank(static_cast<int>(dims->size()));
      int unknown = 0;
      int last_unknown = 0;
      for (int axis = 0; axis < shape.rank(); ++axis) {
        const Dim dim = (*dims)[static_cast<std::size_t>(axis)];
        shape[axis] = dim.is(0) ? Dim() : dim;
        if (!shape[axis].known() && !shape[axis].is_symbol()) {
          ++unknown;
          last_unknown = axis;
        }
      }
      // A -1, most likely. Whatever it is, only one extent gives the right number of elements.
      if (unknown == 1) {
        shape[last_unknown] = 1;
        shape[last_unknown] = divide(context, context.shape(0), shape, shape);
      }
      return context.set_shape(0, std::move(shape));
    }
    context.set_shape(0, shape_of_rank(list_length(context, 1)));
  }

  void run(RunContext& context) const override {
    copy_elements(context.input(0), context.output(0));
  }

 private:
  void infer_for(InferContext& context, const Ints& wanted) const {
    const SymbolicShape& x = context.shape(0);
    SymbolicShape y = SymbolicShape::of_rank(static_cast<int>(wanted.size()));
    int inferred = -1;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const int axis = static_cast<int>(i);
      if (wanted[i] == -1) {
        context.require(inferred < 0, "the shape ", wanted, " has more than one -1");
        inferred = axis;
      } else if (wanted[i] == 0 && !allow_zero_) {
        context.require(axis < x.rank(), "the shape ", wanted, " copies axis ", axis,
                        " of an input of shape ", x);
        y[axis] = x[axis];
      } else {
        context.require(wanted[i] >= 0, "the shape ", wanted, " has a negative extent");
        y[axis] = wanted[i];
      }
    }
    if (inferred >= 0) {
      y[inferred] = 1;
      y[inferred] = divide(context, x, y, wanted);
    }
    context.require(!certainly_differ(x.element_count(), y.element_count()), "cannot reshape ", x,
                    " to ", wanted, ": ", x.element_count(), " elements do not fit into ",
                    y.element_count());
    forward_shape_contents(context, y);
    context.set_shape(0, std::move(y));
  }

  // The extent that -1 stands for. Extents that occur on both sides cancel, also symbolic ones.
  template <class Wanted>
  static Dim divide(const InferContext& context, const SymbolicShape& x, const SymbolicShape& y,
                    const Wanted& wanted) {
    if (x.element_count().known() && y.element_count().known()) {
      const std::int64_t total = x.element_count().value();
      const std::int64_t others = y.element_count().value();
      context.require(others != 0, "the -1 in ", wanted, " is undetermined beside an extent of 0");
      context.require(total % others == 0, "cannot reshape ", x, " to ", wanted, ": ", total,
                      " elements are no multiple of ", others);
      return total / others;
    }
    Dim numerator = 1;
    std::vector<bool> cancelled(static_cast<std::size_t>(y.rank()), false);
    for (int i = 0; i < x.rank(); ++i) {
      bool found = false;
      for (int j = 0; j < y.rank() && !found && x[i].is_symbol(); ++j) {
        if (!cancelled[static_cast<std::size_t>(j)] && x[i] == y[j]) {
          cancelled[static_cast<std::size_t>(j)] = true;
          found = true;
        }
      }
      numerator = found ? numerator : numerator * x[i];
    }
    Dim denominator = 1;
    for (int j = 0; j < y.rank(); ++j) {
      denominator = cancelled[static_cast<std::size_t>(j)] ? denominator : denominator * y[j];
    }
    return numerator / denominator;
  }

  bool allow_zero_;
  bool shape_is_attribute_;
  Ints shape_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, reshape) {
  registry.add({.name = "Reshape",
                .since = 1,
                .signature = "data: T -> reshaped: T",
                .types = {{{"T", kAllTypes}}},
                .make = make<Reshape>,
                .view = true});
  registry.add({.name = "Reshape",
                .since = 5,
                .signature = "data: T, shape: int64 -> reshaped: T",
                .types = {{{"T", kAllTypes}}},
                .make = make<Reshape>,
                .view = true});
}

}  // namespace sardonyx
