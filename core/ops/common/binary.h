#pragma once

#include "core/graph/op.h"
#include "core/kernels/elementwise/loops.h"

namespace sardonyx {

/// y = loop(a, b) with NumPy's broadcasting, for any two tensors of one element type. y has that
/// type, or bool when the table says so. The shape of y is the broadcast shape.
void run_binary(const kernels::BinaryLoops& loops, const Tensor& a, const Tensor& b, Tensor& y);

/// Operators of opset 1 to 6 align the second input at attribute `axis` instead of at the end: the
/// shape of b with ones appended so that plain broadcasting does the same.
SymbolicShape align_legacy_operand(const SymbolicShape& a, const SymbolicShape& b,
                                   std::int64_t axis);

/// The operator that joins two inputs element by element, including the forms before opset 7
/// (attributes broadcast and axis).
class BinaryOperator : public Operator {
 public:
  BinaryOperator(const MakeContext& context, const kernels::BinaryLoops& loops);

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  const kernels::BinaryLoops& loops_;
  bool legacy_;
  std::int64_t legacy_axis_;
};

template <const kernels::BinaryLoops& loops>
std::unique_ptr<Operator> make_binary(const MakeContext& context) {
  return std::make_unique<BinaryOperator>(context, loops);
}

/// Joins any number of inputs of one type from left to right: Sum, Min, Max.
class VariadicOperator : public Operator {
 public:
  explicit VariadicOperator(const kernels::BinaryLoops& loops) : loops_(loops) {}

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  const kernels::BinaryLoops& loops_;
};

template <const kernels::BinaryLoops& loops>
std::unique_ptr<Operator> make_variadic(const MakeContext&) {
  return std::make_unique<VariadicOperator>(loops);
}

/// What a binary operator on small integer tensors means for shape arithmetic: applies `join` to
/// the contents of inputs 0 and 1 as far as they are known, with broadcasting of single elements.
void infer_contents(InferContext& context, Dim (*join)(Dim a, Dim b));

}  // namespace sardonyx
