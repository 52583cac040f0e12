#pragma once

#include "core/ops/common/labelled_tensor.h"

namespace sardonyx {

/// y = the product of a and b, summed over the labels that both have and y has not. Sums run in the
/// matrix product kernels; operands are copied only when a matrix has no two strides that describe
/// them. REQUIRES: y is dense and has every label that only one operand has.
void contract(const RunContext& context, const LabelledTensor& a, const LabelledTensor& b,
              const LabelledTensor& y);

}  // namespace sardonyx
