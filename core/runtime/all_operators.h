#pragma once

#include <span>
#include <string_view>

#include "core/graph/op_registry.h"

namespace sardonyx {

/// A file of operators, core/ops/FOLDER/STEM.cc.
struct OperatorFile {
  std::string_view name;  ///< FOLDER/STEM
  void (*register_operators)(OpRegistry& registry);
};

/// The files that this build was configured with.
std::span<const OperatorFile> operator_files();

/// Every operator of these files. Made on first use.
const OpRegistry& all_operators();

}  // namespace sardonyx
