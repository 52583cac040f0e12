#pragma once

#include <array>
#include <cstddef>

#include "core/graph/op.h"
#include "core/kernels/elementwise/loops.h"
#include "core/kernels/finish.h"
#include "core/kernels/gemm/gemm.h"

namespace sardonyx {

/// The tail of a node (Node::tail) for one run: what its kernel does to results that it has just
/// stored. Kernels that can do some steps in registers take those first, in the order of the calls.
class Tail {
 public:
  /// REQUIRES: y, the output that the kernel writes, is of float if there is a tail.
  Tail(const RunContext& context, const Tensor& y);
  Tail(const Tail&) = delete;
  Tail& operator=(const Tail&) = delete;

  /// The operand, one value per index of y's last axis, if the next step adds it; else null.
  const float* take_row_addend();
  /// The operand, of y's shape, if the next step adds it; else null.
  const float* take_addend();
  /// Sets the bounds if the next step is a Relu or a Clip.
  void take_clamp(float& low, float& high);

  /// The extent of y's last axis.
  std::size_t row() const { return row_; }

  /// The steps that are left; empty when there are none. Valid as long as the Tail.
  kernels::Finish finish() const;

 private:
  struct Step {
    const kernels::ElementwiseStep* step = nullptr;
    bool result_is_b = false;
    const float* operand = nullptr;
    // Element o of y takes operand[o / inner % extent].
    std::size_t inner = 1;
    std::size_t extent = 1;
  };

  void apply(float* values, std::size_t count) const;
  void join(const Step& step, float* values, std::size_t count) const;
  bool next_adds() const;

  const float* y_;
  std::size_t row_ = 1;    // extent of y's last axis
  std::size_t count_ = 0;  // elements of y
  std::array<Step, kMaxTailSteps> steps_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
};

/// Lets the register tile of a product do the steps that it can, and the epilogue's Finish the
/// others. C is all of y, or the matrices of a batch, whose addend is offset as C is.
void take_steps(Tail& tail, kernels::GemmEpilogue& epilogue);

}  // namespace sardonyx
