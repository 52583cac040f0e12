#include "core/kernels/pad.h"

#include <algorithm>
#include <type_traits>

#include "core/base/error.h"
#include "core/base/small_vector.h"
#include "core/kernels/parallel.h"

namespace sardonyx::kernels {

namespace {

/// One axis of y, whose indices [begin, begin + input) lie inside of what is left of x after
/// cropping.
struct Axis {
  std::int64_t input;
  std::int64_t output;
  std::int64_t begin;
  std::size_t input_step;   // elements of x from one index to the next
  std::size_t output_step;  // elements of y
};
using Axes = SmallVector<Axis, 6>;

std::int64_t remainder(std::int64_t a, std::int64_t b) {
  const std::int64_t rest = a % b;
  return rest < 0 ? rest + b : rest;
}

// The index in x that stands at index `i` of y, or -1 for the constant.
std::int64_t source(PadMode mode, const Axis& axis, std::int64_t i) {
  const std::int64_t at = i - axis.begin;
  if (0 <= at && at < axis.input) return at;
  switch (mode) {
    case PadMode::kReflect: {
      if (axis.input == 1) return 0;
      const std::int64_t period = 2 * (axis.input - 1);
      const std::int64_t phase = remainder(at, period);
      return std::min(phase, period - phase);
    }
    case PadMode::kEdge:
      return std::clamp<std::int64_t>(at, 0, axis.input - 1);
    case PadMode::kWrap:
      return remainder(at, axis.input);
    default:
      return -1;
  }
}

/// The axes that are padded or cropped, each with what follows it as its elements, and the axes
/// before them, joined.
struct Plan {
  Axes axes;
  std::size_t crop = 0;  // elements of x before the first that is used
};

Plan make_plan(Extents x, Extents begins, Extents y) {
  Plan plan;
  Axes& axes = plan.axes;
  std::size_t input_step = 1;
  std::size_t output_step = 1;
  bool joining = false;  // axes[0] is not padded and can take in the axis before it
  for (std::size_t a = x.size(); a-- > 0;) {
    const std::int64_t crop_begin = std::max<std::int64_t>(0, -begins[a]);
    const std::int64_t crop_end = std::max<std::int64_t>(0, x[a] + begins[a] - y[a]);
    const bool whole = begins[a] == 0 && x[a] == y[a];
    if (whole && joining) {
      axes.front().input *= x[a];
      axes.front().output *= x[a];
    } else if (!whole || !axes.empty()) {
      axes.insert(0, {std::max<std::int64_t>(0, x[a] - crop_begin - crop_end), y[a],
                      begins[a] + crop_begin, input_step, output_step});
      joining = whole;
    }
    plan.crop += static_cast<std::size_t>(crop_begin) * input_step;
    input_step *= static_cast<std::size_t>(x[a]);
    output_step *= static_cast<std::size_t>(y[a]);
  }
  if (axes.empty()) axes.push_back({1, 1, 0, input_step, output_step});
  return plan;
}

class Padder {
 public:
  Padder(ElementKind kind, PadMode mode, const void* value)
      : kind_(kind), bytes_(element_bytes(kind)), mode_(mode), value_(value) {}

  // Writes the indices [first, last) of axes[0].
  void write(std::span<const Axis> axes, std::int64_t first, std::int64_t last, const std::byte* x,
             std::byte* y) const {
    const Axis& axis = axes[0];
    if (axes.size() == 2 && mode_ == PadMode::kConstant && kind_ != ElementKind::kString) {
      write_rows(axes, first, last, x, y);
    } else if (axes.size() == 1) {
      // What lies inside of x is one piece.
      const std::int64_t begin = std::clamp(axis.begin, first, last);
      const std::int64_t end = std::clamp(axis.begin + axis.input, begin, last);
      y = write_blocks(axes, first, begin, x, y);
      const std::size_t count = static_cast<std::size_t>(end - begin) * axis.output_step;
      if (count > 0) copy_run(kind_, at(x, axis, begin - axis.begin), count, y);
      write_blocks(axes, end, last, x, y + count * bytes_);
    } else {
      write_blocks(axes, first, last, x, y);
    }
  }

 private:
  const std::byte* at(const std::byte* x, const Axis& axis, std::int64_t index) const {
    return x + static_cast<std::size_t>(index) * axis.input_step * bytes_;
  }

  // Two axes and the constant, which is most of all padding: rows in one loop.
  void write_rows(std::span<const Axis> axes, std::int64_t first, std::int64_t last,
                  const std::byte* x, std::byte* y) const {
    with_element_type(kind_, [&]<class T>() {
      if constexpr (std::is_trivially_copyable_v<T>) {
        const T value = *static_cast<const T*>(value_);
        const std::size_t step = axes[1].output_step;
        const auto elements = [step](std::int64_t n) { return static_cast<std::size_t>(n) * step; };
        const std::size_t before = elements(axes[1].begin);
        const std::size_t inside = elements(axes[1].input);
        const std::size_t all = elements(axes[1].output);
        T* to = reinterpret_cast<T*>(y);
        for (std::int64_t i = first; i < last; ++i, to += all) {
          const std::int64_t from = i - axes[0].begin;
          if (from < 0 || from >= axes[0].input) {
            std::fill_n(to, all, value);
            continue;
          }
          for (std::size_t j = 0; j < before; ++j) to[j] = value;
          copy_bytes(at(x, axes[0], from), inside * sizeof(T), to + before);
          for (std::size_t j = before + inside; j < all; ++j) to[j] = value;
        }
      }
    });
  }

  // Writes the indices one by one and returns where they end.
  std::byte* write_blocks(std::span<const Axis> axes, std::int64_t first, std::int64_t last,
                          const std::byte* x, std::byte* y) const {
    const Axis& axis = axes[0];
    for (std::int64_t i = first; i < last; ++i, y += axis.output_step * bytes_) {
      const std::int64_t from = source(mode_, axis, i);
      if (from < 0) {
        fill(kind_, value_, y, axis.output_step);
      } else if (axes.size() == 1) {
        copy_run(kind_, at(x, axis, from), axis.output_step, y);
      } else {
        write(axes.subspan(1), 0, axes[1].output, at(x, axis, from), y);
      }
    }
    return y;
  }

  ElementKind kind_;
  std::size_t bytes_;
  PadMode mode_;
  const void* value_;
};

}  // namespace

void pad(ElementKind kind, const void* x, Extents x_shape, Extents begins, PadMode mode,
         const void* value, void* y, Extents y_shape, ThreadPool& pool) {
  const Plan plan = make_plan(x_shape, begins, y_shape);
  const auto count = static_cast<std::size_t>(plan.axes[0].output);
  const std::size_t step = plan.axes[0].output_step;
  if (step == 0 || count == 0) return;
  bool empty = false;
  for (const Axis& axis : plan.axes) empty = empty || axis.input == 0;
  if (empty) {
    require_that(ErrorCode::kInvalidArgument, mode == PadMode::kConstant,
                 "an axis of extent 0 has nothing to be padded with but a constant");
    return fill(kind, value, y, count * step);
  }
  const Padder padder(kind, mode, value);
  const auto* from = static_cast<const std::byte*>(x) + plan.crop * element_bytes(kind);
  auto* to = static_cast<std::byte*>(y);
  constexpr std::size_t kGrain = 16384;
  parallel_ranges(pool, kind, count, std::max<std::size_t>(1, kGrain / step),
                  [&](std::size_t first, std::size_t last) {
                    padder.write(plan.axes, static_cast<std::int64_t>(first),
                                 static_cast<std::int64_t>(last), from,
                                 to + first * step * element_bytes(kind));
                  });
}

}  // namespace sardonyx::kernels
