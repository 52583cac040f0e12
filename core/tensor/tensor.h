#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/dtype.h"
#include "core/tensor/shape.h"

namespace sardonyx {

/// A dense row-major array of one element type. Copying a Tensor shares its elements. The memory
/// is kept alive by `owner`; a tensor without owner is a view whose memory somebody else keeps
/// (the arena of a Program).
class Tensor {
 public:
  Tensor() = default;
  /// A view of memory that outlives it, or that `owner` keeps alive.
  Tensor(DType dtype, Shape shape, void* data, std::shared_ptr<void> owner = nullptr)
      : dtype_(dtype), shape_(std::move(shape)), data_(data), owner_(std::move(owner)) {}

  /// A new tensor, aligned to 64 bytes; elements are not initialised (strings are empty).
  static Tensor allocate(DType dtype, const Shape& shape);
  /// A new tensor with these elements. Throws kInvalidArgument when their number does not fit.
  template <class T>
  static Tensor of(const Shape& shape, std::span<const T> elements);
  template <class T>
  static Tensor of(const Shape& shape, std::initializer_list<T> elements) {
    return of(shape, std::span<const T>(elements.begin(), elements.size()));
  }
  template <class T>
  static Tensor scalar(T element) {
    return of(Shape{}, std::span<const T>(&element, 1));
  }

  DType dtype() const { return dtype_; }
  const Shape& shape() const { return shape_; }
  int rank() const { return shape_.rank(); }
  /// The extent of `axis`, which may count from the back.
  std::int64_t dim(int axis) const {
    return shape_[static_cast<std::size_t>(axis < 0 ? axis + rank() : axis)];
  }
  std::int64_t element_count() const { return shape_.element_count(); }
  /// Bytes of all elements (packed types rounded up to whole bytes; strings: of the std::strings).
  std::size_t byte_size() const { return byte_size(dtype_, shape_); }
  static std::size_t byte_size(DType dtype, const Shape& shape);

  void* raw() { return data_; }
  const void* raw() const { return data_; }
  /// The elements. Throws kInternal unless T is the element type.
  template <class T>
  T* data() {
    check_dtype(dtype_of<T>);
    return static_cast<T*>(data_);
  }
  template <class T>
  const T* data() const {
    check_dtype(dtype_of<T>);
    return static_cast<const T*>(data_);
  }
  template <class T>
  std::span<const T> span() const {
    return {data<T>(), static_cast<std::size_t>(element_count())};
  }
  template <class T>
  std::span<T> span() {
    return {data<T>(), static_cast<std::size_t>(element_count())};
  }

  const std::shared_ptr<void>& owner() const { return owner_; }
  /// Whether the tensor has memory (a tensor without elements may have none).
  bool has_data() const { return data_ != nullptr; }
  /// The same elements under another shape of as many elements.
  Tensor reshaped(Shape shape) const { return {dtype_, std::move(shape), data_, owner_}; }
  /// A deep copy.
  Tensor clone() const;
  /// Points the tensor to other memory of the same size.
  void set_memory(void* data, std::shared_ptr<void> owner = nullptr) {
    data_ = data;
    owner_ = std::move(owner);
  }

 private:
  void check_dtype(DType asked) const {
    if (asked != dtype_) [[unlikely]] {
      wrong_dtype(asked);
    }
  }
  [[noreturn]] void wrong_dtype(DType asked) const;

  DType dtype_ = DType::kUndefined;
  Shape shape_;
  void* data_ = nullptr;
  std::shared_ptr<void> owner_;
};

/// Copies all elements (strings too). REQUIRES: same element type and number of elements.
void copy_elements(const Tensor& from, Tensor& to);

/// The elements of an int32 or int64 tensor as int64. Throws kInvalidArgument for other types.
Ints ints_of(const Tensor& tensor);

template <class T>
Tensor Tensor::of(const Shape& shape, std::span<const T> elements) {
  Tensor tensor = allocate(dtype_of<T>, shape);
  if (static_cast<std::size_t>(tensor.element_count()) != elements.size()) {
    fail(ErrorCode::kInvalidArgument, "shape ", shape, " does not hold ", elements.size(),
         " elements");
  }
  std::copy(elements.begin(), elements.end(), tensor.data<T>());
  return tensor;
}

}  // namespace sardonyx
