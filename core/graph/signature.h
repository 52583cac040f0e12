#pragma once

#include <array>
#include <span>
#include <string_view>
#include <tuple>
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

/// The element type that each type variable stands for in one node, kUndefined while unknown.
using TypeBindings = std::array<DType, std::tuple_size_v<decltype(OpDef::types)>>;

/// Checks the types of a node's inputs against the signature and binds its type variables. Throws
/// kInvalidModel naming the input that does not fit.
TypeBindings bind_types(const Signature& signature, std::span<const InferContext::Input> inputs);

/// The element type that the signature gives an output, kUndefined when it does not tell.
DType output_dtype(const Signature::Parameter* parameter, const TypeBindings& bindings);

}  // namespace sardonyx
