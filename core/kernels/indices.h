#pragma once

#include <cstddef>
#include <cstdint>

namespace sardonyx::kernels {

/// The elements of a tensor of int32 or int64.
class Indices {
 public:
  Indices(const std::int32_t* data, std::size_t count) : narrow_(data), count_(count) {}
  Indices(const std::int64_t* data, std::size_t count) : wide_(data), count_(count) {}

  std::size_t size() const { return count_; }
  std::int64_t operator[](std::size_t i) const {
    return wide_ != nullptr ? wide_[i] : static_cast<std::int64_t>(narrow_[i]);
  }

 private:
  const std::int64_t* wide_ = nullptr;
  const std::int32_t* narrow_ = nullptr;
  std::size_t count_;
};

}  // namespace sardonyx::kernels
