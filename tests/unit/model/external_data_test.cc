#include "core/model/external_data.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

void add_entry(TensorProto& tensor, const char* key, const std::string& value) {
  onnx::StringStringEntryProto& entry = *tensor.add_external_data();
  entry.set_key(key);
  entry.set_value(value);
}

// A float tensor of `count` elements in an external file.
TensorProto external_tensor(const char* name, std::int64_t count, const std::string& location) {
  TensorProto tensor;
  tensor.set_name(name);
  tensor.set_data_type(TensorProto::FLOAT);
  tensor.add_dims(count);
  tensor.set_data_location(TensorProto::EXTERNAL);
  add_entry(tensor, "location", location);
  return tensor;
}

ModelProto model_with(std::initializer_list<TensorProto> tensors) {
  ModelProto model = model_of();
  for (const TensorProto& tensor : tensors) {
    *model.mutable_graph()->add_initializer() = tensor;
  }
  return model;
}

std::string error_with(const ModelProto& model, FilesInMemory& files) {
  try {
    read_model(to_bytes(model), files);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(ExternalData, OffsetsAndLengths) {
  FilesInMemory files;
  files.files["w.bin"] =
      raw_bytes(std::vector<float>{1, 2, 3, 4}) + "x" + raw_bytes(std::vector<float>{5});
  TensorProto middle = external_tensor("middle", 2, "w.bin");
  add_entry(middle, "offset", "4");
  add_entry(middle, "length", "8");
  TensorProto unaligned = external_tensor("unaligned", 1, "./w.bin");
  add_entry(unaligned, "offset", "17");
  const ModelProto proto = model_with({external_tensor("first", 1, "w.bin"), middle, unaligned});
  const Model model = read_model(to_bytes(proto), files);
  EXPECT_EQ(elements_of<float>(constant(model.graph, "first")), std::vector<float>{1});
  EXPECT_EQ(elements_of<float>(constant(model.graph, "middle")), (std::vector<float>{2, 3}));
  EXPECT_EQ(elements_of<float>(constant(model.graph, "unaligned")), std::vector<float>{5});
  // One file, shared by the tensors that lie aligned in it.
  EXPECT_EQ(files.asked["w.bin"], 1);
  EXPECT_EQ(constant(model.graph, "first").owner(), constant(model.graph, "middle").owner());
  EXPECT_NE(constant(model.graph, "first").owner(), constant(model.graph, "unaligned").owner());
}

TEST(ExternalData, AlsoInAttributesAndSubgraphs) {
  FilesInMemory files;
  files.files["deep/w.bin"] = raw_bytes(std::vector<float>{1, 2});
  ModelProto proto = model_of();
  NodeProto& node = add_node(*proto.mutable_graph(), "If", {"cond"}, {"y"});
  add_input(*proto.mutable_graph(), "cond");
  GraphProto& branch = add_graph(node, "then_branch");
  NodeProto& constant_node = add_node(branch, "Constant", {}, {"c"});
  *add_attribute(constant_node, "value", AttributeProto::TENSOR).mutable_t() =
      external_tensor("", 2, "deep/w.bin");
  add_output(branch, "c");
  const Bytes bytes = to_bytes(proto);
  EXPECT_EQ(external_files(bytes.span()), std::vector<std::string>{"deep/w.bin"});
  const Model model = read_model(bytes, files);
  EXPECT_EQ(elements_of<float>(constant(*model.graph.nodes.at(0).subgraphs().at(0), "c")),
            (std::vector<float>{1, 2}));
}

TEST(ExternalData, FilesInOrderOfFirstUse) {
  const ModelProto proto =
      model_with({external_tensor("a", 1, "z.bin"), external_tensor("b", 1, "a.bin"),
                  external_tensor("c", 1, ".//z.bin")});
  const Bytes bytes = to_bytes(proto);
  EXPECT_EQ(external_files(bytes.span()), (std::vector<std::string>{"z.bin", "a.bin"}));
  EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(bytes.data), bytes.size),
            proto.SerializeAsString());
}

TEST(ExternalData, FilesOfSparseTensors) {
  ModelProto proto = model_of();
  onnx::SparseTensorProto& sparse = *proto.mutable_graph()->add_sparse_initializer();
  *sparse.mutable_values() = external_tensor("w", 1, "w.bin");
  *sparse.mutable_indices() = raw_tensor<std::int64_t>("", {1});
  sparse.add_dims(3);
  EXPECT_EQ(external_files(to_bytes(proto).span()), std::vector<std::string>{"w.bin"});
  *sparse.mutable_values() = raw_tensor<float>("w", {5});
  EXPECT_EQ(external_files(to_bytes(proto).span()), std::vector<std::string>{});
}

TEST(ExternalData, LocationsMayNotLeaveTheFolder) {
  for (const char* location :
       {"../w.bin", "a/../../w.bin", "a/..", "..", "/etc/passwd", "\\w.bin", "a\\..\\w.bin",
        "C:\\w.bin", "file:w.bin", "https://example.org/w.bin", "a\nb", ".", "./"}) {
    SCOPED_TRACE(location);
    FilesInMemory files;
    const ModelProto proto = model_with({external_tensor("w", 1, location)});
    EXPECT_SAYS(error_with(proto, files),
                concat("in graph.initializer[0]: tensor 'w' has its data in ", quote(location),
                       ", which "));
    EXPECT_TRUE(files.asked.empty());
    EXPECT_THROW(external_files(to_bytes(proto).span()), Error);
  }
  EXPECT_EQ(problem_of_location("a/b..c/..d"), "");
  EXPECT_EQ(normalized_location("./a//b\\c"), "a/b/c");
}

TEST(ExternalData, RangesAreChecked) {
  FilesInMemory files;
  files.files["w.bin"] = std::string(10, '\0');
  const auto error = [&](const char* offset, const char* length) {
    TensorProto tensor = external_tensor("w", 2, "w.bin");
    add_entry(tensor, "offset", offset);
    if (*length != '\0') {
      add_entry(tensor, "length", length);
    }
    return error_with(model_with({tensor}), files);
  };
  EXPECT_EQ(error("2", "8"), "");
  EXPECT_EQ(error("0", ""), "");
  EXPECT_SAYS(error("3", "8"), "tensor 'w' needs 8 bytes from byte 3 of 'w.bin', which has 10");
  EXPECT_SAYS(error("3", ""), "needs 8 bytes");
  EXPECT_SAYS(error("9223372036854775807", ""), "needs 8 bytes");
  EXPECT_SAYS(error("0", "7"), "has 7 bytes of data instead of 8");
  EXPECT_SAYS(error("-1", "8"), "the offset of external data is '-1', no number of bytes");
  EXPECT_SAYS(error("0x1", "8"), "no number of bytes");
  EXPECT_SAYS(error("9223372036854775808", "8"), "no number of bytes");
  EXPECT_SAYS(error("0", "8 "), "the length of external data");
}

TEST(ExternalData, BoolsDoNotChangeTheFile) {
  FilesInMemory files;
  files.files["w.bin"] = std::string("\x02\0\0\0", 4);
  TensorProto flags = external_tensor("flags", 4, "w.bin");
  flags.set_data_type(TensorProto::BOOL);
  const ModelProto proto = model_with({flags, external_tensor("number", 1, "w.bin")});
  const Model model = read_model(to_bytes(proto), files);
  EXPECT_EQ(elements_of<bool>(constant(model.graph, "flags")),
            (std::vector<bool>{true, false, false, false}));
  EXPECT_EQ(std::bit_cast<std::uint32_t>(elements_of<float>(constant(model.graph, "number"))[0]),
            2u);
}

TEST(ExternalData, MissingFiles) {
  FilesInMemory files;
  EXPECT_SAYS(error_with(model_with({external_tensor("w", 1, "w.bin")}), files),
              "tensor 'w' has its data in 'w.bin': there is no file 'w.bin'");
}

TEST(ExternalDataInFolder, ReadsFilesBesideTheModel) {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / "sardonyx_external_data";
  std::filesystem::create_directories(folder / "sub");
  std::ofstream(folder / "sub" / "w.bin", std::ios::binary) << "abc";
  ExternalDataInFolder source(folder.string());
  const Bytes bytes = source.file("sub/w.bin");
  EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(bytes.data), bytes.size), "abc");
  EXPECT_THROW(source.file("missing.bin"), Error);
  EXPECT_THROW(source.file("sub"), Error);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace sardonyx
