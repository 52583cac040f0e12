#pragma once

#include <span>

#include "core/graph/attribute.h"
#include "core/tensor/tensor.h"

namespace sardonyx {

/// The tensor that a Constant node with these attributes stands for (all forms of Constant-1 to
/// Constant-25). Throws kInvalidModel unless exactly one of them is a value.
Tensor tensor_of_constant(const Attributes& attributes);

}  // namespace sardonyx
