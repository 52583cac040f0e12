#include "core/ops/common/quantization.h"

#include <algorithm>

#include "core/kernels/parallel.h"

namespace sardonyx {
namespace {

// Elements of a run that make it worth to find its scale by itself.
constexpr std::int64_t kLongRun = 16;
// Elements per thread and task.
constexpr std::size_t kTaskElements = 16 * kTileElements;

// Whether a scale or zero point of that shape may stand for the whole tensor: a scalar, or [1].
bool may_cover_all(const SymbolicShape& shape) {
  return shape.rank() == 0 || (shape.rank() == 1 && !certainly_differ(shape[0], Dim(1)));
}

}  // namespace

void QuantizationGrid::check(const InferContext& context) const {
  const SymbolicShape& x = context.shape(0);
  const SymbolicShape& scale = context.shape(1);
  if (context.has_input(2)) {
    const SymbolicShape& zero_point = context.shape(2);
    bool same =
        zero_point.rank() == scale.rank() || (may_cover_all(zero_point) && may_cover_all(scale));
    for (int i = 0; same && i < std::min(zero_point.rank(), scale.rank()); ++i) {
      same = !certainly_differ(zero_point[i], scale[i]);
    }
    context.require(same, "the zero point has shape ", zero_point, ", the scale ", scale);
  }
  if (scale.rank() == 0 || (scale.rank() == 1 && scale[0].is(1) && block_size_ == 0)) {
    return;
  }
  const int axis = normalize_axis(axis_, x.rank());
  if (block_size_ == 0) {
    context.require(scale.rank() == 1 && !certainly_differ(scale[0], x[axis]),
                    "the scale has shape ", scale, ", expected one per index of axis ", axis,
                    " of ", x);
    return;
  }
  bool fits = scale.rank() == x.rank();
  for (int i = 0; fits && i < x.rank(); ++i) {
    const Dim expected = i == axis ? (x[i] + Dim(block_size_ - 1)) / Dim(block_size_) : x[i];
    fits = !certainly_differ(scale[i], expected);
  }
  context.require(fits, "the scale has shape ", scale, ", expected blocks of ", block_size_,
                  " along axis ", axis, " of ", x);
}

void QuantizationGrid::fill(const Shape& x, const Tensor& scale, const Tensor* zero_point,
                            std::int64_t first, std::size_t n, float* scales,
                            std::int32_t* zero_points) const {
  const auto load = [&](std::int64_t index, std::size_t count, std::size_t at) {
    load_tile_as(kernels::ComputeType::kFloat, scale.dtype(), scale.raw(),
                 static_cast<std::size_t>(index), count, scales + at);
    if (zero_point != nullptr) {
      load_tile_as(kernels::ComputeType::kInt32, zero_point->dtype(), zero_point->raw(),
                   static_cast<std::size_t>(index), count, zero_points + at);
    } else {
      std::fill_n(zero_points + at, count, 0);
    }
  };
  const auto repeat = [&](std::size_t at, std::size_t count) {
    std::fill_n(scales + at, count, scales[at]);
    std::fill_n(zero_points + at, count, zero_points[at]);
  };
  if (scale.element_count() == 1) {
    load(0, 1, 0);
    repeat(0, n);
    return;
  }
  const int axis = normalize_axis(axis_, x.rank());
  const std::int64_t extent = x[static_cast<std::size_t>(axis)];
  const std::int64_t inner = x.count(axis + 1, x.rank());
  const std::int64_t blocks = block_size_ == 0 ? extent : (extent + block_size_ - 1) / block_size_;
  for (std::size_t done = 0; done < n;) {
    const std::int64_t element = first + static_cast<std::int64_t>(done);
    const std::int64_t position = element % inner;
    const std::int64_t index = element / inner % extent;
    const std::int64_t outer = element / inner / extent;
    const auto left = static_cast<std::int64_t>(n - done);
    std::int64_t count;
    if (block_size_ == 0 && inner > 1) {  // one scale for the rest of the inner elements
      count = std::min(left, inner - position);
      load(index, 1, done);
      repeat(done, static_cast<std::size_t>(count));
    } else if (block_size_ == 0) {  // the scales lie as the elements do
      count = std::min(left, extent - index);
      load(index, static_cast<std::size_t>(count), done);
    } else if (inner > 1) {
      count = std::min(left, inner - position);
      load((outer * blocks + index / block_size_) * inner + position,
           static_cast<std::size_t>(count), done);
    } else {
      count = std::min({left, extent - index, block_size_ - index % block_size_});
      load(outer * blocks + index / block_size_, 1, done);
      repeat(done, static_cast<std::size_t>(count));
    }
    done += static_cast<std::size_t>(count);
  }
}

bool QuantizationGrid::has_long_runs(const Shape& x, const Tensor& scale) const {
  if (scale.element_count() == 1) {
    return true;
  }
  const int axis = normalize_axis(axis_, x.rank());
  return block_size_ == 0 && x.count(axis + 1, x.rank()) >= kLongRun;
}

void QuantizationGrid::for_each_run(const Shape& x, const Tensor& scale, const Tensor* zero_point,
                                    ThreadPool& pool, FunctionRef<void(const Run&)> f) const {
  const auto count = static_cast<std::size_t>(x.element_count());
  std::size_t inner = count;
  std::size_t extent = 1;
  if (scale.element_count() != 1) {
    const int axis = normalize_axis(axis_, x.rank());
    inner = static_cast<std::size_t>(x.count(axis + 1, x.rank()));
    extent = static_cast<std::size_t>(x[static_cast<std::size_t>(axis)]);
  }
  kernels::parallel_ranges(pool, count, kTaskElements, [&](std::size_t first, std::size_t last) {
    while (first < last) {
      const std::size_t index = first / inner % extent;
      Run run{first, std::min(last - first, inner - first % inner), 0.0f, 0};
      load_tile_as(kernels::ComputeType::kFloat, scale.dtype(), scale.raw(), index, 1, &run.scale);
      if (zero_point != nullptr) {
        load_tile_as(kernels::ComputeType::kInt32, zero_point->dtype(), zero_point->raw(), index, 1,
                     &run.zero_point);
      }
      f(run);
      first += run.count;
    }
  });
}

std::optional<IntegerRange> integer_range(DType dtype) {
  switch (dtype) {
    case DType::kInt8:
      return IntegerRange{-128, 127};
    case DType::kUint8:
      return IntegerRange{0, 255};
    case DType::kInt16:
      return IntegerRange{-32768, 32767};
    case DType::kUint16:
      return IntegerRange{0, 65535};
    case DType::kInt4:
      return IntegerRange{-8, 7};
    case DType::kUint4:
      return IntegerRange{0, 15};
    case DType::kInt2:
      return IntegerRange{-2, 1};
    case DType::kUint2:
      return IntegerRange{0, 3};
    default:
      return std::nullopt;
  }
}

}  // namespace sardonyx
