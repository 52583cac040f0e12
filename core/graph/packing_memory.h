#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/graph/graph.h"

namespace sardonyx {

/// Where weights go when operators pack them. Packed weights take the place of the original ones
/// where these are read by one node only: a model then needs no more memory than its file.
class PackingMemory {
 public:
  /// Notes who reads which constants of the graph and all its subgraphs.
  explicit PackingMemory(const Graph& graph);

  /// Room for `count` floats, not initialised, until the next call.
  std::span<float> workspace(std::size_t count);
  /// A tensor with these elements, in the memory of `original` if that is large enough and nobody
  /// else reads it.
  Tensor keep(const Tensor& original, std::span<const float> packed);

 private:
  // Memory of constants, and how many nodes and outputs read something of it.
  struct Range {
    std::uintptr_t first = 0;
    std::uintptr_t last = 0;
    int readers = 0;
  };

  void note(const Graph& graph);
  void note(const Tensor& tensor, int readers);
  bool is_exclusive(const Tensor& tensor) const;

  std::vector<Range> ranges_;  // sorted, none overlaps another
  Bytes workspace_;
};

}  // namespace sardonyx
