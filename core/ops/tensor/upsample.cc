// https://onnx.ai/onnx/operators/onnx__Upsample.html

#include <optional>

#include "core/graph/op_registry.h"
#include "core/ops/common/resize.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// The scales are two attributes for the last two axes in version 1, a list in version 7, and an
// input from version 9 on.
class Upsample : public Operator {
 public:
  explicit Upsample(const MakeContext& context) : scales_are_input_(context.since() >= 9) {
    const int mode = context.get_choice("mode", {"nearest", "linear", "bilinear"});
    options_.mode = mode == 0 ? kernels::ResizeMode::kNearest : kernels::ResizeMode::kLinear;
    options_.coordinates = kernels::ResizeCoordinates::kAsymmetric;
    options_.rounding = kernels::ResizeRounding::kFloor;
    if (context.since() < 7) {
      scales_ = {1.0f, 1.0f, context.get_float("height_scale"), context.get_float("width_scale")};
    } else if (!scales_are_input_) {
      for (const float scale : context.get_floats("scales")) {
        scales_.push_back(scale);
      }
    }
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    if (scales_are_input_) {
      context.require(!certainly_differ(list_length(context, 1), x.rank()), "input 1 has ",
                      list_length(context, 1), " scales for input 0 of shape ", x);
      if (context.contents(1) == nullptr) {
        return context.set_shape(0, SymbolicShape::of_rank(x.rank()));
      }
    }
    const auto scales = scales_are_input_ ? floats_of(*context.contents(1)) : scales_;
    context.require(static_cast<int>(scales.size()) == x.rank(), "there are ", scales.size(),
                    " scales for input 0 of shape ", x);
    SymbolicShape y = x;
    for (int axis = 0; axis < x.rank(); ++axis) {
      const float scale = scales[static_cast<std::size_t>(axis)];
      context.require(scale >= 1, "the scale ", scale, " is below 1");
      if (scale != 1) {
        y[axis] = x[axis].known() ? Dim(resized_extent(x[axis].value(), scale)) : Dim();
      }
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Shape& x = context.input(0).shape();
    const Shape& y = context.output(0).shape();
    const auto scales = scales_are_input_ ? floats_of(context.input(1)) : scales_;
    ResizeAxes axes;
    for (std::size_t axis = 0; axis < x.size(); ++axis) {
      axes.push_back({x[axis], y[axis], static_cast<double>(scales[axis])});
    }
    run_resize(context, axes, options_);
  }

 private:
  bool scales_are_input_;
  kernels::ResizeOptions options_;
  SmallVector<float, 10> scales_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, upsample) {
  for (const int since : {1, 7}) {
    registry.add({.name = "Upsample",
                  .since = since,
                  .signature = "X: T -> Y: T",
                  .types = {{{"T", kBasicTypes}}},
                  .make = make<Upsample>});
  }
  registry.add({.name = "Upsample",
                .since = 9,
                .signature = "X: T, scales: float -> Y: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Upsample>});
}

}  // namespace sardonyx
