// https://onnx.ai/onnx/operators/onnx__OptionalHasElement.html

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// From version 18 on tensors and sequences are taken as optionals that have an element, and a
// missing input as one that has none.
class OptionalHasElement : public Operator {
 public:
  explicit OptionalHasElement(const MakeContext&) {}

  void infer(InferContext& context) const override { context.set_shape(0, Shape{}); }

  void run(RunContext& context) const override {
    bool has = context.has_input(0);
    if (has && context.input_value(0).kind() == ValueType::Kind::kOptional) {
      has = context.input_value(0).optional().value != nullptr;
    }
    *context.output(0).data<bool>() = has;
  }
};

}  // namespace

SARDONYX_OPERATORS(sequence, optional_has_element) {
  registry.add({.name = "OptionalHasElement",
                .since = 15,
                .signature = "input?: any -> output: bool",
                .make = make<OptionalHasElement>,
                .infers_unranked = true});
}

}  // namespace sardonyx
