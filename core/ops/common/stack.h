#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// Collects equally shaped tensors, one per iteration, along a new axis of one result: the scan
/// outputs of Loop and Scan.
class Stack {
 public:
  /// `axis` of the result (may count from its back); `reversed` puts later elements in front.
  explicit Stack(std::int64_t axis = 0, bool reversed = false) : axis_(axis), reversed_(reversed) {}

  /// Copies the tensor. Throws kInvalidArgument when its type or shape differs from those before.
  void add(RunContext& context, const Tensor& given);
  /// How many tensors there are.
  std::int64_t size() const { return size_; }
  /// Gives all parts as output `i`. Without any part the result has the extent 0 along the axis and
  /// the shape that `element_type` tells (unknown extents count as 0).
  void write(RunContext& context, int i, const ValueType& element_type);

 private:
  // Room for parts, one after another: along axis 0.
  static Tensor room(RunContext& context, const Tensor& part, std::int64_t count);

  std::int64_t axis_;
  bool reversed_;
  Shape part_shape_;
  std::int64_t size_ = 0;
  DType dtype_ = DType::kUndefined;
  Tensor parts_;  // one element per byte where the type packs several
};

}  // namespace sardonyx
