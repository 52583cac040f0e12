// https://onnx.ai/onnx/operators/onnx__SequenceAt.html

#include "core/graph/op_registry.h"
#include "core/ops/common/sequence.h"

namespace sardonyx {
namespace {

class SequenceAt : public Operator {
 public:
  explicit SequenceAt(const MakeContext&) {}

  void infer(InferContext& context) const override {
    require_position(context, 1);
    context.set_type(0, sequence_element_type(context, 0));
  }

  void run(RunContext& context) const override {
    const std::vector<Value>& elements = context.input_value(0).sequence().elements;
    const std::size_t count = elements.size();
    context.require(count > 0, "the sequence is empty");
    context.set_output(0, elements[read_position(context, 1, count, count - 1, 0)]);
  }
};

}  // namespace

SARDONYX_OPERATORS(sequence, sequence_at) {
  registry.add({.name = "SequenceAt",
                .since = 11,
                .signature = "input_sequence: any, position: I -> tensor: any",
                .types = {{{"I", kIndexTypes}}},
                .make = make<SequenceAt>,
                .infers_unranked = true});
}

}  // namespace sardonyx
