#include "core/graph/expand.h"

#include "core/base/half.h"
#include "core/graph/uses.h"

namespace sardonyx {

ValueId ExpandContext::op(std::string_view op_type, std::initializer_list<ValueId> inputs,
                          std::initializer_list<NamedContent> attributes) {
  return ops(op_type, inputs, 1, attributes).front();
}

std::vector<ValueId> ExpandContext::ops(std::string_view op_type,
                                        const std::vector<ValueId>& inputs, int count,
                                        std::initializer_list<NamedContent> attributes) {
  Node made;
  made.name = concat(node().name, "/", op_type);
  const std::size_t colons = op_type.find("::");
  if (colons == std::string_view::npos) {
    made.op_type = op_type;
  } else {
    made.domain = op_type.substr(0, colons);
    made.op_type = op_type.substr(colons + 2);
  }
  made.opset = kExpansionOpset;
  made.inputs = inputs;
  for (int i = 0; i < count; ++i) {
    made.outputs.push_back(graph_.add_value({}));
  }
  for (const NamedContent& attribute : attributes) {
    made.attributes.add(std::string(attribute.name), attribute.content);
  }
  made.captures = captured_by_subgraphs(made);
  out_.push_back(std::move(made));
  return out_.back().outputs;
}

ValueId ExpandContext::op_like_node(std::string_view op_type,
                                    std::initializer_list<ValueId> inputs) {
  return ops_like_node(op_type, inputs, 1).front();
}

std::vector<ValueId> ExpandContext::ops_like_node(std::string_view op_type,
                                                  const std::vector<ValueId>& inputs, int count) {
  std::vector<ValueId> results = ops(op_type, inputs, count);
  out_.back().attributes = node().attributes;
  return results;
}

ValueId ExpandContext::cast(ValueId x, DType to) {
  return op("Cast", {x}, {{"to", static_cast<std::int64_t>(to)}});
}

ValueId ExpandContext::constant(Tensor tensor) {
  return graph_.add_constant({}, std::move(tensor));
}

ValueId ExpandContext::scalar_like(ValueId like, double value) {
  switch (type(like).dtype) {
    case DType::kFloat:
      return constant(Tensor::scalar(static_cast<float>(value)));
    case DType::kDouble:
      return constant(Tensor::scalar(value));
    case DType::kFloat16:
      return constant(Tensor::scalar(to_float16(static_cast<float>(value))));
    case DType::kBFloat16:
      return constant(Tensor::scalar(to_bfloat16(static_cast<float>(value))));
    case DType::kInt64:
      return constant(Tensor::scalar(static_cast<std::int64_t>(value)));
    case DType::kInt32:
      return constant(Tensor::scalar(static_cast<std::int32_t>(value)));
    default:
      return op("CastLike", {constant(Tensor::scalar(static_cast<float>(value))), like});
  }
}

void ExpandContext::set_output(int i, ValueId result) {
  if (!has_output(i)) {
    return;
  }
  Node identity;
  identity.name = node().name;
  identity.op_type = "Identity";
  identity.opset = kExpansionOpset;
  identity.inputs = {result};
  identity.outputs = {node().outputs[static_cast<std::size_t>(i)]};
  out_.push_back(std::move(identity));
}

}  // namespace sardonyx
