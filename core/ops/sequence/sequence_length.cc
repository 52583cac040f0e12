// https://onnx.ai/onnx/operators/onnx__SequenceLength.html

#include "core/graph/op_registry.h"
#include "core/ops/common/sequence.h"

namespace sardonyx {
namespace {

class SequenceLength : public Operator {
 public:
  explicit SequenceLength(const MakeContext&) {}

  void infer(InferContext& context) const override {
    sequence_element_type(context, 0);
    context.set_shape(0, Shape{});
  }

  void run(RunContext& context) const override {
    *context.output(0).data<std::int64_t>() =
        static_cast<std::int64_t>(context.input_value(0).sequence().elements.size());
  }
};

}  // namespace

SARDONYX_OPERATORS(sequence, sequence_length) {
  registry.add({.name = "SequenceLength",
                .since = 11,
                .signature = "input_sequence: any -> length: int64",
                .make = make<SequenceLength>,
                .infers_unranked = true});
}

}  // namespace sardonyx
