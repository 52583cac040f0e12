#include "wasm_bindings/abi.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/tensor/tensor.h"
#include "wasm_bindings/value_codec.h"

namespace sardonyx {
namespace {

// The protobuf wire format as far as a model of one Add needs it.
std::string field(int number, std::string_view bytes) {
  std::string out;
  out += static_cast<char>(number << 3 | 2);
  if (bytes.size() > 127) {
    out += static_cast<char>((bytes.size() & 127) | 128);
  }
  out += static_cast<char>(bytes.size() > 127 ? bytes.size() >> 7 : bytes.size());
  return out.append(bytes);
}
std::string field(int number, int value) {
  std::string out;
  out += static_cast<char>(number << 3);
  return out + static_cast<char>(value);
}

std::string port(std::string_view name, int dtype) {
  const std::string shape = field(1, field(2, "N")) + field(1, field(1, 2));
  return field(1, name) + field(2, field(1, field(1, dtype) + field(2, shape)));
}

/// sum = a + b for tensors of [N, 2].
std::string addition(int dtype = 1) {
  const std::string node =
      field(1, "a") + field(1, "b") + field(2, "sum") + field(3, "the node") + field(4, "Add");
  const std::string graph = field(1, node) + field(2, "g") + field(11, port("a", dtype)) +
                            field(11, port("b", dtype)) + field(12, port("sum", dtype));
  return field(1, 8) + field(7, graph) + field(8, field(2, 17));
}

/// An initializer in an external file, which the graph returns.
std::string external(std::string_view location) {
  const auto entry = [](std::string_view key, std::string_view value) {
    return field(13, field(1, key) + field(2, value));
  };
  const std::string tensor = field(1, 2) + field(2, 1) + field(8, "w") +
                             entry("location", location) + entry("length", "8") + field(14, 1);
  const std::string node = field(1, "w") + field(1, "w") + field(2, "sum") + field(4, "Add");
  const std::string type = field(2, field(1, field(1, 1)));
  const std::string graph =
      field(1, node) + field(2, "g") + field(5, tensor) + field(12, field(1, "sum") + type);
  return field(1, 8) + field(7, graph) + field(8, field(2, 17));
}

void* block_of(std::string_view bytes) {
  void* block = sx_alloc(bytes.size());
  std::memcpy(block, bytes.data(), bytes.size());
  return block;
}

/// Frees the text of an error and checks its code.
std::string text_of(SxError& error, ErrorCode code) {
  EXPECT_EQ(error.code, static_cast<std::int32_t>(code));
  const std::string text(error.text != nullptr ? std::string(error.text, error.message_size) : "");
  sx_free(error.text);
  error = SxError{};
  return text;
}

SxModel* open(std::string_view bytes, SxError& error) {
  return sx_model_open(block_of(bytes), bytes.size(), &error);
}

struct Fixture : testing::Test {
  Fixture() {
    SxModel* model = open(addition(), error);
    session = sx_session_create(model, nullptr, &error);
    EXPECT_NE(session, nullptr) << std::string(error.text, error.message_size);
  }
  ~Fixture() override { sx_session_release(session); }

  void feed(std::size_t index, std::vector<float> values) {
    const std::vector<std::int64_t> dims = {static_cast<std::int64_t>(values.size() / 2), 2};
    void* memory = sx_input(session, index, 1, 2, dims.data(), &error);
    ASSERT_NE(memory, nullptr) << std::string(error.text, error.message_size);
    std::copy(values.begin(), values.end(), static_cast<float*>(memory));
  }
  std::vector<float> sum() {
    EXPECT_EQ(sx_run(session, nullptr, 0, &error), 0)
        << std::string(error.text, error.message_size);
    SxTensor tensor;
    EXPECT_EQ(sx_output(session, 0, &tensor, &error), 0);
    EXPECT_EQ(tensor.kind, SX_TENSOR);
    EXPECT_EQ(tensor.dtype, 1);
    EXPECT_EQ(tensor.rank, 2u);
    EXPECT_EQ(tensor.dims[1], 2);
    const auto* data = static_cast<const float*>(tensor.data);
    return {data, data + tensor.bytes / sizeof(float)};
  }

  SxError error{};
  SxSession* session = nullptr;
};

TEST_F(Fixture, RunsAndReusesTheMemoryOfInputs) {
  feed(0, {1, 2, 3, 4});
  feed(1, {10, 20, 30, 40});
  EXPECT_EQ(sum(), (std::vector<float>{11, 22, 33, 44}));
  const std::int64_t dims[] = {1, 2};
  void* first = sx_input(session, 0, 1, 2, dims, &error);
  EXPECT_EQ(sx_input(session, 0, 1, 2, dims, &error), first);
  feed(0, {5, 6});
  feed(1, {1, 1});
  EXPECT_EQ(sum(), (std::vector<float>{6, 7}));
  EXPECT_EQ(sum(), (std::vector<float>{6, 7})) << "feeds stay";
  feed(0, {});
  feed(1, {});
  EXPECT_EQ(sum(), std::vector<float>{});
}

TEST_F(Fixture, DescribesItself) {
  std::size_t size = 0;
  char* json = sx_session_describe(session, &size, &error);
  EXPECT_EQ(std::string(json, size),
            R"({"inputs":[{"name":"a","type":{"kind":"tensor","dtype":1,"shape":["N",2]},)"
            R"("default":false},{"name":"b","type":{"kind":"tensor","dtype":1,"shape":["N",2]},)"
            R"("default":false}],"outputs":[{"name":"sum","type":{"kind":"tensor","dtype":1,)"
            R"("shape":["N",2]},"default":false}],"warnings":[],"fixedInputs":[]})");
  sx_free(json);
}

TEST_F(Fixture, TellsWhatNodesTook) {
  std::size_t size = 0;
  const auto profile = [&] {
    char* json = sx_profile_end(session, &size, &error);
    std::string text(json, size);
    sx_free(json);
    return text;
  };
  EXPECT_EQ(profile(), "[]");
  EXPECT_EQ(sx_profile_start(session, &error), 0);
  feed(0, {5, 6});
  feed(1, {1, 1});
  sum();
  const std::string told = profile();
  EXPECT_EQ(told.substr(0, told.rfind(':')),
            R"([{"name":"the node","opType":"Add","tail":[],)"
            R"("inputs":"float[1,2], float[1,2]","runs":1,"milliseconds")");
}

TEST_F(Fixture, RefusesArgumentsThatAreOutOfRange) {
  constexpr auto kInvalid = ErrorCode::kInvalidArgument;
  const std::int64_t dims[] = {1, 2};
  const std::int64_t negative[] = {-1, 2};
  const std::int64_t huge[] = {std::numeric_limits<std::int64_t>::max(), 2};
  EXPECT_EQ(sx_input(session, 2, 1, 2, dims, &error), nullptr);
  EXPECT_EQ(text_of(error, kInvalid), "input 2 does not exist, there are 2");
  for (const int dtype : {-1, 0, 8, 29, 1 << 30}) {
    EXPECT_EQ(sx_input(session, 0, dtype, 2, dims, &error), nullptr);
    text_of(error, kInvalid);
  }
  EXPECT_EQ(sx_input(session, 0, 1, 2, negative, &error), nullptr);
  text_of(error, kInvalid);
  EXPECT_EQ(sx_input(session, 0, 1, 2, huge, &error), nullptr);
  text_of(error, ErrorCode::kOutOfRange);
  EXPECT_EQ(sx_input(session, 0, 1, SIZE_MAX, dims, &error), nullptr);
  text_of(error, kInvalid);
  EXPECT_NE(sx_input_value(session, 2, dims, 1, &error), 0);
  text_of(error, kInvalid);
  EXPECT_NE(sx_input_value(session, 0, "\x09", 1, &error), 0);
  text_of(error, kInvalid);

  feed(0, {1, 2});
  feed(1, {1, 2});
  for (const std::int32_t fetch : {-1, 1, std::numeric_limits<std::int32_t>::max()}) {
    EXPECT_NE(sx_run(session, &fetch, 1, &error), 0);
    text_of(error, kInvalid);
  }
  SxTensor tensor;
  std::size_t size = 1;
  EXPECT_NE(sx_output(session, 0, &tensor, &error), 0) << "no run succeeded yet";
  text_of(error, kInvalid);
  EXPECT_EQ(sx_output_value(session, 0, &size, &error), nullptr);
  EXPECT_EQ(size, 0u);
  text_of(error, kInvalid);
  EXPECT_EQ(sum(), (std::vector<float>{2, 4}));
}

TEST_F(Fixture, AnErrorOfARunLeavesTheSessionUsable) {
  feed(0, {1, 2, 3, 4});
  EXPECT_NE(sx_run(session, nullptr, 0, &error), 0);
  EXPECT_NE(text_of(error, ErrorCode::kInvalidArgument).find("'b'"), std::string::npos);
  feed(1, {1, 2, 3, 4, 5, 6});
  EXPECT_NE(sx_run(session, nullptr, 0, &error), 0);
  sx_free(error.text);
  feed(1, {1, 1, 1, 1});
  EXPECT_EQ(sum(), (std::vector<float>{2, 3, 4, 5}));
  EXPECT_EQ(sx_input_value(session, 1, nullptr, 0, &error), 0) << "takes the feed away";
  EXPECT_NE(sx_run(session, nullptr, 0, &error), 0);
  sx_free(error.text);
}

TEST_F(Fixture, ValuesGoInAndOutAsBlobs) {
  std::vector<std::byte> blob;
  encode_value(Tensor::of(Shape{1, 2}, {3.0f, 4.0f}), blob);
  EXPECT_EQ(sx_input_value(session, 0, blob.data(), blob.size(), &error), 0);
  feed(1, {1, 1});
  EXPECT_EQ(sum(), (std::vector<float>{4, 5}));
  std::size_t size = 0;
  void* out = sx_output_value(session, 0, &size, &error);
  const Value value = decode_value({static_cast<const std::byte*>(out), size});
  EXPECT_EQ(value.tensor().data<float>()[1], 5.0f);
  sx_free(out);
}

TEST_F(Fixture, ResultsThatAreKeptCanBeFedAgain) {
  feed(0, {1, 2});
  feed(1, {3, 4});
  EXPECT_EQ(sum(), (std::vector<float>{4, 6}));
  SxTensor tensor;
  ASSERT_EQ(sx_output(session, 0, &tensor, &error), 0);
  SxValue* kept = sx_output_keep(session, 0, &error);
  ASSERT_NE(kept, nullptr);
  // It is the session's no more.
  SxTensor gone;
  ASSERT_EQ(sx_output(session, 0, &gone, &error), 0);
  EXPECT_EQ(gone.kind, SX_NOTHING);

  ASSERT_EQ(sx_input_kept(session, 0, kept, &error), 0);
  EXPECT_EQ(sum(), (std::vector<float>{7, 10}));
  const auto* data = static_cast<const float*>(tensor.data);
  EXPECT_EQ((std::vector<float>{data[0], data[1]}), (std::vector<float>{4, 6}));
  // The feed keeps its memory, and what is announced then does not write into it.
  sx_value_release(kept);
  EXPECT_EQ(sum(), (std::vector<float>{7, 10}));
  feed(0, {5, 5});
  EXPECT_EQ(sum(), (std::vector<float>{8, 9}));
}

TEST_F(Fixture, KeptResultsOutliveTheSession) {
  feed(0, {1, 2});
  feed(1, {3, 4});
  sum();
  SxTensor tensor;
  ASSERT_EQ(sx_output(session, 0, &tensor, &error), 0);
  SxValue* kept = sx_output_keep(session, 0, &error);
  sx_session_release(session);
  session = nullptr;
  const auto* data = static_cast<const float*>(tensor.data);
  EXPECT_EQ((std::vector<float>{data[0], data[1]}), (std::vector<float>{4, 6}));
  sx_value_release(kept);
}

TEST_F(Fixture, KeepsOnlyWhatThereIs) {
  EXPECT_EQ(sx_output_keep(session, 0, &error), nullptr);
  EXPECT_EQ(text_of(error, ErrorCode::kInvalidArgument), "result 0 does not exist, there are 0");
  feed(0, {1, 2});
  feed(1, {3, 4});
  sum();
  SxValue* kept = sx_output_keep(session, 0, &error);
  EXPECT_NE(sx_input_kept(session, 2, kept, &error), 0);
  EXPECT_EQ(text_of(error, ErrorCode::kInvalidArgument), "input 2 does not exist, there are 2");
  sx_value_release(kept);
}

TEST(Abi, OptionsAreHeeded) {
  SxError error;
  const SxOverride overrides[] = {{7, "N", 1}};
  SxOptions options{};
  options.max_patches = -1;
  options.threads = 1;
  options.override_count = 1;
  options.overrides = overrides;
  SxSession* session = sx_session_create(open(addition(), error), &options, &error);
  std::size_t size = 0;
  char* json = sx_session_describe(session, &size, &error);
  EXPECT_NE(std::string_view(json, size).find(R"("shape":[7,2])"), std::string_view::npos);
  sx_free(json);
  sx_session_release(session);

  const SxOverride negative[] = {{-7, "N", 1}};
  options.overrides = negative;
  EXPECT_EQ(sx_session_create(open(addition(), error), &options, &error), nullptr);
  text_of(error, ErrorCode::kInvalidArgument);
  options.override_count = 0;
  options.threads = 0;
  EXPECT_EQ(sx_session_create(open(addition(), error), &options, &error), nullptr);
  text_of(error, ErrorCode::kInvalidArgument);
}

TEST(Abi, BytesThatAreNoModelAreRefused) {
  SxError error;
  const std::string model = addition();
  for (std::size_t size = 0; size < model.size(); ++size) {
    SxModel* opened = open(model.substr(0, size), error);
    SxSession* session = nullptr;
    if (opened != nullptr) {
      session = sx_session_create(opened, nullptr, &error);
    }
    if (session == nullptr) {
      EXPECT_NE(error.code, 0);
      EXPECT_NE(error.message_size, 0u);
    }
    sx_free(error.text);
    sx_session_release(session);
  }
}

TEST(Abi, ErrorsCarryOperatorAndNode) {
  SxError error;
  EXPECT_EQ(sx_session_create(open(addition(8), error), nullptr, &error), nullptr);
  ASSERT_NE(error.text, nullptr);
  const std::string_view all(error.text, error.message_size + error.op_size + error.node_size);
  EXPECT_EQ(all.substr(error.message_size, error.op_size), "Add");
  EXPECT_EQ(all.substr(error.message_size + error.op_size), "the node");
  sx_free(error.text);
}

TEST(Abi, ExternalDataIsAskedForByName) {
  SxError error;
  const float weights[] = {1, 2};
  const std::string_view bytes(reinterpret_cast<const char*>(weights), sizeof(weights));
  const auto provide = [&](SxModel* model, std::string_view name) {
    return sx_model_provide(model, name.data(), name.size(), block_of(bytes), bytes.size(), &error);
  };
  SxModel* model = open(external("w.bin"), error);
  ASSERT_NE(model, nullptr);
  std::size_t size = 0;
  const char* name = sx_model_external(model, 0, &size);
  EXPECT_EQ(std::string_view(name, size), "w.bin");
  EXPECT_EQ(sx_model_external(model, 1, &size), nullptr);
  EXPECT_NE(provide(model, "other"), 0);
  text_of(error, ErrorCode::kInvalidArgument);
  EXPECT_EQ(provide(model, "w.bin"), 0);
  EXPECT_EQ(provide(model, "w.bin"), 0) << "the later one counts";
  SxSession* session = sx_session_create(model, nullptr, &error);
  ASSERT_NE(session, nullptr) << std::string(error.text, error.message_size);
  EXPECT_EQ(sx_run(session, nullptr, 0, &error), 0);
  SxTensor tensor;
  sx_output(session, 0, &tensor, &error);
  EXPECT_EQ(static_cast<const float*>(tensor.data)[1], 4.0f);
  sx_session_release(session);

  SxSession* without = sx_session_create(open(external("w.bin"), error), nullptr, &error);
  EXPECT_EQ(without, nullptr);
  EXPECT_NE(text_of(error, ErrorCode::kInvalidModel).find("w.bin"), std::string::npos);
  sx_model_release(open(external("w.bin"), error));
}

TEST(Abi, AllocationRefusesWhatCannotBe) {
  EXPECT_EQ(sx_alloc(SIZE_MAX), nullptr);
  EXPECT_EQ(sx_alloc(SIZE_MAX - 100), nullptr);
  void* empty = sx_alloc(0);
  EXPECT_NE(empty, nullptr);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(empty) % 64, 0u);
  sx_free(empty);
  sx_free(nullptr);
}

}  // namespace
}  // namespace sardonyx
