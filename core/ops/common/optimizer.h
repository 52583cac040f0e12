#pragma once

#include <cstddef>
#include <cstdint>

#include "core/graph/op.h"

namespace sardonyx {

/// One step of training by a gradient method of ai.onnx.preview.training. The inputs are the
/// learning rate R, the number T of updates so far, then all variables X, all their gradients G and
/// all their states (momentum ...), one kind after the other; the outputs are the new variables and
/// the new states in that order. The tensors of a variable have one type, float or double, and one
/// shape. Everything is computed in double.
class Optimizer : public Operator {
 public:
  static constexpr int kMostStates = 2;

  /// `states`: tensors that are kept per variable, besides itself.
  Optimizer(const MakeContext& context, int states);

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 protected:
  /// Some elements of a variable, which update replaces.
  struct Elements {
    std::size_t count = 0;
    double* x = nullptr;
    const double* gradient = nullptr;
    double* states[kMostStates] = {};
  };
  virtual void update(double rate, std::int64_t updates, const Elements& elements) const = 0;

 private:
  void update_variable(RunContext& context, int variable, double rate, std::int64_t updates) const;

  int states_;
  int variables_;
};

}  // namespace sardonyx
