// https://onnx.ai/onnx/operators/onnx__SequenceMap.html

#include "core/graph/op_registry.h"
#include "core/ops/common/sequence.h"

namespace sardonyx {
namespace {

// Input 0 is a sequence; the others are sequences of as many elements, or tensors that every run of
// the body gets.
class SequenceMap : public Operator {
 public:
  explicit SequenceMap(const MakeContext& context)
      : body_index_(context.get_graph("body")),
        body_(*context.node().subgraphs()[static_cast<std::size_t>(body_index_)]) {
    context.require(static_cast<int>(body_.inputs.size()) == context.input_count(), "the body has ",
                    body_.inputs.size(), " inputs, the node has ", context.input_count());
    context.require(static_cast<int>(body_.outputs.size()) >= context.output_count(),
                    "the body has ", body_.outputs.size(), " outputs, the node has ",
                    context.output_count());
  }

  void infer(InferContext& context) const override {
    std::vector<ValueType> types;
    for (int i = 0; i < context.input_count(); ++i) {
      const bool is_tensor = i > 0 && context.type(i).kind == ValueType::Kind::kTensor;
      types.push_back(is_tensor ? context.type(i) : sequence_element_type(context, i));
    }
    const std::vector<ValueType> results = context.infer_subgraph(body_index_, types);
    for (int i = 0; i < context.output_count() && i < static_cast<int>(results.size()); ++i) {
      context.set_type(i, ValueType::sequence(results[static_cast<std::size_t>(i)]));
    }
  }

  void run(RunContext& context) const override {
    const std::size_t length = context.input_value(0).sequence().elements.size();
    std::vector<Value> feeds(static_cast<std::size_t>(context.input_count()));
    for (std::size_t i = 0; i < feeds.size(); ++i) {
      const Value& value = context.input_value(static_cast<int>(i));
      if (value.is_tensor()) {
        // A body that only hands the tensor on makes it an element.
        feeds[i] = context.keep(static_cast<int>(i));
      } else {
        context.require(value.sequence().elements.size() == length, "input ", i, " has ",
                        value.sequence().elements.size(), " elements, input 0 has ", length);
      }
    }
    std::vector<Sequence> sequences(static_cast<std::size_t>(context.output_count()));
    for (std::size_t i = 0; i < sequences.size(); ++i) {
      sequences[i].dtype = body_.value(body_.outputs[i]).type.dtype;
    }
    std::vector<Value> results;
    for (std::size_t at = 0; at < length; ++at) {
      context.environment().check_cancelled();
      for (std::size_t i = 0; i < feeds.size(); ++i) {
        const Value& value = context.input_value(static_cast<int>(i));
        if (!value.is_tensor()) {
          feeds[i] = value.sequence().elements[at];
        }
      }
      context.subgraph(body_index_).run(feeds, results);
      for (std::size_t i = 0; i < sequences.size(); ++i) {
        sequences[i].dtype = results[i].tensor().dtype();
        sequences[i].elements.push_back(std::move(results[i]));
      }
    }
    for (int i = 0; i < context.output_count(); ++i) {
      if (context.has_output(i)) {
        context.set_output(i, std::move(sequences[static_cast<std::size_t>(i)]));
      }
    }
  }

 private:
  int body_index_;
  const Graph& body_;
};

}  // namespace

SARDONYX_OPERATORS(sequence, sequence_map) {
  registry.add({.name = "SequenceMap",
                .since = 17,
                .signature = "input_sequence: any, additional_inputs...: any -> "
                             "out_sequence...: any",
                .make = make<SequenceMap>,
                .infers_unranked = true});
}

}  // namespace sardonyx
