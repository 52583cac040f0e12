// https://onnx.ai/onnx/operators/onnx__OptionalGetElement.html

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// From version 18 on tensors and sequences stand for themselves.
class OptionalGetElement : public Operator {
 public:
  explicit OptionalGetElement(const MakeContext&) {}

  void infer(InferContext& context) const override {
    const ValueType& type = context.type(0);
    const bool is_optional = type.kind == ValueType::Kind::kOptional && type.element;
    context.set_type(0, is_optional ? *type.element : type);
  }

  void run(RunContext& context) const override {
    const Value& value = context.input_value(0);
    if (value.kind() == ValueType::Kind::kOptional) {
      context.require(value.optional().value != nullptr, "the optional has no element");
      context.set_output(0, *value.optional().value);
    } else {
      context.set_output(0, value.is_tensor() ? Value(context.keep(0)) : value);
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(sequence, optional_get_element) {
  registry.add({.name = "OptionalGetElement",
                .since = 15,
                .signature = "input: any -> output: any",
                .make = make<OptionalGetElement>,
                .infers_unranked = true});
}

}  // namespace sardonyx
