#include "core/runtime/buffer_pool.h"

#include <bit>
#include <new>

#include "core/base/bytes.h"

namespace sardonyx {
namespace {

constexpr std::size_t kSmallest = 64;

// Class 4 * p + q holds blocks of kSmallest * 2^p * (4 + q) / 4 bytes.
std::size_t class_bytes(std::size_t size_class) {
  return (kSmallest << (size_class / 4)) / 4 * (4 + size_class % 4);
}

std::size_t class_of(std::size_t bytes) {
  if (bytes <= kSmallest) {
    return 0;
  }
  const auto power = static_cast<std::size_t>(std::bit_width((bytes - 1) / kSmallest)) - 1;
  std::size_t size_class = 4 * power;
  while (class_bytes(size_class) < bytes) {
    ++size_class;
  }
  return size_class;
}

}  // namespace

Tensor BufferPool::allocate(DType dtype, const Shape& shape) {
  if (dtype == DType::kString) {
    return Tensor::allocate(dtype, shape);
  }
  const std::size_t bytes = Tensor::byte_size(dtype, shape);
  const std::size_t size_class = class_of(bytes);
  if (size_class < classes_.size()) {
    Class& blocks = classes_[size_class];
    for (std::size_t i = 0; i < blocks.list.size(); ++i) {
      const std::shared_ptr<void>& block = blocks.list[blocks.next];
      blocks.next = blocks.next + 1 == blocks.list.size() ? 0 : blocks.next + 1;
      if (block.use_count() == 1) {
        return {dtype, shape, block.get(), block};
      }
    }
    try {
      Bytes block = allocate_bytes(class_bytes(size_class));
      blocks.list.push_back(std::move(block.owner));
      bytes_ += class_bytes(size_class);
      const std::shared_ptr<void>& fresh = blocks.list.back();
      return {dtype, shape, fresh.get(), fresh};
    } catch (const std::bad_alloc&) {
      trim();
    }
  }
  fail(ErrorCode::kOutOfMemory, "cannot allocate ", bytes, " bytes for a ", dtype,
       " tensor of shape ", shape);
}

void BufferPool::trim() {
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const auto is_free = [](const std::shared_ptr<void>& block) { return block.use_count() == 1; };
    bytes_ -= class_bytes(i) * std::erase_if(classes_[i].list, is_free);
    classes_[i].next = 0;
  }
}

}  // namespace sardonyx
