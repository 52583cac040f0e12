#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/op.h"

namespace sardonyx {

class ExpandContext;

/// A type variable of a signature with the element types it may stand for.
struct TypeVariable {
  std::string_view name;
  DTypeSet types;
};

/// An operator as of some version: what it is called, what it takes, how it is made. Static data.
struct OpDef {
  /// Empty for the default domain.
  std::string_view domain = "";
  std::string_view name;
  /// The first opset version with this meaning. One entry per change of meaning, not per revision
  /// of the specification.
  int since = 1;
  /// Inputs and outputs with their types: "X: T, W: T, B?: T -> Y: T". A name ends in ? when it may
  /// be missing and in ... when it stands for any number of inputs (or outputs) of that type. A
  /// type is a variable of `types`, the name of an element type ("int64"), or `any` for what no
  /// table can say (sequences, optionals, mixed types): infer checks and sets those.
  std::string_view signature;
  std::array<TypeVariable, 4> types = {};
  std::unique_ptr<Operator> (*make)(const MakeContext&) = nullptr;
  /// Instead of `make`: replaces the node by others, as the specification's function body does.
  void (*expand)(ExpandContext&) = nullptr;

  // Facts for the planner and the passes; they decide, the operator only says.
  /// The inputs whose memory output 0 may take when they die here and have as many bytes.
  std::uint32_t in_place = 0;
  /// Output 0 has the elements of input 0 in the same order (Reshape, Squeeze, Identity ...).
  bool view = false;
  /// Inputs 0 and 1 may be exchanged.
  bool commutative = false;
  /// Another run with the same inputs may give another result (random numbers).
  bool random = false;
  /// infer is called even when the rank of an input is unknown.
  bool infers_unranked = false;
};

/// A bit set of input indices, for OpDef::in_place.
constexpr std::uint32_t input_bits(std::initializer_list<int> inputs) {
  std::uint32_t bits = 0;
  for (const int i : inputs) {
    bits |= std::uint32_t{1} << i;
  }
  return bits;
}

/// The usual OpDef::make: T's constructor takes the MakeContext.
template <class T>
std::unique_ptr<Operator> make(const MakeContext& context) {
  return std::make_unique<T>(context);
}

/// All operators of this build. Filled once, by register_all_operators (runtime).
class OpRegistry {
 public:
  void add(const OpDef& def) { defs_.push_back(def); }
  /// The definition for a node of that opset version: the newest whose `since` is not above it.
  /// Null when there is none. Valid as long as nothing is added.
  const OpDef* find(std::string_view domain, std::string_view name, int opset) const;
  std::span<const OpDef> defs() const { return defs_; }

 private:
  std::vector<OpDef> defs_;
  mutable std::vector<std::uint32_t> sorted_;  // indices by domain, name, since; made when asked
};

/// Opens the one registration function of an operator file core/ops/FOLDER/STEM.cc:
/// `SARDONYX_OPERATORS(nn, softmax) { registry.add({...}); }`. The build finds it by the file's
/// name; static constructors in archives would be dropped by the linker.
#define SARDONYX_OPERATORS(folder, stem)                           \
  void register_operators_##folder##_##stem(OpRegistry& registry); \
  void register_operators_##folder##_##stem(OpRegistry& registry)

}  // namespace sardonyx
