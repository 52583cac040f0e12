#include "core/base/bytes.h"

#include <algorithm>
#include <cstdio>
#include <new>

#include "core/base/error.h"

namespace sardonyx {
namespace {
constexpr std::align_val_t kAlignment{64};
}  // namespace

Bytes allocate_bytes(std::size_t size) {
  // AddressSanitizer ends the program where the operator that throws finds no memory.
  void* memory = ::operator new(std::max<std::size_t>(size, 1), kAlignment, std::nothrow);
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  std::shared_ptr<void> owner(memory, [](void* p) { ::operator delete(p, kAlignment); });
  return {std::move(owner), static_cast<std::byte*>(memory), size};
}

Bytes read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  const auto check = [&](bool good) {
    require_that(ErrorCode::kInvalidArgument, good, "cannot read the file '", path, "'");
  };
  check(file != nullptr);
  check(std::fseek(file.get(), 0, SEEK_END) == 0);
  const long size = std::ftell(file.get());
  check(size >= 0 && std::fseek(file.get(), 0, SEEK_SET) == 0);
  Bytes bytes = allocate_bytes(static_cast<std::size_t>(size));
  check(std::fread(bytes.data, 1, bytes.size, file.get()) == bytes.size);
  return bytes;
}

}  // namespace sardonyx
