#include "core/base/bytes.h"

#include <algorithm>
#include <new>

namespace sardonyx {
namespace {
constexpr std::align_val_t kAlignment{64};
}  // namespace

Bytes allocate_bytes(std::size_t size) {
  void* memory = ::operator new(std::max<std::size_t>(size, 1), kAlignment);
  std::shared_ptr<void> owner(memory, [](void* p) { ::operator delete(p, kAlignment); });
  return {std::move(owner), static_cast<std::byte*>(memory), size};
}

}  // namespace sardonyx
