#pragma once

#include "core/graph/op.h"
#include "core/kernels/reduce/reduce.h"

namespace sardonyx {

/// ONNX's Reduce operators: over some axes or all, which stay with extent 1 or go. The axes are an
/// attribute at first and an input since version `axes_input_since`.
class ReduceOperator : public Operator {
 public:
  ReduceOperator(const MakeContext& context, kernels::Reduction reduction, int axes_input_since);

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  /// Which axes of a tensor of that rank are reduced.
  SmallVector<bool, 8> reduced_axes(const Ints& axes, int rank) const;
  SymbolicShape shape_of_unknown_axes(const InferContext& context) const;
  bool fill_with_bound(Tensor& y) const;

  kernels::Reduction reduction_;
  bool axes_are_input_;
  bool keep_dims_;
  bool empty_is_none_;
  Ints axes_;
};

template <kernels::Reduction reduction, int axes_input_since>
std::unique_ptr<Operator> make_reduce(const MakeContext& context) {
  return std::make_unique<ReduceOperator>(context, reduction, axes_input_since);
}

}  // namespace sardonyx
