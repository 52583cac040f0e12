// https://onnx.ai/onnx/operators/onnx__Slice.html

#include <algorithm>
#include <limits>
#include <optional>

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// What a slice takes of one axis: the elements start, start + step, ...
struct AxisSlice {
  std::int64_t start = 0;
  std::int64_t step = 1;
  std::int64_t count = 0;
};

// Negative bounds count from the end; then both are clamped to the axis.
AxisSlice slice_axis(std::int64_t extent, std::int64_t start, std::int64_t end, std::int64_t step) {
  const std::int64_t most = step > 0 ? extent : extent - 1;
  const std::int64_t least = step > 0 ? 0 : -1;
  const auto clamp = [&](std::int64_t bound, std::int64_t lowest) {
    return std::clamp(bound < 0 ? bound + extent : bound, lowest, std::max(lowest, most));
  };
  AxisSlice slice{clamp(start, 0), step, 0};
  end = clamp(end, least);
  if (step > 0 && slice.start < end) {
    slice.count = (end - slice.start - 1) / step + 1;
  } else if (step < 0 && end < slice.start && extent > 0) {
    slice.count = (end + 1 - slice.start) / step + 1;
  }
  if (slice.count <= 1) {
    slice.step = 1;  // a huge step must not overflow a stride
  }
  return slice;
}

// Bounds that say "to the end" whatever the extent.
bool is_whole(std::int64_t start, std::int64_t end, std::int64_t step) {
  return step == 1 && start == 0 && end >= std::numeric_limits<std::int32_t>::max();
}

// Version 1 has starts, ends and axes as attributes; version 10 and later have inputs, and steps.
class Slice : public Operator {
 public:
  explicit Slice(const MakeContext& context)
      : attributes_(context.since() < 10),
        has_axes_(attributes_ ? context.has("axes") : context.has_input(3)),
        has_steps_(context.has_input(4)) {
    if (attributes_) {
      given_.starts = context.get_ints("starts");
      given_.ends = context.get_ints("ends");
      given_.axes = context.get_ints("axes", {});
      complete(given_);
    }
  }

  void infer(InferContext& context) const override {
    if (attributes_) {
      return infer_for(context, given_);
    }
    const Dim length = list_length(context, 1);
    context.require(!certainly_differ(length, list_length(context, 2)), "there are ", length,
                    " starts and ", list_length(context, 2), " ends");
    const std::optional<Ints> starts = context.ints(1);
    const std::optional<Ints> ends = context.ints(2);
    const std::optional<Ints> axes = optional_ints(context, has_axes_, 3);
    const std::optional<Ints> steps = optional_ints(context, has_steps_, 4);
    if (starts && ends && axes && steps) {
      Arguments arguments{*starts, *ends, *axes, *steps};
      complete(arguments);
      return infer_for(context, arguments);
    }
    infer_unknown(context, length, axes);
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const int rank = x.rank();
    Ints starts(static_cast<std::size_t>(rank), 0);
    Ints steps(static_cast<std::size_t>(rank), 1);
    const Arguments arguments = attributes_ ? given_ : read(context);
    for (std::size_t i = 0; i < arguments.starts.size(); ++i) {
      const auto axis = static_cast<std::size_t>(normalize_axis(arguments.axes[i], rank));
      const AxisSlice slice =
          slice_axis(x.shape()[axis], arguments.starts[i], arguments.ends[i], arguments.steps[i]);
      starts[axis] = slice.start;
      steps[axis] = slice.step;
    }
    kernels::slice(element_kind_of(x.dtype()), x.raw(), x.shape(), starts, steps, y.raw(),
                   y.shape(), context.threads());
  }

 private:
  struct Arguments {
    Ints starts;
    Ints ends;
    Ints axes;
    Ints steps;
  };

  // An input that may be missing; what stands for it then is put there by complete().
  static std::optional<Ints> optional_ints(const InferContext& context, bool present, int i) {
    if (!present) {
      return Ints{};
    }
    list_length(context, i);
    return context.ints(i);
  }

  void complete(Arguments& arguments) const {
    const std::size_t n = arguments.starts.size();
    if (!has_axes_) {
      for (std::size_t i = 0; i < n; ++i) {
        arguments.axes.push_back(static_cast<std::int64_t>(i));
      }
    }
    if (!has_steps_) {
      arguments.steps.resize(n, 1);
    }
  }

  Arguments read(const RunContext& context) const {
    Arguments arguments{ints_of(context.input(1)), ints_of(context.input(2)),
                        has_axes_ ? ints_of(context.input(3)) : Ints{},
                        has_steps_ ? ints_of(context.input(4)) : Ints{}};
    complete(arguments);
    return arguments;
  }

  static void infer_for(InferContext& context, const Arguments& arguments) {
    const SymbolicShape& x = context.shape(0);
    const std::size_t n = arguments.starts.size();
    context.require(
        arguments.ends.size() == n && arguments.axes.size() == n && arguments.steps.size() == n,
        "starts ", arguments.starts, ", ends ", arguments.ends, ", axes ", arguments.axes,
        " and steps ", arguments.steps, " differ in length");
    SymbolicShape y = x;
    SmallVector<bool, 8> sliced(static_cast<std::size_t>(x.rank()), false);
    for (std::size_t i = 0; i < n; ++i) {
      const int axis = normalize_axis(arguments.axes[i], x.rank());
      context.require(!sliced[static_cast<std::size_t>(axis)], "the axes ", arguments.axes,
                      " name axis ", axis, " twice");
      sliced[static_cast<std::size_t>(axis)] = true;
      context.require(arguments.steps[i] != 0, "the steps ", arguments.steps, " contain 0");
      if (x[axis].known()) {
        const AxisSlice slice =
            slice_axis(x[axis].value(), arguments.starts[i], arguments.ends[i], arguments.steps[i]);
        y[axis] = slice.count;
        if (x.rank() == 1) {
          forward_contents(context, slice);
        }
      } else if (!is_whole(arguments.starts[i], arguments.ends[i], arguments.steps[i])) {
        y[axis] = Dim();
      }
    }
    if (n == 0) {
      forward_shape_contents(context, y);
    }
    context.set_shape(0, std::move(y));
  }

  // Only the axes that are not sliced keep their extents.
  void infer_unknown(InferContext& context, Dim length, const std::optional<Ints>& axes) const {
    SymbolicShape y = context.shape(0);
    if (has_axes_ && axes) {
      for (const std::int64_t axis : *axes) {
        y[normalize_axis(axis, y.rank())] = Dim();
      }
    } else {
      const bool leading = !has_axes_ && length.known() && length.value() < y.rank();
      const int sliced = leading ? static_cast<int>(length.value()) : y.rank();
      for (int axis = 0; axis < sliced; ++axis) {
        y[axis] = Dim();
      }
    }
    context.set_shape(0, std::move(y));
  }

  static void forward_contents(InferContext& context, const AxisSlice& slice) {
    const auto contents = shape_contents(context, 0);
    if (!contents) {
      return;
    }
    std::vector<Dim> taken;
    for (std::int64_t i = 0; i < slice.count; ++i) {
      taken.push_back((*contents)[static_cast<std::size_t>(slice.start + i * slice.step)]);
    }
    context.set_contents(0, std::move(taken));
  }

  bool attributes_;
  bool has_axes_;
  bool has_steps_;
  Arguments given_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, slice) {
  registry.add({.name = "Slice",
                .since = 1,
                .signature = "data: T -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Slice>});
  registry.add({.name = "Slice",
                .since = 10,
                .signature = "data: T, starts: I, ends: I, axes?: I, steps?: I -> output: T",
                .types = {{{"T", kBasicTypes}, {"I", kIndexTypes}}},
                .make = make<Slice>});
}

}  // namespace sardonyx
