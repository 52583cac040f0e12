#include "core/runtime/environment.h"

#include <new>

namespace sardonyx {

std::span<std::byte> SessionEnvironment::scratch(std::size_t bytes) {
  if (scratch_.size < bytes) {
    scratch_ = {};
    try {
      scratch_ = allocate_bytes(bytes);
    } catch (const std::bad_alloc&) {
      fail(ErrorCode::kOutOfMemory, "cannot allocate ", bytes, " bytes of scratch memory");
    }
  }
  return {scratch_.data, bytes};
}

}  // namespace sardonyx
