#pragma once

#include "core/kernels/sort_key.h"
#include "core/tensor/dtype.h"

namespace sardonyx {

/// The keys that elements of this type are sorted by. REQUIRES: a numeric type or bool.
kernels::SortKeys sort_keys_of(DType dtype);

}  // namespace sardonyx
