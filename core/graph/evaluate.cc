#include "core/graph/evaluate.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/graph/op_registry.h"
#include "core/graph/signature.h"
#include "core/graph/tail.h"

namespace sardonyx {
namespace {

class PlainEnvironment : public RunEnvironment {
 public:
  Tensor allocate(DType dtype, const Shape& shape) override {
    return Tensor::allocate(dtype, shape);
  }
  std::span<std::byte> scratch(std::size_t bytes) override {
    if (scratch_.size < bytes) {
      scratch_ = allocate_bytes(bytes);
    }
    return {scratch_.data, bytes};
  }
  ThreadPool& threads() override { return threads_; }
  std::uint64_t random() override { fail(ErrorCode::kInternal, "random numbers are not constant"); }
  void check_cancelled() override {}

 private:
  Bytes scratch_;
  ThreadPool threads_{1};
};

// Element types that inference at load could not know, because a rank was unknown on the way.
void derive_dtypes(const OpDef& def, std::span<const InferContext::Input> inputs,
                   std::span<InferContext::Output> outputs) {
  const bool all_known = std::all_of(outputs.begin(), outputs.end(), [](const auto& output) {
    return !output.wanted || output.type.kind != ValueType::Kind::kUnknown;
  });
  if (all_known) {
    return;
  }
  const Signature signature = Signature::parse(def);
  const TypeBindings bindings = bind_types(signature, inputs);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const DType dtype = output_dtype(Signature::at(signature.outputs, i), bindings);
    if (dtype != DType::kUndefined) {
      outputs[i].type.kind = ValueType::Kind::kTensor;
      outputs[i].type.dtype = dtype;
    }
  }
}

bool too_large(const ValueType& type, std::int64_t max_elements) {
  return type.shape.known() && type.shape.value().element_count() > max_elements;
}

}  // namespace

void run_unplanned(const Node& node, std::span<const ValueType* const> output_types,
                   std::span<Value* const> inputs, std::span<Value* const> outputs,
                   RunEnvironment& environment, std::span<SubgraphRunner* const> subgraphs,
                   const RunTail& tail) {
  std::vector<ValueType> types(inputs.size());
  std::vector<InferContext::Input> known(inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] != nullptr) {
      types[i] = inputs[i]->type();
      known[i].type = &types[i];
      known[i].contents = inputs[i]->is_tensor() ? &inputs[i]->tensor() : nullptr;
    }
  }
  std::vector<InferContext::Output> inferred(outputs.size());
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    inferred[i].wanted = outputs[i] != nullptr;
    if (inferred[i].wanted) {
      inferred[i].type.kind = output_types[i]->kind;
      inferred[i].type.dtype = output_types[i]->dtype;
    }
  }
  derive_dtypes(*node.def, known, inferred);
  InferContext infer_context(known, inferred);
  node.op->infer(infer_context);
  if (!node.tail.empty()) {
    std::vector<ValueType> operand_types;
    std::vector<const ValueType*> operands;
    operand_types.reserve(tail.operands.size());
    for (const Value* operand : tail.operands) {
      operands.push_back(&operand_types.emplace_back(operand->type()));
    }
    check_tail(node, inferred[0].type.shape, operands);
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const ValueType& type = inferred[i].type;
    if (!inferred[i].wanted || !type.is_tensor() || type.dtype == DType::kUndefined ||
        !type.shape.known()) {
      continue;
    }
    if (i == 0 && node.def->view && inputs[0]->is_tensor() && inputs[0]->tensor().owner()) {
      *outputs[0] = inputs[0]->tensor().reshaped(type.shape.value());
      if (outputs.size() == 1) {
        return;
      }
    } else {
      *outputs[i] = environment.allocate(type.dtype, type.shape.value());
    }
  }
  RunContext context(inputs, outputs, environment, subgraphs, tail);
  node.op->run(context);
}

std::vector<Tensor> evaluate(const Graph& graph, const Node& node, std::int64_t max_elements) {
  if (node.def->random || !node.subgraphs().empty()) {
    return {};
  }
  std::vector<Value> in(node.inputs.size());
  std::vector<Value*> in_pointers(node.inputs.size(), nullptr);
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (const Tensor* tensor = graph.constant(node.inputs[i])) {
      in[i] = *tensor;
      in_pointers[i] = &in[i];
    }
  }
  std::vector<Value> out(node.outputs.size());
  std::vector<Value*> out_pointers(node.outputs.size(), nullptr);
  std::vector<const ValueType*> types(node.outputs.size(), nullptr);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (node.outputs[i] == kNoValue) {
      continue;
    }
    types[i] = &graph.value(node.outputs[i]).type;
    if (!types[i]->is_tensor() || too_large(*types[i], max_elements)) {
      return {};
    }
    out_pointers[i] = &out[i];
  }
  PlainEnvironment environment;
  try {
    run_unplanned(node, types, in_pointers, out_pointers, environment);
  } catch (const Error&) {
    // Not this caller's business: if the node is ever reached, the run reports it.
    return {};
  }
  std::vector<Tensor> results(out.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out_pointers[i] != nullptr) {
      results[i] = out[i].tensor();
    }
  }
  return results;
}

}  // namespace sardonyx
