// libFuzzer target: the model reader on any bytes. Whatever it reads must be a sound graph, and
// whatever it refuses must be refused with an Error that is not kInternal.
//
//   build/native-asan/read_model_fuzz -max_total_time=600 -dict=tests/fuzz/onnx.dict \
//       build/corpus tests/fuzz/corpus/read_model
//
// `make test` runs a fixed number of inputs from a fixed seed; this command goes on from what is in
// build/corpus, with a seed of its own.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "core/model/model.h"

namespace sardonyx {
namespace {

// One short file under every name.
class AnyFile : public ExternalData {
 public:
  Bytes file(std::string_view) override {
    Bytes bytes = allocate_bytes(64);
    std::memset(bytes.data, 0x5a, bytes.size);
    return bytes;
  }
};

// Small enough that a hostile file cannot make one input take seconds or gigabytes.
ModelLimits small_limits() {
  ModelLimits limits;
  limits.depth = 16;
  limits.nodes = 10'000;
  limits.tensor_elements = 1 << 20;
  limits.sparse_elements = 1 << 16;
  limits.inlined_bytes = 1 << 22;
  return limits;
}

// Reads every element, so that one outside of its memory is found.
unsigned touch(const Tensor& tensor) {
  unsigned sum = 0;
  if (tensor.dtype() == DType::kString) {
    for (const std::string& text : tensor.span<std::string>()) {
      sum += static_cast<unsigned>(text.size());
    }
  } else {
    const auto* bytes = static_cast<const unsigned char*>(tensor.raw());
    for (std::size_t i = 0; i < tensor.byte_size(); ++i) {
      sum += bytes[i];
    }
  }
  return sum;
}

void touch(const Graph& graph) {
  for (ValueId id = 0; id < graph.value_count(); ++id) {
    const GraphValue& value = graph.value(id);
    if (value.constant) {
      touch(*value.constant);
    }
    if (value.default_value) {
      touch(*value.default_value);
    }
  }
  for (const Node& node : graph.nodes) {
    for (const Attribute& attribute : node.attributes) {
      if (const auto* tensor = std::get_if<Tensor>(&attribute.content)) {
        touch(*tensor);
      }
    }
    for (const Graph* subgraph : node.subgraphs()) {
      touch(*subgraph);
    }
  }
}

template <class Work>
void expect_errors_only(Work work) {
  try {
    work();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInternal) {
      std::abort();
    }
  }
}

}  // namespace
}  // namespace sardonyx

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sardonyx;
  Bytes bytes = allocate_bytes(size);
  std::copy_n(data, size, reinterpret_cast<std::uint8_t*>(bytes.data));
  expect_errors_only([&] { external_files(bytes.span()); });
  expect_errors_only([&] { touch(read_tensor(bytes.span())); });
  expect_errors_only([&] {
    AnyFile files;
    const Model model = read_model(bytes, files, small_limits());
    model.graph.check();
    model.graph.dump();
    touch(model.graph);
  });
  return 0;
}
