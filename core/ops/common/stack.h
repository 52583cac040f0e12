#pragma once

#include <vector>

#include "core/graph/op.h"

namespace sardonyx {

/// Collects equally shaped tensors, one per iteration, along a new axis of one result: the scan
/// outputs of Loop and Scan.
class Stack {
 public:
  /// `axis` of the result (may count from its back); `reversed` puts later elements in front.
  explicit Stack(std::int64_t axis = 0, bool reversed = false) : axis_(axis), reversed_(reversed) {}

  /// Keeps the tensor. Throws kInvalidArgument when its type or shape differs from those before.
  void add(Tensor tensor);
  std::size_t size() const { return parts_.size(); }
  /// Writes all parts to output `i`. Without any part the result has the extent 0 along the axis
  /// and the shape that `element_type` tells (unknown extents count as 0).
  void write(RunContext& context, int i, const ValueType& element_type) const;

 private:
  std::int64_t axis_;
  bool reversed_;
  std::vector<Tensor> parts_;
};

}  // namespace sardonyx
