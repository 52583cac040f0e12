#pragma once

#include <cstddef>

namespace sardonyx::kernels {

/// Elementwise work on results that a kernel has just stored, while they are in the cache. The
/// kernel calls it for runs of finished values of y that together are all of y, each once, from any
/// of its threads; where a run begins in y tells which values they are.
struct Finish {
  void (*function)(float* values, std::size_t count, const void* context) = nullptr;
  const void* context = nullptr;

  explicit operator bool() const { return function != nullptr; }
  void operator()(float* values, std::size_t count) const { function(values, count, context); }
};

}  // namespace sardonyx::kernels
