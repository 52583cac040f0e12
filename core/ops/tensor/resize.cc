// https://onnx.ai/onnx/operators/onnx__Resize.html

#include "core/ops/common/resize.h"

#include <algorithm>
#include <cmath>

#include "core/graph/op_registry.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

using kernels::ResizeCoordinates;
using kernels::ResizeMode;
using kernels::ResizeRounding;

kernels::ResizeOptions parse_options(const MakeContext& context) {
  kernels::ResizeOptions options;
  options.mode = static_cast<ResizeMode>(
      context.get_choice("mode", {"nearest", "linear", "cubic", "bilinear"}));
  if (context.get_string("mode", "") == "bilinear") {
    options.mode = ResizeMode::kLinear;
  }
  options.coordinates = static_cast<ResizeCoordinates>(context.get_choice(
      "coordinate_transformation_mode",
      {"half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric",
       "tf_half_pixel_for_nn", "tf_crop_and_resize"}));
  options.rounding = static_cast<ResizeRounding>(context.get_choice(
      "nearest_mode", {"round_prefer_floor", "round_prefer_ceil", "floor", "ceil"}));
  options.cubic_coeff_a = context.get_float("cubic_coeff_a", -0.75f);
  options.exclude_outside = context.get_bool("exclude_outside", false);
  options.antialias = context.get_bool("antialias", false);
  options.extrapolation_value = context.get_float("extrapolation_value", 0.0f);
  return options;
}

// The inputs that matter, as far as their contents are known.
struct Wanted {
  const Tensor* roi = nullptr;
  const Tensor* scales = nullptr;
  const Tensor* sizes = nullptr;
};

// Version 10 has the inputs X and scales only, and samples at x / scale.
class Resize : public Operator {
 public:
  explicit Resize(const MakeContext& context)
      : options_(parse_options(context)),
        first_version_(context.since() < 11),
        policy_(context.get_choice("keep_aspect_ratio_policy",
                                   {"stretch", "not_larger", "not_smaller"})),
        all_axes_(!context.has("axes")),
        axes_(context.get_ints("axes", {})) {
    if (first_version_) {
      options_.coordinates = ResizeCoordinates::kAsymmetric;
    }
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const int scales_at = first_version_ ? 1 : 2;
    bool by_scale = is_given(context, scales_at);
    const bool by_size = !first_version_ && is_given(context, 3);
    if (by_size && by_scale && !context.shape(scales_at).known()) {
      by_scale = false;  // it may still turn out to be empty
    }
    context.require(by_scale != by_size, "one of the inputs 'scales' and 'sizes' must be given");
    check_length(context, by_scale ? scales_at : 3, 1);
    if (crops()) {
      context.require(is_given(context, 1), "input 1 ('roi') is missing");
      check_length(context, 1, 2);
    }
    const Wanted wanted{crops() ? context.contents(1) : nullptr,
                        by_scale ? context.contents(scales_at) : nullptr,
                        by_size ? context.contents(3) : nullptr};
    if (x.known() && (wanted.scales != nullptr || wanted.sizes != nullptr)) {
      const ResizeAxes axes = resolve(x.value(), wanted);
      SymbolicShape y = x;
      for (std::size_t i = 0; i < axes.size(); ++i) {
        y[static_cast<int>(i)] = axes[i].output;
      }
      return context.set_shape(0, std::move(y));
    }
    infer_symbolic(context, wanted, by_size);
  }

  void run(RunContext& context) const override {
    const Shape& shape = context.input(0).shape();
    if (first_version_) {
      return run_first_version(context, resolve(shape, {nullptr, &context.input(1), nullptr}));
    }
    const bool by_size = context.has_input(3) && context.input(3).element_count() != 0;
    const Wanted wanted{crops() ? &context.input(1) : nullptr,
                        by_size ? nullptr : &context.input(2),
                        by_size ? &context.input(3) : nullptr};
    run_resize(context, resolve(shape, wanted), options_);
  }

 private:
  bool crops() const { return options_.coordinates == ResizeCoordinates::kTfCropAndResize; }

  std::size_t axis_count(int rank) const {
    return all_axes_ ? static_cast<std::size_t>(rank) : axes_.size();
  }
  int axis_at(std::size_t i, int rank) const {
    return all_axes_ ? static_cast<int>(i)
                     : normalize_axis(axes_[i], rank, "attribute 'axes': axis");
  }

  // An empty tensor stands for an input that is not there.
  static bool is_given(const InferContext& context, int i) {
    return context.has_input(i) && !context.shape(i).element_count().is(0);
  }

  void check_length(const InferContext& context, int i, std::int64_t per_axis) const {
    const Dim length = list_length(context, i);
    const auto count = static_cast<std::int64_t>(axis_count(context.rank(0)));
    context.require(!certainly_differ(length, count * per_axis), "input ", i, " has ", length,
                    " numbers for ", count, " axes");
  }

  // The axes of x, outermost first. Throws when the numbers make no sense.
  ResizeAxes resolve(const Shape& x, const Wanted& wanted) const {
    ResizeAxes axes;
    for (const std::int64_t extent : x) {
      axes.push_back({extent, extent});
    }
    const std::size_t count = axis_count(x.rank());
    if (wanted.sizes != nullptr) {
      set_sizes(axes, ints_of(*wanted.sizes), x.rank());
    } else {
      const auto scales = floats_of(*wanted.scales);
      for (std::size_t i = 0; i < count; ++i) {
        auto& axis = axes[static_cast<std::size_t>(axis_at(i, x.rank()))];
        axis.output = resized_extent(axis.input, scales[i]);
        axis.scale = static_cast<double>(scales[i]);
      }
    }
    if (wanted.roi != nullptr) {
      const auto roi = floats_of(*wanted.roi);
      for (std::size_t i = 0; i < count; ++i) {
        auto& axis = axes[static_cast<std::size_t>(axis_at(i, x.rank()))];
        require_that(ErrorCode::kInvalidArgument,
                     std::isfinite(roi[i]) && std::isfinite(roi[i + count]),
                     "the region of interest is not finite");
        axis.roi_start = roi[i];
        axis.roi_end = roi[i + count];
      }
    }
    check_resize(axes);
    return axes;
  }

  void set_sizes(ResizeAxes& axes, const Ints& sizes, int rank) const {
    double common = policy_ == 1 ? INFINITY : 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      auto& axis = axes[static_cast<std::size_t>(axis_at(i, rank))];
      require_that(ErrorCode::kInvalidArgument, sizes[i] >= 0, "the sizes ", sizes,
                   " must not be negative");
      axis.output = sizes[i];
      axis.scale = static_cast<double>(sizes[i]) / static_cast<double>(axis.input);
      common = policy_ == 1 ? std::min(common, axis.scale) : std::max(common, axis.scale);
    }
    if (policy_ == 0) {
      return;
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      auto& axis = axes[static_cast<std::size_t>(axis_at(i, rank))];
      const double resized = std::floor(common * static_cast<double>(axis.input) + 0.5);
      require_that(ErrorCode::kInvalidArgument, resized < 0x1p53, "an axis of extent ", axis.input,
                   " cannot be scaled by ", common);
      axis.scale = common;
      axis.output = static_cast<std::int64_t>(resized);
    }
  }

  // What is known of the output when an extent, or what is asked for, is not.
  void infer_symbolic(InferContext& context, const Wanted& wanted, bool by_size) const {
    const SymbolicShape& x = context.shape(0);
    SymbolicShape y = x;
    const std::size_t count = axis_count(x.rank());
    const auto sizes = by_size && policy_ == 0 ? shape_contents(context, 3) : std::nullopt;
    const auto scales =
        wanted.scales != nullptr ? floats_of(*wanted.scales) : SmallVector<float, 10>(count, 0.0f);
    for (std::size_t i = 0; i < count; ++i) {
      Dim& extent = y[axis_at(i, x.rank())];
      if (sizes) {
        extent = (*sizes)[i];
      } else if (scales[i] != 1.0f) {
        extent = scales[i] > 0 && extent.known() ? Dim(resized_extent(extent.value(), scales[i]))
                                                 : Dim();
      }
    }
    context.set_shape(0, std::move(y));
  }

  // What runtimes do where the specification of version 10 is silent: the nearest element is the
  // one before where an axis grows, and the one after where it shrinks.
  void run_first_version(RunContext& context, const ResizeAxes& axes) const {
    kernels::ResizeOptions options = options_;
    options.rounding = ResizeRounding::kByScale;
    run_resize(context, axes, options);
  }

  kernels::ResizeOptions options_;
  bool first_version_;
  int policy_;
  bool all_axes_;
  Ints axes_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, resize) {
  registry.add({.name = "Resize",
                .since = 10,
                .signature = "X: T, scales: float -> Y: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Resize>});
  registry.add(
      {.name = "Resize",
       .since = 11,
       .signature = "X: T, roi?: F, scales?: float, sizes?: int64 -> Y: T",
       .types = {{{"T", kBasicTypes}, {"F", {DType::kFloat, DType::kDouble, DType::kFloat16}}}},
       .make = make<Resize>});
}

}  // namespace sardonyx
