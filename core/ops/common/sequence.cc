#include "core/ops/common/sequence.h"

namespace sardonyx {

ValueType sequence_element_type(const InferContext& context, int i) {
  const ValueType& type = context.type(i);
  context.require(type.kind == ValueType::Kind::kSequence || type.kind == ValueType::Kind::kUnknown,
                  "input ", i, " is a ", type, ", expected a sequence");
  return type.element ? *type.element : ValueType{};
}

void require_position(const InferContext& context, int i) {
  context.require(!context.has_input(i) || !context.shape(i).ranked() ||
                      !certainly_differ(context.shape(i).element_count(), 1),
                  "input ", i, " is a position and must be one number");
}

std::size_t read_position(const RunContext& context, int i, std::size_t count, std::size_t last,
                          std::size_t fallback) {
  if (!context.has_input(i)) {
    return fallback;
  }
  const std::int64_t position = ints_of(context.input(i))[0];
  const auto length = static_cast<std::int64_t>(count);
  context.require(position >= -length && position <= static_cast<std::int64_t>(last), "position ",
                  position, " is out of range for a sequence of ", length, " elements");
  return static_cast<std::size_t>(position < 0 ? position + length : position);
}

}  // namespace sardonyx
