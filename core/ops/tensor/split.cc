// https://onnx.ai/onnx/operators/onnx__Split.html

#include <cmath>
#include <optional>

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/scalar.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// The sizes of the parts are an attribute before version 13 and an input from then on (version 1
// knows both). Without them the parts are equal; from version 18 on the last may be smaller.
class Split : public Operator {
 public:
  explicit Split(const MakeContext& context)
      : axis_(context.get_int("axis", 0)),
        parts_(context.get_int("num_outputs", context.output_count())),
        sizes_are_input_(context.has_input(1)),
        equal_(!sizes_are_input_ && !context.has("split")),
        last_may_be_smaller_(context.opset() >= 18),
        sizes_(context.get_ints("split", {})) {
    context.require(parts_ >= context.output_count() && parts_ > 0, "the node has ",
                    context.output_count(), " outputs, but 'num_outputs' is ", parts_);
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const int axis = normalize_axis(axis_, x.rank(), "attribute 'axis'");
    std::optional<Ints> sizes;
    if (equal_) {
      if (x[axis].known()) {
        sizes = equal_parts(context, x[axis].value());
      }
    } else if (sizes_are_input_) {
      context.require_rank(1, 0, 1);
      const Tensor* contents = context.contents(1);
      sizes = contents != nullptr ? sizes_of(context, *contents) : context.ints(1);
    } else {
      sizes = sizes_;
    }
    if (sizes) {
      check(context, x, axis, *sizes);
    }
    Dim at = 0;
    for (int i = 0; i < context.output_count(); ++i) {
      SymbolicShape y = x;
      y[axis] = sizes ? Dim((*sizes)[static_cast<std::size_t>(i)]) : Dim();
      forward_contents(context, i, at, y);
      at = at + y[axis];
      context.set_shape(i, std::move(y));
    }
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const int axis = normalize_axis(axis_, x.rank());
    const Shape x_shape{x.shape().count(0, axis), x.dim(axis), x.shape().count(axis + 1, x.rank())};
    const Ints sizes = !equal_ ? sizes_are_input_ ? sizes_of(context, context.input(1)) : sizes_
                               : equal_parts(context, x.dim(axis));
    std::int64_t at = 0;
    for (int i = 0; i < context.output_count(); ++i) {
      const std::int64_t size = sizes[static_cast<std::size_t>(i)];
      if (context.has_output(i)) {
        kernels::slice(element_kind_of(x.dtype()), x.raw(), x_shape, Ints{0, at, 0}, Ints{1, 1, 1},
                       context.output(i).raw(), Ints{x_shape[0], size, x_shape[2]},
                       context.threads());
      }
      at += size;
    }
  }

 private:
  // Version 1 has the sizes in the type of the data.
  template <class Context>
  static Ints sizes_of(const Context& context, const Tensor& tensor) {
    if (tensor.dtype() == DType::kInt64) {
      return ints_of(tensor);
    }
    Ints sizes;
    for (std::int64_t i = 0; i < tensor.element_count(); ++i) {
      const double size = number_at(tensor, i);
      context.require(size >= 0 && size <= 9e15 && size == std::floor(size), "input 1 contains ",
                      size, ", which is no size");
      sizes.push_back(static_cast<std::int64_t>(size));
    }
    return sizes;
  }

  template <class Context>
  Ints equal_parts(const Context& context, std::int64_t extent) const {
    context.require(last_may_be_smaller_ || extent % parts_ == 0, "an axis of extent ", extent,
                    " does not split into ", parts_, " equal parts");
    const std::int64_t size = extent / parts_ + (extent % parts_ != 0 ? 1 : 0);
    const std::int64_t last = extent - size * (parts_ - 1);
    context.require(last >= 0, "an axis of extent ", extent, " does not split into ", parts_,
                    " parts of ", size);
    Ints sizes(static_cast<std::size_t>(parts_), size);
    sizes.back() = last;
    return sizes;
  }

  void check(const InferContext& context, const SymbolicShape& x, int axis,
             const Ints& sizes) const {
    context.require(static_cast<std::int64_t>(sizes.size()) == parts_, "the sizes ", sizes,
                    " do not fit ", parts_, " outputs");
    Dim sum = 0;
    for (const std::int64_t size : sizes) {
      context.require(size >= 0, "the sizes ", sizes, " must not be negative");
      sum = sum + Dim(size);
    }
    context.require(!certainly_differ(sum, x[axis]), "the sizes ", sizes, " add up to ", sum,
                    ", but axis ", axis, " of input 0 of shape ", x, " has extent ", x[axis]);
  }

  static void forward_contents(InferContext& context, int i, Dim at, const SymbolicShape& y) {
    if (!at.known() || !holds_shape_contents(context.dtype(0), y)) {
      return;
    }
    if (const auto contents = shape_contents(context, 0)) {
      const auto first = contents->begin() + static_cast<std::ptrdiff_t>(at.value());
      context.set_contents(i, {first, first + static_cast<std::ptrdiff_t>(y[0].value())});
    }
  }

  std::int64_t axis_;
  std::int64_t parts_;
  bool sizes_are_input_;
  bool equal_;
  bool last_may_be_smaller_;
  Ints sizes_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, split) {
  for (const int since : {1, 2}) {
    registry.add({.name = "Split",
                  .since = since,
                  .signature = since == 1 ? "input: T, split?: T -> outputs...: T"
                                          : "input: T, split?: int64 -> outputs...: T",
                  .types = {{{"T", since == 1 ? kFloatTypes : kBasicTypes}}},
                  .make = make<Split>});
  }
}

}  // namespace sardonyx
