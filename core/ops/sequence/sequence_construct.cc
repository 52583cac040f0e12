// https://onnx.ai/onnx/operators/onnx__SequenceConstruct.html

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

class SequenceConstruct : public Operator {
 public:
  explicit SequenceConstruct(const MakeContext&) {}

  void infer(InferContext& context) const override {
    ValueType element = context.type(0);
    for (int i = 1; i < context.input_count(); ++i) {
      element.shape = merge(element.shape, context.shape(i));
    }
    context.set_type(0, ValueType::sequence(std::move(element)));
  }

  void run(RunContext& context) const override {
    Sequence sequence;
    sequence.dtype = context.input(0).dtype();
    for (int i = 0; i < context.input_count(); ++i) {
      sequence.elements.emplace_back(context.keep(i));
    }
    context.set_output(0, std::move(sequence));
  }
};

}  // namespace

SARDONYX_OPERATORS(sequence, sequence_construct) {
  registry.add({.name = "SequenceConstruct",
                .since = 11,
                .signature = "inputs...: T -> output_sequence: any",
                .types = {{{"T", kBasicTypes}}},
                .make = make<SequenceConstruct>,
                .infers_unranked = true});
}

}  // namespace sardonyx
