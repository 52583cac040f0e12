#include "core/ops/common/resize.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/ops/common/convert_elements.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/scalar.h"
#include "core/ops/common/zero_element.h"

namespace sardonyx {
namespace {

// The range of an integer type in doubles that the conversion to it holds.
std::optional<std::pair<double, double>> range_of(DType dtype) {
  const auto range = []<class T>(T) {
    // The largest double that is not above the largest T.
    const auto most = static_cast<double>(std::numeric_limits<T>::max());
    const bool rounded_up = std::numeric_limits<T>::digits > std::numeric_limits<double>::digits;
    return std::pair(static_cast<double>(std::numeric_limits<T>::min()),
                     rounded_up ? std::nextafter(most, 0.0) : most);
  };
  switch (dtype) {
    case DType::kInt8:
      return range(std::int8_t{});
    case DType::kInt16:
      return range(std::int16_t{});
    case DType::kInt32:
      return range(std::int32_t{});
    case DType::kInt64:
      return range(std::int64_t{});
    case DType::kUint8:
      return range(std::uint8_t{});
    case DType::kUint16:
      return range(std::uint16_t{});
    case DType::kUint32:
      return range(std::uint32_t{});
    case DType::kUint64:
      return range(std::uint64_t{});
    default:
      return std::nullopt;
  }
}

void run_nearest(RunContext& context, const ResizeAxes& axes,
                 const kernels::ResizeOptions& options) {
  const Tensor& x = context.input(0);
  const kernels::ElementKind kind = element_kind_of(x.dtype());
  const void* extrapolation = zero_element(kind);
  Tensor value;
  if (options.extrapolation_value != 0 &&
      options.coordinates == kernels::ResizeCoordinates::kTfCropAndResize) {
    value = Tensor::allocate(x.dtype(), Shape{});
    const auto range = range_of(x.dtype());
    const double number = options.extrapolation_value;
    set_number(value, 0, range ? std::clamp(number, range->first, range->second) : number);
    extrapolation = value.raw();
  }
  const auto scratch = context.scratch<std::byte>(kernels::resize_nearest_scratch_size(axes));
  kernels::resize_nearest(kind, axes, options, x.raw(), extrapolation, context.output(0).raw(),
                          scratch.data(), context.threads());
}

// Computes in T, the type of `computed`.
template <class T>
void interpolate(RunContext& context, const ResizeAxes& axes, const kernels::ResizeOptions& options,
                 DType computed) {
  const Tensor& x = context.input(0);
  Tensor& y = context.output(0);
  const bool native = x.dtype() == computed;
  Tensor from = native ? x : context.allocate(computed, x.shape());
  Tensor to = native ? y : context.allocate(computed, y.shape());
  if (!native) {
    convert_elements(x, from, {}, context.threads());
  }
  const auto scratch =
      context.scratch<std::byte>(kernels::resize_scratch_size(axes, options, sizeof(T)));
  kernels::resize(axes, options, std::as_const(from).data<T>(), to.data<T>(), scratch.data(),
                  context.threads());
  if (native) {
    return;
  }
  if (const auto range = range_of(y.dtype())) {
    for (T& element : to.span<T>()) {
      const auto rounded = static_cast<double>(std::nearbyint(element));
      element = static_cast<T>(std::clamp(rounded, range->first, range->second));
    }
  }
  convert_elements(to, y, {}, context.threads());
}

}  // namespace

SmallVector<float, 10> floats_of(const Tensor& tensor) {
  SmallVector<float, 10> floats;
  for (std::int64_t i = 0; i < tensor.element_count(); ++i) {
    floats.push_back(static_cast<float>(number_at(tensor, i)));
  }
  return floats;
}

std::int64_t resized_extent(std::int64_t extent, float scale) {
  // In float, where a scale of 7 / 3 times 3 is 7 again.
  const float resized = std::floor(static_cast<float>(extent) * scale);
  require_that(ErrorCode::kInvalidArgument, scale > 0 && resized < 0x1p53f, "an axis of extent ",
               extent, " cannot be scaled by ", scale);
  return static_cast<std::int64_t>(resized);
}

void check_resize(const ResizeAxes& axes) {
  for (const kernels::ResizeAxis& axis : axes) {
    require_that(ErrorCode::kInvalidArgument, axis.input > 0 || axis.output == 0,
                 "an axis of extent 0 cannot be resized to ", axis.output);
  }
}

void run_resize(RunContext& context, const ResizeAxes& axes,
                const kernels::ResizeOptions& options) {
  if (context.output(0).element_count() == 0) {
    return;
  }
  if (options.mode == kernels::ResizeMode::kNearest) {
    return run_nearest(context, axes, options);
  }
  const Tensor& x = context.input(0);
  require_that(ErrorCode::kUnsupported, compute_type_of(x.dtype()).has_value(), "elements of ",
               x.dtype(), " cannot be interpolated");
  if (exceeds_float(x.dtype())) {
    interpolate<double>(context, axes, options, DType::kDouble);
  } else {
    interpolate<float>(context, axes, options, DType::kFloat);
  }
}

}  // namespace sardonyx
