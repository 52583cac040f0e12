#include "core/runtime/all_operators.h"

namespace sardonyx {

// One X(folder, stem) per operator file, written by CMake.
#define X(folder, stem) void register_operators_##folder##_##stem(OpRegistry& registry);
#include "core/ops/op_files.inc"
#undef X

std::span<const OperatorFile> operator_files() {
  static constexpr OperatorFile kFiles[] = {
#define X(folder, stem) {#folder "/" #stem, register_operators_##folder##_##stem},
#include "core/ops/op_files.inc"
#undef X
  };
  return kFiles;
}

const OpRegistry& all_operators() {
  static const OpRegistry registry = [] {
    OpRegistry all;
    for (const OperatorFile& file : operator_files()) {
      file.register_operators(all);
    }
    return all;
  }();
  return registry;
}

}  // namespace sardonyx
