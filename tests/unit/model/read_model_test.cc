#include <gtest/gtest.h>

#include <filesystem>

#include "core/model/foreign_format.h"
#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

ModelProto small_model(int opset = 20, int ir_version = 10) {
  ModelProto proto = model_of(opset, ir_version);
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "x");
  *graph.add_initializer() = raw_tensor<float>("w", {1, 2});
  add_node(graph, "Add", {"x", "w"}, {"y"});
  add_output(graph, "y");
  return proto;
}

TEST(ReadModel, Header) {
  ModelProto proto = small_model(17, 8);
  proto.set_producer_name("maker");
  proto.set_producer_version("1.2");
  onnx::StringStringEntryProto& entry = *proto.add_metadata_props();
  entry.set_key("k");
  entry.set_value("v");
  const Model model = read(proto);
  EXPECT_EQ(model.ir_version, 8);
  EXPECT_EQ(model.producer, "maker 1.2");
  EXPECT_EQ(model.opset_imports.at(""), 17);
  EXPECT_EQ(model.metadata.at("k"), "v");
  EXPECT_TRUE(model.warnings.empty());
}

TEST(ReadModel, Opsets) {
  for (const int opset : {1, 28}) {
    EXPECT_EQ(read(small_model(opset)).graph.nodes.at(0).opset, opset);
  }
  EXPECT_SAYS(error_of(small_model(29)),
              "2 the model needs opset 29 of ai.onnx; the highest that is supported is 28");
  EXPECT_SAYS(error_of(small_model(0)), "1 the model imports version 0 of 'ai.onnx'");
  ModelProto proto = small_model(17);
  proto.mutable_opset_import(0)->set_domain("ai.onnx");
  EXPECT_EQ(read(proto).graph.nodes.at(0).opset, 17);
  onnx::OperatorSetIdProto& extra = *proto.add_opset_import();
  extra.set_domain("nobody.uses.this");
  extra.set_version(1000);
  EXPECT_TRUE(read(proto).warnings.empty());
  proto.add_opset_import()->set_version(18);
  const Model twice = read(proto);
  EXPECT_EQ(twice.graph.nodes.at(0).opset, 18);
  ASSERT_EQ(twice.warnings.size(), 1u);
  EXPECT_SAYS(twice.warnings[0], "imports ai.onnx in the versions 17 and 18");
}

TEST(ReadModel, MissingImports) {
  ModelProto proto = small_model(1, 2);
  proto.clear_opset_import();
  EXPECT_EQ(read(proto).graph.nodes.at(0).opset, 1);
  proto.set_ir_version(8);
  const Model model = read(proto);
  EXPECT_EQ(model.graph.nodes.at(0).opset, 28);
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_SAYS(model.warnings[0],
              "uses operators of ai.onnx, but does not import them; version 28 is assumed");
  ModelProto contrib = small_model();
  contrib.mutable_graph()->mutable_node(0)->set_domain("com.microsoft");
  EXPECT_EQ(read(contrib).graph.nodes.at(0).opset, 1);
  EXPECT_EQ(read(contrib).graph.nodes.at(0).domain, "com.microsoft");
}

TEST(ReadModel, IrVersions) {
  ModelProto proto = small_model();
  proto.set_ir_version(15);
  const Model newer = read(proto);
  ASSERT_EQ(newer.warnings.size(), 1u);
  EXPECT_SAYS(newer.warnings[0], "IR version 15, which is newer than the newest known, 14");
  proto.clear_ir_version();
  EXPECT_EQ(read(proto).warnings.size(), 1u);
  proto.set_ir_version(-1);
  EXPECT_SAYS(error_of(proto), "IR version -1");
}

TEST(ReadModel, TrainingInformationIsIgnored) {
  ModelProto proto = small_model();
  proto.add_training_info();
  ASSERT_EQ(read(proto).warnings.size(), 1u);
}

TEST(ReadModel, FieldsInAnyOrderAndUnknownOnes) {
  const ModelProto proto = small_model(17);
  ModelProto versions = proto;
  versions.clear_graph();
  ModelProto graph;
  *graph.mutable_graph() = proto.graph();
  const std::string unknown(
      "\xca\x3e\x03"
      "abc",
      6);  // field 1001
  const Model model =
      read(to_bytes(graph.SerializeAsString() + unknown + versions.SerializeAsString()));
  EXPECT_EQ(nodes_of(model.graph), "Add(x, w) -> y");
  EXPECT_EQ(model.graph.nodes.at(0).opset, 17);
}

TEST(ReadModel, AGraphInTwoPieces) {
  ModelProto first = small_model();
  ModelProto second;
  *second.mutable_graph()->add_initializer() = first.graph().initializer(0);
  first.mutable_graph()->clear_initializer();
  const Model model = read(to_bytes(first.SerializeAsString() + second.SerializeAsString()));
  EXPECT_EQ(elements_of<float>(constant(model.graph, "w")), (std::vector<float>{1, 2}));
}

TEST(ReadModel, RecognisesWhatIsNoModel) {
  EXPECT_SAYS(error_of(""), "1 this is no ONNX model: the file is empty");
  EXPECT_SAYS(error_of(" \n\t"), "nothing but white space");
  EXPECT_SAYS(error_of("<!DOCTYPE html>\n<html>"),
              "an HTML or XML page that begins with <!DOCTYPE html>");
  EXPECT_SAYS(error_of("\xef\xbb\xbf\r\n <html>"), "an HTML or XML page");
  EXPECT_SAYS(error_of("{\"error\": \"Not found\"}"), "JSON that begins with {\"error\"");
  EXPECT_SAYS(error_of("[1]"), "JSON");
  EXPECT_SAYS(error_of("version https://git-lfs.github.com/spec/v1\noid sha256:"), "Git LFS");
  EXPECT_SAYS(error_of("PK\x03\x04rest"), "zip archive");
  EXPECT_SAYS(error_of("\x1f\x8b\x08rest"), "gzip");
  EXPECT_SAYS(error_of("\x28\xb5\x2f\xfdrest"), "zstd");
  EXPECT_SAYS(error_of(std::string_view("\x18\0\0\0ORTM rest", 14)), "ONNX Runtime's own format");
  EXPECT_SAYS(error_of(std::string_view("\x1c\0\0\0TFL3 rest", 14)), "TensorFlow Lite");
  EXPECT_SAYS(error_of(std::string_view("\x40\0\0\0\0\0\0\0{\"a\":", 13)), "safetensors");
  EXPECT_SAYS(error_of("\x89HDF\r\n\x1a\n"), "HDF5");
  EXPECT_SAYS(error_of("GGUF\x03"), "GGUF");
  EXPECT_SAYS(error_of("Not found\n"), "it begins with the text 'Not found'");
  EXPECT_SAYS(error_of(std::string_view("\x08\x0a", 2)), "the file has no graph");
  EXPECT_THROW(external_files(to_bytes("<html>").span()), Error);
}

TEST(ReadModel, MagicWordsInsideOfModelsMeanNothing) {
  ModelProto proto = small_model();
  proto.set_producer_name("ORTM");
  ASSERT_EQ(proto.SerializeAsString().substr(4, 4), "ORTM");
  EXPECT_EQ(error_of(proto), "");
}

TEST(ReadModel, NodesAreCounted) {
  ModelProto proto = small_model();
  add_node(*proto.mutable_graph(), "Neg", {"y"}, {"z"});
  ModelLimits limits;
  limits.nodes = 1;
  EXPECT_SAYS(error_of(proto, limits), "in graph.node[1]: the model has more than 1 nodes");
}

TEST(ReadModel, ATruncatedFileSaysSo) {
  const std::string whole = small_model().SerializeAsString();
  EXPECT_SAYS(error_of(std::string_view(whole).substr(0, 20)), "the file is cut off");
}

// A model with something of everything.
ModelProto rich_model() {
  ModelProto proto = small_model();
  GraphProto& graph = *proto.mutable_graph();
  NodeProto& choice = add_node(graph, "If", {"x"}, {"c"}, "choice");
  GraphProto& branch = add_graph(choice, "then_branch");
  add_node(branch, "Neg", {"y"}, {"n"});
  add_output(branch, "n");
  NodeProto& constant_node = add_node(graph, "Constant", {}, {"k"});
  *add_attribute(constant_node, "value", AttributeProto::TENSOR).mutable_t() =
      raw_tensor<std::int64_t>("", {1, 2, 3});
  TensorProto typed;
  typed.set_name("typed");
  typed.set_data_type(TensorProto::INT32);
  typed.add_dims(2);
  typed.add_int32_data(1);
  typed.add_int32_data(-2);
  *graph.add_initializer() = typed;
  onnx::SparseTensorProto& sparse = *graph.add_sparse_initializer();
  *sparse.mutable_values() = raw_tensor<float>("s", {5});
  *sparse.mutable_indices() = raw_tensor<std::int64_t>("", {1});
  sparse.add_dims(3);
  FunctionProto& function = *proto.add_functions();
  function.set_name("f");
  function.set_domain("local");
  function.add_input("a");
  function.add_output("r");
  function.add_attribute("alpha");
  add_attribute(add_node(function, "Op", {"a"}, {"r"}), "alpha", AttributeProto::INT)
      .set_ref_attr_name("alpha");
  NodeProto& call = add_node(graph, "f", {"y"}, {"called"});
  call.set_domain("local");
  add_int(call, "alpha", 1);
  return proto;
}

TEST(ReadModel, EveryTruncationIsAnError) {
  const std::string whole = rich_model().SerializeAsString();
  ASSERT_EQ(error_of(whole), "");
  int complete = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    complete += error_of(std::string_view(whole).substr(0, size)).empty() ? 1 : 0;
  }
  // Only between the model's last fields may an end look like one: there are few of them.
  EXPECT_LE(complete, 2);
}

TEST(ReadModel, NoMutationDoesHarm) {
  const std::string whole = rich_model().SerializeAsString();
  ModelLimits limits;
  limits.tensor_elements = 1 << 20;
  limits.sparse_elements = 1 << 20;
  int errors = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const int change : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff}) {
      std::string mutated = whole;
      mutated[i] = static_cast<char>(mutated[i] ^ change);
      const std::string error = error_of(to_bytes(mutated), limits);
      // What is read must be sound, and what is not must never be our own fault.
      EXPECT_NE(error.substr(0, 2), "7 ") << error;
      errors += error.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(errors, 1000);
}

// protobuf itself as the oracle, on the models that exporters wrote.
TEST(ReadModel, AgreesWithProtobufOnRealModels) {
  int models = 0;
  int tensors = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(SARDONYX_SOURCE_DIR "/tests/models")) {
    const std::filesystem::path path = entry.path() / "model.onnx";
    if (!std::filesystem::exists(path)) {
      continue;
    }
    SCOPED_TRACE(path.string());
    ++models;
    ModelProto proto;
    const Bytes bytes = read_file(path.string());
    ASSERT_TRUE(proto.ParseFromArray(bytes.data, static_cast<int>(bytes.size)));
    ExternalDataInFolder folder(entry.path().string());
    const Model model = read_model(bytes, folder);
    model.graph.check();
    EXPECT_EQ(model.ir_version, proto.ir_version());
    EXPECT_EQ(model.graph.inputs.size(), static_cast<std::size_t>(proto.graph().input_size()));
    EXPECT_EQ(model.graph.outputs.size(), static_cast<std::size_t>(proto.graph().output_size()));
    for (const TensorProto& tensor : proto.graph().initializer()) {
      const Tensor& read_tensor = constant(model.graph, tensor.name());
      EXPECT_EQ(static_cast<int>(read_tensor.dtype()), tensor.data_type());
      if (tensor.has_raw_data()) {
        ++tensors;
        EXPECT_EQ(
            std::string_view(static_cast<const char*>(read_tensor.raw()), read_tensor.byte_size()),
            tensor.raw_data());
      }
    }
  }
  EXPECT_GE(models, 15);
  EXPECT_GE(tensors, 100);
}

}  // namespace
}  // namespace sardonyx
