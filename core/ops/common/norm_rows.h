#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// What LayerNormalization and RMSNormalization share: normalises over the axes from `axis` on,
/// then multiplies with input 1 and adds input 2 where there is one, both broadcast to the input.
class RowNormalization : public Operator {
 public:
  RowNormalization(const MakeContext& context, bool centred);

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  std::int64_t axis_;
  float epsilon_;
  bool centred_;
};

}  // namespace sardonyx
