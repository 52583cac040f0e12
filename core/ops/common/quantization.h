#pragma once

#include <cstdint>

#include "core/graph/op.h"
#include "core/ops/common/compute_type.h"

namespace sardonyx {

/// How scales and zero points lie over a tensor: one for all, one per index of an axis, or one per
/// block along an axis. https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html
class QuantizationGrid {
 public:
  QuantizationGrid(std::int64_t axis, std::int64_t block_size)
      : axis_(axis), block_size_(block_size) {}

  /// Throws kInvalidArgument unless inputs 1 (scale) and 2 (zero point, if present) fit input 0.
  void check(const InferContext& context) const;

  /// Writes to `scales` and `zero_points` what belongs to elements [first, first + n) of x.
  /// `zero_point` may be null. REQUIRES: n <= kTileElements.
  void fill(const Shape& x, const Tensor& scale, const Tensor* zero_point, std::int64_t first,
            std::size_t n, float* scales, std::int32_t* zero_points) const;

  /// Whether elements share their scale and zero point with many neighbours.
  bool has_long_runs(const Shape& x, const Tensor& scale) const;

  /// Elements [first, first + count) of a tensor, which share a scale and zero point.
  struct Run {
    std::size_t first;
    std::size_t count;
    float scale;
    std::int32_t zero_point;
  };
  /// Calls `f` for runs that together are all elements of x, on the threads of the pool.
  /// REQUIRES: has_long_runs.
  void for_each_run(const Shape& x, const Tensor& scale, const Tensor* zero_point, ThreadPool& pool,
                    FunctionRef<void(const Run&)> f) const;

 private:
  std::int64_t axis_;
  std::int64_t block_size_;
};

/// The range of a quantized integer type; nullopt for the small floats.
struct IntegerRange {
  std::int32_t low;
  std::int32_t high;
};
std::optional<IntegerRange> integer_range(DType dtype);

/// Every type that tensors are quantized to.
inline constexpr DTypeSet kQuantizedTypes =
    kFloat8Types | kPackedTypes |
    DTypeSet{DType::kInt8, DType::kUint8, DType::kInt16, DType::kUint16};

}  // namespace sardonyx
