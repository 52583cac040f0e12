#include "core/tensor/tensor.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "core/base/bytes.h"
#include "core/base/checked.h"

namespace sardonyx {

Tensor Tensor::allocate(DType dtype, const Shape& shape) {
  if (dtype == DType::kString) {
    const std::size_t count = checked_size(shape.element_count(), "element count");
    std::shared_ptr<std::string[]> strings(new (std::nothrow) std::string[count]);
    require_that(ErrorCode::kOutOfMemory, strings != nullptr, "cannot allocate ", count,
                 " strings");
    void* data = strings.get();
    return {dtype, shape, data, std::shared_ptr<void>(std::move(strings), data)};
  }
  const std::size_t bytes = byte_size(dtype, shape);
  try {
    Bytes memory = allocate_bytes(bytes);
    return {dtype, shape, memory.data, std::move(memory.owner)};
  } catch (const std::bad_alloc&) {
    fail(ErrorCode::kOutOfMemory, "cannot allocate ", bytes, " bytes for a ", dtype,
         " tensor of shape ", shape);
  }
}

std::size_t Tensor::byte_size(DType dtype, const Shape& shape) {
  const std::int64_t count = shape.element_count();
  if (is_packed(dtype)) {
    return checked_size((checked_mul(count, bits_of(dtype), "byte size") + 7) / 8, "byte size");
  }
  return checked_size(
      checked_mul(count, static_cast<std::int64_t>(element_size(dtype)), "byte size"), "byte size");
}

Tensor Tensor::clone() const {
  Tensor copy = allocate(dtype_, shape_);
  copy_elements(*this, copy);
  return copy;
}

void Tensor::wrong_dtype(DType asked) const {
  fail(ErrorCode::kInternal, "a ", dtype_, " tensor was read as ", asked);
}

void copy_elements(const Tensor& from, Tensor& to) {
  if (from.raw() == to.raw()) {
    return;
  }
  if (from.dtype() == DType::kString) {
    const auto strings = from.span<std::string>();
    std::copy(strings.begin(), strings.end(), to.data<std::string>());
  } else if (const std::size_t bytes = from.byte_size(); bytes != 0) {
    std::memcpy(to.raw(), from.raw(), bytes);
  }
}

Ints ints_of(const Tensor& tensor) {
  if (tensor.dtype() == DType::kInt64) {
    return Ints(tensor.span<std::int64_t>());
  }
  require_that(ErrorCode::kInvalidArgument, tensor.dtype() == DType::kInt32,
               "expected an int32 or int64 tensor, got ", tensor.dtype());
  const auto elements = tensor.span<std::int32_t>();
  return Ints(elements.begin(), elements.end());
}

}  // namespace sardonyx
