#pragma once

#include "core/graph/op.h"
#include "core/kernels/elementwise/loops.h"

namespace sardonyx {

/// The operator that applies a table's loop to every element. Output 0 has the shape and element
/// type of input 0 and may take its memory.
class UnaryOperator : public Operator {
 public:
  UnaryOperator(const kernels::UnaryLoops& loops, kernels::ElementwiseParameters parameters)
      : loops_(loops), parameters_(parameters) {}

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  const kernels::UnaryLoops& loops_;
  kernels::ElementwiseParameters parameters_;
};

/// OpDef::make for operators without attributes.
template <const kernels::UnaryLoops& loops>
std::unique_ptr<Operator> make_unary(const MakeContext&) {
  return std::make_unique<UnaryOperator>(loops, kernels::ElementwiseParameters{});
}

}  // namespace sardonyx
