#include <gtest/gtest.h>

#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

onnx::SparseTensorProto sparse_of(const TensorProto& values,
                                  const std::vector<std::int64_t>& indices,
                                  std::initializer_list<std::int64_t> dims) {
  onnx::SparseTensorProto sparse;
  *sparse.mutable_values() = values;
  *sparse.mutable_indices() = raw_tensor("", indices);
  for (const std::int64_t dim : dims) {
    sparse.add_dims(dim);
  }
  return sparse;
}

ModelProto model_with(const onnx::SparseTensorProto& sparse) {
  ModelProto model = model_of();
  *model.mutable_graph()->add_sparse_initializer() = sparse;
  return model;
}

TEST(SparseTensor, LinearIndices) {
  const auto sparse = sparse_of(raw_tensor<float>("w", {5, 6}), {1, 5}, {2, 3});
  const Model model = read(model_with(sparse));
  const Tensor& dense = constant(model.graph, "w");
  EXPECT_EQ(dense.shape(), Shape({2, 3}));
  EXPECT_EQ(elements_of<float>(dense), (std::vector<float>{0, 5, 0, 0, 0, 6}));
}

TEST(SparseTensor, IndicesPerAxis) {
  auto sparse = sparse_of(raw_tensor<std::int64_t>("w", {5, 6}), {0, 1, 1, 2}, {2, 3});
  sparse.mutable_indices()->set_dims(0, 2);
  sparse.mutable_indices()->add_dims(2);
  const Model model = read(model_with(sparse));
  EXPECT_EQ(elements_of<std::int64_t>(constant(model.graph, "w")),
            (std::vector<std::int64_t>{0, 5, 0, 0, 0, 6}));
}

TEST(SparseTensor, StringsAndPackedElements) {
  TensorProto strings;
  strings.set_name("w");
  strings.set_data_type(TensorProto::STRING);
  strings.add_dims(1);
  strings.add_string_data("here");
  Model model = read(model_with(sparse_of(strings, {1}, {3})));
  EXPECT_EQ(elements_of<std::string>(constant(model.graph, "w")),
            (std::vector<std::string>{"", "here", ""}));
  TensorProto nibbles;
  nibbles.set_name("w");
  nibbles.set_data_type(TensorProto::UINT4);
  nibbles.add_dims(2);
  nibbles.set_raw_data("\x7a");
  model = read(model_with(sparse_of(nibbles, {1, 4}, {5})));
  const Tensor& packed = constant(model.graph, "w");
  EXPECT_EQ(std::string(static_cast<const char*>(packed.raw()), packed.byte_size()),
            std::string("\xa0\0\x07", 3));
}

TEST(SparseTensor, NoValuesAreAllZero) {
  const Model model = read(model_with(sparse_of(raw_tensor<float>("w", {}), {}, {2})));
  EXPECT_EQ(elements_of<float>(constant(model.graph, "w")), (std::vector<float>{0, 0}));
}

TEST(SparseTensor, AsAttribute) {
  ModelProto proto = model_of();
  NodeProto& node = add_node(*proto.mutable_graph(), "Constant", {}, {"c"});
  *add_attribute(node, "sparse_value", AttributeProto::SPARSE_TENSOR).mutable_sparse_tensor() =
      sparse_of(raw_tensor<float>("", {5}), {1}, {2});
  NodeProto& other = add_node(*proto.mutable_graph(), "Other", {}, {"d"});
  *add_attribute(other, "list", AttributeProto::SPARSE_TENSORS).add_sparse_tensors() =
      sparse_of(raw_tensor<float>("", {7}), {0}, {1});
  const Model model = read(proto);
  EXPECT_EQ(elements_of<float>(constant(model.graph, "c")), (std::vector<float>{0, 5}));
  const Attribute* list = model.graph.nodes.at(0).attributes.find("list");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(elements_of<float>(std::get<std::vector<Tensor>>(list->content).at(0)),
            std::vector<float>{7});
}

TEST(SparseTensor, Errors) {
  const TensorProto values = raw_tensor<float>("w", {5, 6});
  const auto error = [](const onnx::SparseTensorProto& sparse) {
    return error_of(model_with(sparse));
  };
  EXPECT_SAYS(error(sparse_of(values, {1, 6}, {2, 3})),
              "in graph.sparse_initializer[0]: index 1 of sparse tensor 'w' is outside");
  EXPECT_SAYS(error(sparse_of(values, {-1, 5}, {2, 3})), "index 0 of sparse tensor 'w'");
  EXPECT_SAYS(error(sparse_of(values, {4, 4}, {2, 3})), "do not ascend");
  EXPECT_SAYS(error(sparse_of(values, {4}, {2, 3})), "has indices of int64[1] instead of int64[2]");
  EXPECT_SAYS(error(sparse_of(values, {0, 1}, {0, 3})), "which is empty");
  EXPECT_SAYS(error(sparse_of(values, {0, 1}, {1 << 20, 1 << 20})), "too many elements");
  onnx::SparseTensorProto none;
  none.add_dims(1);
  EXPECT_SAYS(error(none), "no 1-D values");
  auto per_axis = sparse_of(values, {0, 1, 1, 3}, {2, 3});
  per_axis.mutable_indices()->set_dims(0, 2);
  per_axis.mutable_indices()->add_dims(2);
  EXPECT_SAYS(error(per_axis), "index 1 of sparse tensor 'w' is outside");
}

}  // namespace
}  // namespace sardonyx
