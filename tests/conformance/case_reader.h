#pragma once

// Test cases as generate.py and its like write them; README.md describes the format.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/function_ref.h"
#include "core/tensor/value.h"
#include "tests/conformance/compare.h"

namespace sardonyx::conformance {

struct NamedValue {
  std::string name;
  Value value;
};

struct DataSet {
  std::vector<NamedValue> inputs;
  /// Without any the model runs all the same, and nothing is compared.
  std::vector<NamedValue> outputs;
};

/// Inputs that must be refused, with an error that tells how to export the model instead.
struct Rejection {
  std::string reason;
  std::vector<NamedValue> inputs;
};

struct Case {
  std::string name;
  /// The part of the suite: "node", "simple", ...
  std::string kind;
  /// The operator that the case is about, "ai.onnx.ml::Scaler"; may be empty.
  std::string tested_operator;
  std::filesystem::path model;
  /// Instead of a file: the model itself, in a case of a batch.
  Bytes model_bytes;
  Tolerance tolerance;
  RandomCheck random;
  std::vector<DataSet> sets;
  /// Nodes that the warnings on loading must name.
  std::vector<std::string> warns;
  std::vector<Rejection> rejected;
};

/// The case.json files under `folder`, sorted.
std::vector<std::filesystem::path> find_cases(const std::filesystem::path& folder);

/// The name of a case without reading its data.
std::string case_name(const std::filesystem::path& case_file);

/// Throws std::runtime_error when a file is missing or makes no sense.
Case read_case(const std::filesystem::path& case_file);

/// Reads the cases of a batch, which lie in one file, one after the other from case `first` on.
/// Throws as read_case does.
void read_batch(const std::filesystem::path& folder, std::size_t first,
                FunctionRef<void(const Case&)> use);

}  // namespace sardonyx::conformance
