#pragma once

#include "core/graph/op.h"
#include "core/kernels/elementwise/loops.h"
#include "core/kernels/finish.h"

namespace sardonyx {

/// y = loop(a, b) with NumPy's broadcasting, for two tensors of one element type. y has that type,
/// or bool when the table says so, and the broadcast shape. It may share its memory with an operand
/// of the same shape and type. `finish` is for tensors of float.
void run_binary(const kernels::BinaryLoops& loops, const Tensor& a, const Tensor& b, Tensor& y,
                ThreadPool& pool, const kernels::Finish& finish = {});

/// What a table does, as a step of a chain; empty when it does not do it to floats.
FusableStep binary_step(const kernels::BinaryLoops& loops);

/// As run_binary for tensors of any types, which are converted to `type` and back. Only operands
/// of y's type may share its memory.
void run_binary_as(const kernels::BinaryLoops& loops, kernels::ComputeType type, const Tensor& a,
                   const Tensor& b, Tensor& y, ThreadPool& pool,
                   const kernels::Finish& finish = {});

/// How binary operators broadcast: as NumPy does, or before opset 7, where the attribute `axis`
/// says so, with the axes of the second input aligned from that axis of the first on.
class LegacyBroadcast {
 public:
  explicit LegacyBroadcast(const MakeContext& context);

  bool aligns() const { return aligns_; }

  /// The shape of the result. Throws kInvalidArgument when the shapes do not fit.
  SymbolicShape shape(const SymbolicShape& a, const SymbolicShape& b) const;
  /// b with ones appended to its shape so that plain broadcasting does the same.
  Tensor align(const Tensor& a, const Tensor& b) const;

 private:
  bool aligns_;
  std::int64_t axis_;
};

/// The operator that joins two inputs element by element.
class BinaryOperator : public Operator {
 public:
  BinaryOperator(const MakeContext& context, const kernels::BinaryLoops& loops)
      : loops_(loops), legacy_(context) {}

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;
  FusableStep elementwise_step(const ConstantInputs& inputs) const override;
  bool fuses_tail() const override { return true; }

 private:
  const kernels::BinaryLoops& loops_;
  LegacyBroadcast legacy_;
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
