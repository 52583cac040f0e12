#include "core/ops/common/zero_element.h"

#include <string>

namespace sardonyx {

const void* zero_element(kernels::ElementKind kind) {
  static const std::string kEmpty;
  static const kernels::Bytes16 kZeros{};
  return kind == kernels::ElementKind::kString ? static_cast<const void*>(&kEmpty) : &kZeros;
}

}  // namespace sardonyx
