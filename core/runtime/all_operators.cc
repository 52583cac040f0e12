#include "core/runtime/all_operators.h"

namespace sardonyx {

// One X(folder, stem) per operator file, written by CMake.
#define X(folder, stem) void register_operators_##folder##_##stem(OpRegistry& registry);
#include "core/ops/op_files.inc"
#undef X

const OpRegistry& all_operators() {
  static const OpRegistry registry = [] {
    OpRegistry all;
#define X(folder, stem) register_operators_##folder##_##stem(all);
#include "core/ops/op_files.inc"
#undef X
    return all;
  }();
  return registry;
}

}  // namespace sardonyx
