// https://onnx.ai/onnx/operators/onnx__Optional.html

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

class MakeOptional : public Operator {
 public:
  explicit MakeOptional(const MakeContext& context) {
    if (const ValueType* type = context.get_type("type")) {
      type_ = *type;
    }
    context.require(context.has_input(0) || context.has("type"),
                    "there is neither an input nor the attribute 'type'");
  }

  void infer(InferContext& context) const override {
    context.set_type(0, ValueType::optional(context.has_input(0) ? context.type(0) : type_));
  }

  void run(RunContext& context) const override {
    Optional optional;
    if (context.has_input(0)) {
      const Value& value = context.input_value(0);
      optional.value = std::make_shared<Value>(value.is_tensor() ? Value(context.keep(0)) : value);
    }
    context.set_output(0, std::move(optional));
  }

 private:
  ValueType type_;
};

}  // namespace

SARDONYX_OPERATORS(sequence, optional) {
  registry.add({.name = "Optional",
                .since = 15,
                .signature = "input?: any -> output: any",
                .make = make<MakeOptional>,
                .infers_unranked = true});
}

}  // namespace sardonyx
