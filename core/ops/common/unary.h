#pragma once

#include "core/graph/op.h"
#include "core/kernels/elementwise/loops.h"
#include "core/kernels/finish.h"

namespace sardonyx {

/// y = loop(x) element by element, for any tensor type that the table has a loop for. y has the
/// type of x, or bool when the table says so; it may share its memory with x. `finish` is for
/// tensors of float.
void run_unary(const kernels::UnaryLoops& loops, const kernels::ElementwiseParameters& parameters,
               const Tensor& x, Tensor& y, ThreadPool& pool, const kernels::Finish& finish = {});

/// What a table does, as a step of a chain; empty when it does not do it to floats.
FusableStep unary_step(const kernels::UnaryLoops& loops,
                       const kernels::ElementwiseParameters& parameters);

/// The operator that applies a table's loop to every element. Output 0 has the shape of input 0.
class UnaryOperator : public Operator {
 public:
  explicit UnaryOperator(const kernels::UnaryLoops& loops,
                         kernels::ElementwiseParameters parameters = {})
      : loops_(loops), parameters_(parameters) {}

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;
  FusableStep elementwise_step(const ConstantInputs& inputs) const override;
  bool fuses_tail() const override { return true; }

 private:
  const kernels::UnaryLoops& loops_;
  kernels::ElementwiseParameters parameters_;
};

/// OpDef::make for operators without attributes.
template <const kernels::UnaryLoops& loops>
std::unique_ptr<Operator> make_unary(const MakeContext&) {
  return std::make_unique<UnaryOperator>(loops);
}

}  // namespace sardonyx
