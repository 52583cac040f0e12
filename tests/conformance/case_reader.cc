#include "tests/conformance/case_reader.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "tests/conformance/element.h"

namespace sardonyx::conformance {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// "float32" of "tensor(float32)"; kUndefined for other types.
DType tensor_dtype(const std::string& type) {
  constexpr std::string_view kPrefix = "tensor(";
  if (type.compare(0, kPrefix.size(), kPrefix) != 0) {
    return DType::kUndefined;
  }
  return dtype_named(type.substr(kPrefix.size(), type.size() - kPrefix.size() - 1));
}

class ValueReader {
 public:
  explicit ValueReader(const std::string& data) : data_(data) {}

  Value read(const Json& described) const {
    const std::string kind = described.value("kind", "tensor");
    if (kind == "tensor") {
      return tensor(described);
    }
    if (kind == "sequence") {
      Sequence sequence{tensor_dtype(described.at("elementType")), {}};
      for (const Json& element : described.at("elements")) {
        sequence.elements.push_back(read(element));
      }
      return sequence;
    }
    if (kind == "optional") {
      const Json& value = described.at("value");
      return value.is_null() ? Optional{} : Optional{std::make_shared<Value>(read(value))};
    }
    if (kind == "map") {
      return Map{tensor(described.at("keys")),
                 std::make_shared<Value>(tensor(described.at("values")))};
    }
    throw std::runtime_error("unknown kind of value '" + kind + "'");
  }

  std::vector<NamedValue> read_all(const Json& described) const {
    std::vector<NamedValue> values;
    for (const Json& one : described) {
      values.push_back({one.at("name"), read(one)});
    }
    return values;
  }

 private:
  Tensor tensor(const Json& described) const {
    Shape shape;
    for (const Json& extent : described.at("shape")) {
      shape.push_back(extent.get<std::int64_t>());
    }
    Tensor tensor = Tensor::allocate(dtype_named(described.at("dtype")), shape);
    if (tensor.dtype() == DType::kString) {
      const auto strings = described.at("strings").get<std::vector<std::string>>();
      if (strings.size() != static_cast<std::size_t>(tensor.element_count())) {
        throw std::runtime_error("the number of strings does not fit the shape");
      }
      std::copy(strings.begin(), strings.end(), tensor.data<std::string>());
      return tensor;
    }
    const auto offset = described.at("offset").get<std::size_t>();
    const auto length = described.at("length").get<std::size_t>();
    if (length != tensor.byte_size() || offset > data_.size() || length > data_.size() - offset) {
      throw std::runtime_error("offset or length do not fit the shape or data.bin");
    }
    if (length != 0) {
      std::memcpy(tensor.raw(), data_.data() + offset, length);
    }
    return tensor;
  }

  const std::string& data_;
};

Tolerance read_tolerance(const Json& described) {
  return {described.at("rtol"), described.at("atol"), described.value("atolOfLargest", 0.0),
          described.value("integerSteps", std::int64_t{0})};
}

RandomCheck read_check(const Json& described) {
  if (!described.value("nondeterministic", false)) {
    return {};
  }
  const Json& check = described.at("check");
  const std::string kind = check.at("kind");
  if (kind == "bernoulli") {
    return {RandomCheck::Kind::kBernoulli, check.at("probabilities"), 0};
  }
  if (kind == "dropout") {
    return {RandomCheck::Kind::kDropout, check.at("data"), check.at("ratio")};
  }
  throw std::runtime_error("unknown check '" + kind + "'");
}

// All of a case but its model.
Case case_of(const Json& described, const std::string& data) {
  const ValueReader reader(data);
  Case result;
  result.name = described.at("name");
  result.kind = described.value("kind", "");
  result.tested_operator = described.value("operator", "");
  result.tolerance = read_tolerance(described.at("tolerance"));
  result.random = read_check(described);
  for (const Json& set : described.at("sets")) {
    result.sets.push_back({reader.read_all(set.at("inputs")), reader.read_all(set.at("outputs"))});
  }
  result.warns = described.value("warns", std::vector<std::string>{});
  if (described.contains("rejected")) {
    for (const Json& one : described.at("rejected")) {
      result.rejected.push_back({one.at("reason"), reader.read_all(one.at("inputs"))});
    }
  }
  return result;
}

}  // namespace

std::vector<fs::path> find_cases(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() == "case.json") {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string case_name(const fs::path& case_file) {
  return case_file.parent_path().filename().string();
}

Case read_case(const fs::path& case_file) {
  const fs::path folder = case_file.parent_path();
  const Json described = Json::parse(read_text(case_file));
  const std::string data = read_text(folder / "data.bin");
  Case result = case_of(described, data);
  if (result.kind.empty()) {
    result.kind = folder.parent_path().filename().string();
  }
  result.model = folder / described.value("model", "model.onnx");
  if (result.name != case_name(case_file)) {
    throw std::runtime_error("case '" + result.name + "' lies in a folder of another name");
  }
  return result;
}

void read_batch(const fs::path& folder, std::size_t first, FunctionRef<void(const Case&)> use) {
  const std::string data = read_text(folder / "data.bin");
  std::istringstream lines(read_text(folder / "cases.jsonl"));
  std::string line;
  for (std::size_t i = 0; std::getline(lines, line); ++i) {
    if (i < first) {
      continue;
    }
    const Json described = Json::parse(line);
    Case result = case_of(described, data);
    const auto offset = described.at("model").at("offset").get<std::size_t>();
    const auto length = described.at("model").at("length").get<std::size_t>();
    if (offset > data.size() || length > data.size() - offset) {
      throw std::runtime_error("the model of '" + result.name + "' leaves data.bin");
    }
    result.model_bytes = allocate_bytes(length);
    std::memcpy(result.model_bytes.data, data.data() + offset, length);
    use(result);
  }
}

}  // namespace sardonyx::conformance
