#pragma once

#include "core/graph/op.h"
#include "core/ops/common/window_attributes.h"

namespace sardonyx {

/// What the windowed poolings share: attributes, shapes, and the window of a run.
class PoolOperator : public Operator {
 public:
  explicit PoolOperator(const MakeContext& context);

  /// Sets the shape of output 0, and of output 1 where there is one.
  void infer(InferContext& context) const override;

 protected:
  /// The window of input 0.
  kernels::Window window_of(const Tensor& x) const;
  /// Planes (N * C) of input 0.
  static std::size_t planes_of(const Tensor& x);

 private:
  WindowAttributes attributes_;
};

/// The shape rule of the global poolings: spatial extents become 1.
void infer_global_pool(InferContext& context);

}  // namespace sardonyx
