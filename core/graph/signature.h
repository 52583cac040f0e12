#pragma once

#include <string_view>
#include <vector>

#include "core/graph/op_registry.h"

namespace sardonyx {

/// OpDef::signature, parsed.
struct Signature {
  struct Parameter {
    std::string_view name;
    /// The types allowed here; empty for `any`.
    DTypeSet types;
    /// Index in OpDef::types of the variable that it is typed with, or -1.
    int variable = -1;
    bool optional = false;
    bool variadic = false;
  };
  std::vector<Parameter> inputs;
  std::vector<Parameter> outputs;

  /// Throws kInternal when the text does not follow the grammar of OpDef::signature.
  static Signature parse(const OpDef& def);

  /// The parameter that stands for input (output) i, or null when there is none that far.
  static const Parameter* at(const std::vector<Parameter>& list, std::size_t i);
};

/// Throws kInvalidModel unless the node has as many inputs and outputs as its operator takes.
void check_arity(const Signature& signature, const Node& node);

}  // namespace sardonyx
