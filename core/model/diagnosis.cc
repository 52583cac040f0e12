#include "core/model/diagnosis.h"

#include "core/base/text.h"

namespace sardonyx {
namespace {

bool is_true(const Graph& graph, ValueId id) {
  const Tensor* constant = graph.constant(id);
  return constant != nullptr && constant->dtype() == DType::kBool &&
         constant->element_count() == 1 && *constant->data<bool>();
}

bool attribute_is_true(const Node& node, std::string_view name) {
  const Attribute* attribute = node.attributes.find(name);
  const auto* number =
      attribute == nullptr ? nullptr : std::get_if<std::int64_t>(&attribute->content);
  return number != nullptr && *number != 0;
}

bool trains(const Graph& graph, const Node& node) {
  if (node.op_type == "BatchNormalization") {
    return attribute_is_true(node, "training_mode") || (node.opset < 14 && node.outputs.size() > 1);
  }
  if (node.op_type == "Dropout") {
    return node.inputs.size() > 2 && is_true(graph, node.inputs[2]);
  }
  return false;
}

void collect_training_nodes(const Graph& graph, std::vector<std::string>& names) {
  for (const Node& node : graph.nodes) {
    if (node.domain.empty() && trains(graph, node)) {
      names.push_back(concat(node.op_type, " '", node.name, "'"));
    }
    for (const Graph* subgraph : node.subgraphs()) {
      collect_training_nodes(*subgraph, names);
    }
  }
}

std::string extents_text(const std::vector<std::string>& extents) {
  std::string text = "[";
  for (std::size_t i = 0; i < extents.size(); ++i) {
    text += i == 0 ? "" : ",";
    text += extents[i].empty() ? "?" : extents[i];
  }
  return text + "]";
}

}  // namespace

std::vector<std::string> diagnose(const Graph& graph) {
  std::vector<std::string> names;
  collect_training_nodes(graph, names);
  if (names.empty()) {
    return {};
  }
  std::string list;
  for (const std::string& name : names) {
    list += list.empty() ? "" : ", ";
    list += name;
  }
  return {
      concat("the model was exported in training mode, so its results differ from those of the "
             "trained model in evaluation: ",
             list, ". Call model.eval() before the export, and do not pass training=")};
}

std::string explain_misfit(const std::string& input_name, const ValueType& expected,
                           const std::vector<std::string>& extents, const ValueType& given) {
  if (expected.kind != given.kind && expected.kind != ValueType::Kind::kUnknown) {
    return concat("input '", input_name, "' is a ", given, ", expected ", expected);
  }
  if (!expected.is_tensor()) {
    return {};
  }
  if (expected.dtype != given.dtype && expected.dtype != DType::kUndefined) {
    return concat("input '", input_name, "' is a tensor of ", given.dtype, ", expected ",
                  expected.dtype);
  }
  if (!expected.shape.ranked()) {
    return {};
  }
  const std::string shapes = concat("input '", input_name, "' has shape ", given.shape,
                                    ", the model expects ", extents_text(extents));
  if (expected.shape.rank() != given.shape.rank()) {
    return concat(shapes, ": rank ", expected.shape.rank(), " instead of ", given.shape.rank());
  }
  for (int axis = 0; axis < expected.shape.rank(); ++axis) {
    if (!certainly_differ(expected.shape[axis], given.shape[axis])) {
      continue;
    }
    if (axis == 0 && expected.shape.rank() > 1) {
      return concat(shapes, ": the batch size ", expected.shape[0],
                    " was baked in when the model was exported. Export it again with a dynamic "
                    "first axis (torch.onnx.export(..., dynamic_shapes=...) or dynamic_axes=...), "
                    "or feed batches of ",
                    expected.shape[0]);
    }
    return concat(shapes, ": axis ", axis, " must be ", expected.shape[axis]);
  }
  return {};
}

}  // namespace sardonyx
