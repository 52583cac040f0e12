// https://onnx.ai/onnx/operators/onnx__SequenceInsert.html

#include "core/graph/op_registry.h"
#include "core/ops/common/sequence.h"

namespace sardonyx {
namespace {

class SequenceInsert : public Operator {
 public:
  explicit SequenceInsert(const MakeContext&) {}

  void infer(InferContext& context) const override {
    require_position(context, 2);
    const ValueType& tensor = context.type(1);
    ValueType element = sequence_element_type(context, 0);
    const bool typed = element.dtype != DType::kUndefined && tensor.dtype != DType::kUndefined;
    context.require(!typed || element.dtype == tensor.dtype, "input 1 is a tensor of ",
                    tensor.dtype, ", but the sequence holds tensors of ", element.dtype);
    const SymbolicShape shape = merge(element.shape, tensor.shape);
    element = tensor;
    element.shape = shape;
    context.set_type(0, ValueType::sequence(std::move(element)));
  }

  void run(RunContext& context) const override {
    const Sequence& old = context.input_value(0).sequence();
    const Tensor& tensor = context.input(1);
    context.require(old.elements.empty() || old.dtype == tensor.dtype(), "input 1 is a tensor of ",
                    tensor.dtype(), ", but the sequence holds tensors of ", old.dtype);
    const std::size_t count = old.elements.size();
    const std::size_t position = read_position(context, 2, count, count, count);
    Sequence sequence = old;
    sequence.dtype = tensor.dtype();
    sequence.elements.insert(sequence.elements.begin() + static_cast<std::ptrdiff_t>(position),
                             context.keep(1));
    context.set_output(0, std::move(sequence));
  }
};

}  // namespace

SARDONYX_OPERATORS(sequence, sequence_insert) {
  registry.add({.name = "SequenceInsert",
                .since = 11,
                .signature = "input_sequence: any, tensor: T, position?: I -> output_sequence: any",
                .types = {{{"T", kBasicTypes}, {"I", kIndexTypes}}},
                .make = make<SequenceInsert>,
                .infers_unranked = true});
}

}  // namespace sardonyx
