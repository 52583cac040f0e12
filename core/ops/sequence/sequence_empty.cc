// https://onnx.ai/onnx/operators/onnx__SequenceEmpty.html

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

class SequenceEmpty : public Operator {
 public:
  explicit SequenceEmpty(const MakeContext& context)
      : dtype_(context.get_dtype("dtype", DType::kFloat)) {}

  void infer(InferContext& context) const override {
    context.set_type(0, ValueType::sequence(ValueType::tensor(dtype_)));
  }

  void run(RunContext& context) const override { context.set_output(0, Sequence{dtype_, {}}); }

 private:
  DType dtype_;
};

}  // namespace

SARDONYX_OPERATORS(sequence, sequence_empty) {
  registry.add({.name = "SequenceEmpty",
                .since = 11,
                .signature = "-> output: any",
                .make = make<SequenceEmpty>});
}

}  // namespace sardonyx
