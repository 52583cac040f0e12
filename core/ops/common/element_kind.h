#pragma once

#include "core/base/error.h"
#include "core/kernels/element.h"
#include "core/tensor/dtype.h"

namespace sardonyx {

/// How data movement sees elements of this type. Throws kUnsupported for packed types, whose
/// elements have no address.
inline kernels::ElementKind element_kind_of(DType dtype) {
  require_that(ErrorCode::kUnsupported, !is_packed(dtype), "tensors of ", dtype,
               " cannot be moved element by element");
  return kernels::element_kind(element_size(dtype), dtype == DType::kString);
}

}  // namespace sardonyx
