#pragma once

#include "core/kernels/element.h"

namespace sardonyx {

/// What an element of this kind is when nobody says: all bytes zero (0, 0.0, false), or an empty
/// string.
const void* zero_element(kernels::ElementKind kind);

}  // namespace sardonyx
