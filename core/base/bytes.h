#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace sardonyx {

/// A block of writable memory with shared ownership: a model file, an external data file. Tensors
/// that lie in it keep it alive.
struct Bytes {
  std::shared_ptr<void> owner;
  std::byte* data = nullptr;
  std::size_t size = 0;

  std::span<const std::byte> span() const { return {data, size}; }
};

/// A new block, aligned to 64 bytes, not initialised. Throws std::bad_alloc.
Bytes allocate_bytes(std::size_t size);

/// The contents of a file. Throws Error(kInvalidArgument) when it cannot be read.
Bytes read_file(const std::string& path);

}  // namespace sardonyx
