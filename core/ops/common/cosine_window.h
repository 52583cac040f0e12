#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// The windows that are sums of cosines: element i is
/// constant - first * cos(2 pi i / n) + second * cos(4 pi i / n),
/// where n is the length for periodic windows and one less for symmetric ones.
struct CosineTerms {
  double constant = 0;
  double first = 0;
  double second = 0;
};

/// HannWindow, HammingWindow and BlackmanWindow: input 0 is the length.
class CosineWindow : public Operator {
 public:
  CosineWindow(const MakeContext& context, const CosineTerms& terms);
  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  CosineTerms terms_;
  bool periodic_;
  DType dtype_;
};

/// The attribute `output_datatype`: float when missing. Throws unless it is a numeric type.
DType output_datatype_attribute(const MakeContext& context);

}  // namespace sardonyx
