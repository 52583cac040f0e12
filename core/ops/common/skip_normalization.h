#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// What SkipLayerNormalization and SkipSimplifiedLayerNormalization (com.microsoft) share: output 0
/// normalises the rows of the sum of inputs 0, 1 (broadcast over the batch) and the bias, output 3
/// is that sum. https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
class SkipNormalization : public Operator {
 public:
  /// `centred`: to zero mean and unit variance, with input 3 as beta and input 4 as bias. Else to
  /// unit root mean square, with input 3 as bias.
  SkipNormalization(const MakeContext& context, bool centred);

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  int bias_input() const { return centred_ ? 4 : 3; }

  float epsilon_;
  bool centred_;
};

}  // namespace sardonyx
