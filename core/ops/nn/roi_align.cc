// https://onnx.ai/onnx/operators/onnx__RoiAlign.html

#include <cmath>

#include "core/graph/op_registry.h"
#include "core/kernels/roi.h"
#include "core/ops/common/compute_io.h"

namespace sardonyx {
namespace {

// Before version 16 regions are not shifted by half a pixel.
class RoiAlign : public Operator {
 public:
  explicit RoiAlign(const MakeContext& context)
      : height_(context.get_int("output_height", 1)), width_(context.get_int("output_width", 1)) {
    options_.spatial_scale = context.get_float("spatial_scale", 1.0f);
    options_.sampling_ratio = context.get_int("sampling_ratio", 0);
    options_.half_pixel =
        context.opset() >= 16 && context.get_choice("coordinate_transformation_mode",
                                                    {"half_pixel", "output_half_pixel"}) == 0;
    options_.takes_maximum = context.get_choice("mode", {"avg", "max"}) == 1;
    context.require(height_ >= 1 && width_ >= 1 && height_ < (1 << 20) && width_ < (1 << 20),
                    "the output has height ", height_, " and width ", width_);
    context.require(
        options_.sampling_ratio >= 0 && options_.sampling_ratio <= kernels::kMostRoiSamples,
        "attribute 'sampling_ratio' is ", options_.sampling_ratio);
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 4, 4);
    context.require_rank(1, 2, 2);
    context.require_rank(2, 1, 1);
    context.require(!certainly_differ(context.dim(1, 1), 4), "input 1 has shape ", context.shape(1),
                    ", expected 4 numbers per region");
    context.require(!certainly_differ(context.dim(1, 0), context.dim(2, 0)), "input 1 has ",
                    context.dim(1, 0), " regions and input 2 ", context.dim(2, 0));
    const SymbolicShape& x = context.shape(0);
    context.require(!x[2].is(0) && !x[3].is(0), "input 0 of shape ", x, " has no pixels");
    context.set_shape(0, {context.dim(1, 0), x[1], Dim(height_), Dim(width_)});
  }

  void run(RunContext& context) const override {
    for (const std::int64_t batch : context.input(2).span<std::int64_t>()) {
      context.require(batch >= 0 && batch < context.input(0).dim(0), "the batch index ", batch,
                      " is out of range for ", context.input(0).dim(0), " batches");
    }
    const Tensor x = as_computed(context, context.input(0));
    const Tensor regions = as_computed(context, context.input(1));
    Tensor y = computed_output(context, 0);
    with_float_type(x.dtype(), [&]<class T>() { compute<T>(context, x, regions, y); });
    store_computed(context, 0, y);
  }

 private:
  template <class T>
  void compute(const RunContext& context, const Tensor& x, const Tensor& regions, Tensor& y) const {
    const auto numbers = regions.span<T>();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      context.require(std::isfinite(numbers[i]), "input 1 has a region that is not finite");
      const bool is_end = i % 4 >= 2;
      const T size =
          is_end ? (numbers[i] - numbers[i - 2]) * static_cast<T>(options_.spatial_scale) : T{0};
      const auto bins = static_cast<T>(i % 4 == 2 ? width_ : height_);
      context.require(
          options_.sampling_ratio > 0 || size <= bins * static_cast<T>(kernels::kMostRoiSamples),
          "input 1 has a region of ", size, " pixels, too large for ", bins, " bins");
    }
    const kernels::RoiShape shape{y.dim(0), y.dim(1), x.dim(2), x.dim(3), height_, width_};
    kernels::roi_align(shape, options_, x.data<T>(), regions.data<T>(),
                       context.input(2).data<std::int64_t>(), y.data<T>(), context.threads());
  }

  std::int64_t height_;
  std::int64_t width_;
  kernels::RoiAlignOptions options_;
};

}  // namespace

SARDONYX_OPERATORS(nn, roi_align) {
  registry.add({.name = "RoiAlign",
                .since = 10,
                .signature = "X: T, rois: T, batch_indices: int64 -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<RoiAlign>});
}

}  // namespace sardonyx
