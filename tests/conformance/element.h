#pragma once

// Elements of any type as numbers, decoded here from their bits and not by the code under test.

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/tensor/tensor.h"

namespace sardonyx::conformance {

/// The type with a name of the case format ("float32", "int4", ...). Throws std::runtime_error.
DType dtype_named(const std::string& name);

/// Whether elements are floating-point numbers of any width, complex ones excluded.
bool is_real(DType dtype);

/// The bits of element `i`, right-aligned; packed types lie without gaps, the first element in the
/// lowest bits. REQUIRES: at most 64 bits, no string.
std::uint64_t bits_at(const Tensor& tensor, std::size_t i);

/// Element `i` as a number. REQUIRES: is_real(tensor.dtype()).
double real_at(const Tensor& tensor, std::size_t i);

/// Element `i` as people write it; for error messages.
std::string element_text(const Tensor& tensor, std::size_t i);

}  // namespace sardonyx::conformance
