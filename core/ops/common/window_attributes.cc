#include "core/ops/common/window_attributes.h"

#include <algorithm>

#include "core/base/checked.h"

namespace sardonyx {

WindowAttributes::WindowAttributes(const MakeContext& context)
    : auto_pad_(static_cast<AutoPad>(
          context.get_choice("auto_pad", {"NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"}))),
      ceil_mode_(context.get_bool("ceil_mode", false)),
      kernel_(context.get_ints("kernel_shape", {})),
      strides_(context.get_ints("strides", {})),
      dilations_(context.get_ints("dilations", {})),
      pads_(context.get_ints("pads", {})) {
  // Extents up to 2^31 keep all arithmetic on windows far from overflow.
  const auto check = [&](const Ints& values, const char* name, std::int64_t least) {
    for (const std::int64_t value : values) {
      context.require(value >= least && value < (std::int64_t{1} << 31), "attribute '", name,
                      "' is ", values, ", expected numbers of at least ", least);
    }
  };
  check(kernel_, "kernel_shape", 1);
  check(strides_, "strides", 1);
  check(dilations_, "dilations", 1);
  check(pads_, "pads", 0);
}

void WindowAttributes::check_rank(std::size_t rank) const {
  const auto check = [&](const Ints& values, const char* name, std::size_t expected) {
    require_that(ErrorCode::kInvalidArgument, values.empty() || values.size() == expected,
                 "attribute '", name, "' has ", values.size(), " elements, expected ", expected,
                 " for ", rank, " spatial axes");
  };
  check(kernel_, "kernel_shape", rank);
  check(strides_, "strides", rank);
  check(dilations_, "dilations", rank);
  check(pads_, "pads", 2 * rank);
  require_that(ErrorCode::kUnsupported, rank >= 1 && rank <= kernels::kMaxSpatialRank,
               "the input has ", rank, " spatial axes, expected 1 to ", kernels::kMaxSpatialRank);
}

kernels::WindowAxis WindowAttributes::axis(std::size_t i, std::size_t rank, std::int64_t input,
                                           std::int64_t kernel) const {
  kernels::WindowAxis axis;
  axis.input = input;
  axis.kernel = kernel;
  axis.stride = stride(i);
  axis.dilation = dilation(i);
  const std::int64_t reach = checked_add((kernel - 1) * axis.dilation, 1, "kernel extent");
  if (auto_pad_ == AutoPad::kSameUpper || auto_pad_ == AutoPad::kSameLower) {
    axis.output = (input + axis.stride - 1) / axis.stride;
    const std::int64_t pad =
        std::max<std::int64_t>(0, (axis.output - 1) * axis.stride + reach - input);
    axis.pad_begin = auto_pad_ == AutoPad::kSameUpper ? pad / 2 : (pad + 1) / 2;
    axis.pad_end = pad - axis.pad_begin;
    return axis;
  }
  if (auto_pad_ == AutoPad::kNotSet && !pads_.empty()) {
    axis.pad_begin = pads_[i];
    axis.pad_end = pads_[rank + i];
  }
  const std::int64_t room = input + axis.pad_begin + axis.pad_end - reach;
  require_that(ErrorCode::kInvalidArgument, room >= 0 || input == 0, "a window of ", reach,
               " elements does not fit the padded extent ", input + axis.pad_begin + axis.pad_end,
               " of spatial axis ", i);
  if (room < 0) {
    axis.output = 0;
    return axis;
  }
  axis.output = room / axis.stride + 1;
  if (ceil_mode_ && room % axis.stride != 0 && axis.output * axis.stride < input + axis.pad_begin) {
    // One more window, unless it would begin in the end padding.
    ++axis.output;
  }
  return axis;
}

SymbolicShape WindowAttributes::output_extents(std::span<const Dim> input,
                                               std::span<const Dim> kernel) const {
  check_rank(input.size());
  require_that(ErrorCode::kInvalidArgument, kernel.size() == input.size(), "the kernel has ",
               kernel.size(), " spatial axes, the input has ", input.size());
  SymbolicShape output = SymbolicShape::of_rank(static_cast<int>(input.size()));
  for (std::size_t i = 0; i < input.size(); ++i) {
    if (input[i].known() && kernel[i].known()) {
      require_that(ErrorCode::kInvalidArgument,
                   kernel[i].value() >= 1 && kernel[i].value() < (std::int64_t{1} << 31) &&
                       input[i].value() < (std::int64_t{1} << 31),
                   "the kernel extent ", kernel[i], " on an input extent of ", input[i],
                   " is out of range");
      output[static_cast<int>(i)] =
          axis(i, input.size(), input[i].value(), kernel[i].value()).output;
    } else if (auto_pad_ == AutoPad::kSameUpper || auto_pad_ == AutoPad::kSameLower) {
      output[static_cast<int>(i)] = stride(i) == 1 ? input[i] : Dim();
    }
  }
  return output;
}

kernels::Window WindowAttributes::window(std::span<const std::int64_t> input,
                                         std::span<const std::int64_t> kernel) const {
  kernels::Window window;
  const std::size_t first = window.axes.size() - input.size();
  for (std::size_t i = 0; i < input.size(); ++i) {
    window.axes[first + i] = axis(i, input.size(), input[i], kernel[i]);
  }
  return window;
}

kernels::Window WindowAttributes::kernel_window(std::span<const std::int64_t> kernel) const {
  Ints reach;
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    reach.push_back((kernel[i] - 1) * dilation(i) + 1);
  }
  return window(reach, kernel);
}

std::span<const Dim> spatial(const SymbolicShape& shape) {
  return shape.dims().subspan(2);
}

std::span<const std::int64_t> spatial(const Shape& shape) {
  return std::span<const std::int64_t>(shape).subspan(2);
}

}  // namespace sardonyx
