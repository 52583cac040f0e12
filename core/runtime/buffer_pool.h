#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "core/tensor/tensor.h"

namespace sardonyx {

/// Recycles the memory of tensors whose shapes only a run can tell, and of results. A block is free
/// again when the last tensor in it is gone, so a second run like the first allocates nothing.
class BufferPool {
 public:
  /// A tensor that shares ownership of its block, not initialised (strings are empty).
  Tensor allocate(DType dtype, const Shape& shape);
  /// Gives blocks that nobody uses back to the system.
  void trim();
  /// Bytes of all blocks, used and free.
  std::size_t bytes() const { return bytes_; }

 private:
  struct Class {
    std::vector<std::shared_ptr<void>> list;
    // Where to look first: behind the block that was taken last, the others were taken earlier.
    std::size_t next = 0;
  };
  // Sizes are rounded up to four steps per power of two, so at most a fifth of a block is unused.
  std::array<Class, 160> classes_;
  std::size_t bytes_ = 0;
};

}  // namespace sardonyx
