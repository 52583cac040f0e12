#include "core/graph/evaluate.h"

#include "core/base/bytes.h"
#include "core/graph/op_registry.h"

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

}  // namespace

std::vector<Tensor> evaluate(const Graph& graph, const Node& node, std::int64_t max_elements) {
  if (node.def->random || !node.subgraphs().empty()) {
    return {};
  }
  for (const ValueId id : node.outputs) {
    if (id == kNoValue) {
      continue;
    }
    const ValueType& type = graph.value(id).type;
    if (!type.is_tensor() || type.dtype == DType::kUndefined) {
      return {};
    }
    if (type.shape.known() && type.shape.value().element_count() > max_elements) {
      return {};
    }
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
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (node.outputs[i] == kNoValue) {
      continue;
    }
    const ValueType& type = graph.value(node.outputs[i]).type;
    if (type.shape.known()) {
      out[i] = Tensor::allocate(type.dtype, type.shape.value());
    }
    out_pointers[i] = &out[i];
  }
  PlainEnvironment environment;
  RunContext context(in_pointers, out_pointers, environment);
  node.op->run(context);
  std::vector<Tensor> results(out.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out_pointers[i] != nullptr) {
      results[i] = out[i].tensor();
    }
  }
  return results;
}

}  // namespace sardonyx
