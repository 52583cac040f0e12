#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <utility>

namespace sardonyx {

/// A vector of trivially copyable elements that keeps up to N of them inside itself, for shapes,
/// axes and permutations: ranks are almost always small and planning must not allocate per value.
template <class T, std::size_t N>
class SmallVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  using value_type = T;
  using iterator = T*;
  using const_iterator = const T*;

  SmallVector() = default;
  explicit SmallVector(std::size_t size, T fill = T{}) { resize(size, fill); }
  SmallVector(std::initializer_list<T> elements)
      : SmallVector(std::span<const T>(elements.begin(), elements.size())) {}
  explicit SmallVector(std::span<const T> elements) { assign(elements); }
  template <class It>
  requires(!std::is_integral_v<It>) SmallVector(It first, It last) {
    for (; first != last; ++first) {
      push_back(*first);
    }
  }
  SmallVector(const SmallVector& other) { assign(other); }
  SmallVector(SmallVector&& other) noexcept { steal(other); }
  SmallVector& operator=(const SmallVector& other) {
    if (this != &other) {
      assign(other);
    }
    return *this;
  }
  SmallVector& operator=(SmallVector&& other) noexcept {
    if (this != &other) {
      release();
      steal(other);
    }
    return *this;
  }
  ~SmallVector() { release(); }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return heap_ != nullptr ? heap_ : inline_; }
  const T* data() const { return heap_ != nullptr ? heap_ : inline_; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }
  T& front() { return data()[0]; }
  const T& front() const { return data()[0]; }
  T& back() { return data()[size_ - 1]; }
  const T& back() const { return data()[size_ - 1]; }

  void clear() { size_ = 0; }
  void pop_back() { --size_; }
  void push_back(T element) {
    reserve(size_ + 1);
    data()[size_++] = element;
  }
  void resize(std::size_t size, T fill = T{}) {
    reserve(size);
    if (size > size_) {
      std::fill(data() + size_, data() + size, fill);
    }
    size_ = size;
  }
  void assign(std::span<const T> elements) {
    clear();
    reserve(elements.size());
    std::copy(elements.begin(), elements.end(), data());
    size_ = elements.size();
  }
  void insert(std::size_t position, T element) {
    push_back(element);
    std::rotate(begin() + position, end() - 1, end());
  }
  void erase(std::size_t position) {
    std::copy(begin() + position + 1, end(), begin() + position);
    --size_;
  }
  void reserve(std::size_t capacity) {
    if (capacity <= capacity_) {
      return;
    }
    const std::size_t grown = std::max(capacity, 2 * capacity_);
    T* heap = new T[grown];
    std::copy(begin(), end(), heap);
    release();
    heap_ = heap;
    capacity_ = grown;
  }

  operator std::span<const T>() const { return {data(), size_}; }  // NOLINT: as std::vector

  friend bool operator==(const SmallVector& a, const SmallVector& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  void release() {
    delete[] heap_;
    heap_ = nullptr;
    capacity_ = N;
  }
  void steal(SmallVector& other) {
    if (other.heap_ != nullptr) {
      heap_ = std::exchange(other.heap_, nullptr);
      capacity_ = std::exchange(other.capacity_, N);
    } else {
      std::copy(other.begin(), other.end(), inline_);
    }
    size_ = std::exchange(other.size_, 0);
  }

  T* heap_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = N;
  T inline_[N];
};

}  // namespace sardonyx
