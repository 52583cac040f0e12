#include "core/runtime/needed_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "core/base/bytes.h"
#include "core/graph/infer.h"
#include "core/graph/passes/pass.h"
#include "core/model/model.h"
#include "core/runtime/all_operators.h"
#include "core/runtime/fixed_inputs.h"

namespace sardonyx {
namespace {

namespace fs = std::filesystem;

Graph read(const fs::path& model) {
  ExternalDataInFolder folder(model.parent_path().string());
  return read_model(read_file(model.string()), folder).graph;
}

// As a session does.
Graph optimised(Graph graph, const OpRegistry& registry) {
  check_operators(graph, registry);
  fix_inputs(graph);
  infer_types(graph, registry);
  run_passes(graph, registry, {});
  return graph;
}

TEST(NeededFiles, GiveTheSameGraphAsAllOperators) {
  int models = 0;
  for (const auto& entry : fs::recursive_directory_iterator(SARDONYX_SOURCE_DIR "/tests/models")) {
    if (entry.path().extension() != ".onnx") continue;
    SCOPED_TRACE(entry.path().string());
    ++models;
    const auto needed = needed_files(read(entry.path()));
    OpRegistry registry;
    for (const OperatorFile& file : operator_files()) {
      if (needed.contains(file.name)) file.register_operators(registry);
    }
    EXPECT_LT(needed.size(), 30u);
    EXPECT_EQ(optimised(read(entry.path()), registry).dump(),
              optimised(read(entry.path()), all_operators()).dump());
  }
  EXPECT_GE(models, 15);
}

}  // namespace
}  // namespace sardonyx
