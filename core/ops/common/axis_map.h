#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// Softmax, LogSoftmax and Hardmax: a function of the elements along an axis. Before version 13 the
/// axes from `axis` (default 1) on count as one, since then it is one axis (default the last).
class AxisMapOperator : public Operator {
 public:
  explicit AxisMapOperator(const MakeContext& context);

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 protected:
  /// y = f(x) over the middle axis of x[outer, axis, inner]. y may be x.
  virtual void map(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
                   ThreadPool& pool) const = 0;
  virtual void map(const double* x, double* y, std::size_t outer, std::size_t axis,
                   std::size_t inner, ThreadPool& pool) const = 0;

 private:
  bool flattens_;
  std::int64_t axis_;
};

}  // namespace sardonyx
