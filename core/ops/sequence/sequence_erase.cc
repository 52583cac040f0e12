// https://onnx.ai/onnx/operators/onnx__SequenceErase.html

#include "core/graph/op_registry.h"
#include "core/ops/common/sequence.h"

namespace sardonyx {
namespace {

class SequenceErase : public Operator {
 public:
  explicit SequenceErase(const MakeContext&) {}

  void infer(InferContext& context) const override {
    require_position(context, 1);
    context.set_type(0, ValueType::sequence(sequence_element_type(context, 0)));
  }

  void run(RunContext& context) const override {
    Sequence sequence = context.input_value(0).sequence();
    const std::size_t count = sequence.elements.size();
    context.require(count > 0, "the sequence is empty");
    const std::size_t position = read_position(context, 1, count, count - 1, count - 1);
    sequence.elements.erase(sequence.elements.begin() + static_cast<std::ptrdiff_t>(position));
    context.set_output(0, std::move(sequence));
  }
};

}  // namespace

SARDONYX_OPERATORS(sequence, sequence_erase) {
  registry.add({.name = "SequenceErase",
                .since = 11,
                .signature = "input_sequence: any, position?: I -> output_sequence: any",
                .types = {{{"I", kIndexTypes}}},
                .make = make<SequenceErase>,
                .infers_unranked = true});
}

}  // namespace sardonyx
