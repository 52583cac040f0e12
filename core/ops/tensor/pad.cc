// https://onnx.ai/onnx/operators/onnx__Pad.html

#include "core/kernels/pad.h"

#include <optional>

#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/packed.h"
#include "core/ops/common/scalar.h"
#include "core/ops/common/shape_contents.h"
#include "core/ops/common/zero_element.h"

namespace sardonyx {
namespace {

// Pads and value are attributes before version 11 (in version 1 the pads are called paddings).
class Pad : public Operator {
 public:
  explicit Pad(const MakeContext& context)
      : mode_(static_cast<kernels::PadMode>(
            context.get_choice("mode", {"constant", "reflect", "edge", "wrap"}))),
        attributes_(context.since() < 11),
        has_axes_(context.has_input(3)) {
    if (attributes_) {
      pads_ = context.get_ints(context.has("paddings") ? "paddings" : "pads");
      value_ = context.get_float("value", 0.0f);
    }
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    if (attributes_) {
      return infer_for(context, pads_, {});
    }
    list_length(context, 1);
    context.require(!context.has_input(2) || !certainly_differ(context.shape(2).element_count(), 1),
                    "input 2 ('constant_value') must have one element");
    const std::optional<Ints> pads = context.ints(1);
    std::optional<Ints> axes = Ints{};
    if (has_axes_) {
      list_length(context, 3);
      axes = context.ints(3);
    }
    if (pads && axes) {
      return infer_for(context, *pads, *axes);
    }
    context.set_shape(0, SymbolicShape::of_rank(x.rank()));
  }

  void run(RunContext& context) const override {
    const Tensor x = unpacked(context, context.input(0));
    UnpackedOutput y(context, context.output(0));
    const Ints pads = attributes_ ? pads_ : ints_of(context.input(1));
    const Ints axes = has_axes_ ? ints_of(context.input(3)) : Ints{};
    const std::size_t count = pads.size() / 2;
    Ints begins(static_cast<std::size_t>(x.rank()), 0);
    for (std::size_t i = 0; i < count; ++i) {
      begins[static_cast<std::size_t>(axis_at(axes, i, x.rank()))] = pads[i];
    }
    const kernels::ElementKind kind = element_kind_of(x.dtype());
    const Tensor value = constant(context);
    kernels::pad(kind, x.raw(), x.shape(), begins, mode_,
                 value.has_data() ? value.raw() : zero_element(kind), y.raw(),
                 context.output(0).shape(), context.threads());
    y.finish();
  }

 private:
  int axis_at(const Ints& axes, std::size_t i, int rank) const {
    return has_axes_ ? normalize_axis(axes[i], rank) : static_cast<int>(i);
  }

  void infer_for(InferContext& context, const Ints& pads, const Ints& axes) const {
    const SymbolicShape& x = context.shape(0);
    const std::size_t count = has_axes_ ? axes.size() : static_cast<std::size_t>(x.rank());
    context.require(pads.size() == 2 * count, "the pads ", pads, " do not fit ", count, " axes");
    SymbolicShape y = x;
    SmallVector<bool, 8> padded(static_cast<std::size_t>(x.rank()), false);
    for (std::size_t i = 0; i < count; ++i) {
      const int axis = axis_at(axes, i, x.rank());
      context.require(!padded[static_cast<std::size_t>(axis)], "the axes ", axes, " name axis ",
                      axis, " twice");
      padded[static_cast<std::size_t>(axis)] = true;
      const std::int64_t begin = pads[i];
      const std::int64_t end = pads[i + count];
      if (begin == 0 && end == 0) {
        continue;
      }
      constexpr std::int64_t kMost = std::int64_t{1} << 40;
      context.require(-kMost < begin && begin < kMost && -kMost < end && end < kMost, "the pads ",
                      pads, " are out of range");
      const bool fits =
          !x[axis].known() || (x[axis].value() + begin + end >= 0 && x[axis].value() + begin >= 0 &&
                               x[axis].value() + end >= 0);
      context.require(fits, "the pads ", pads, " take more than there is of axis ", axis,
                      " of input 0 of shape ", x);
      y[axis] = x[axis].known() ? Dim(x[axis].value() + begin + end) : Dim();
    }
    context.set_shape(0, std::move(y));
  }

  // The value to pad with as a tensor of one element, empty where that is zero.
  Tensor constant(const RunContext& context) const {
    if (context.has_input(2)) {
      return unpacked(context, context.input(2));
    }
    if (value_ == 0.0f) {
      return {};
    }
    Tensor value = Tensor::allocate(context.input(0).dtype(), Shape{1});
    set_number(value, 0, static_cast<double>(value_));
    return value;
  }

  kernels::PadMode mode_;
  bool attributes_;
  bool has_axes_;
  Ints pads_;
  float value_ = 0.0f;
};

}  // namespace

SARDONYX_OPERATORS(tensor, pad) {
  registry.add({.name = "Pad",
                .since = 1,
                .signature = "data: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Pad>});
  registry.add({.name = "Pad",
                .since = 11,
                .signature = "data: T, pads: int64, constant_value?: T, axes?: I -> output: T",
                .types = {{{"T", kAllTypes}, {"I", kIndexTypes}}},
                .make = make<Pad>});
}

}  // namespace sardonyx
