// Prints the operator files that a build for some models needs, one per line, as
// -DSARDONYX_OPERATORS_LIST takes them:
//
//   build/native/operators_of MODEL.onnx ... > wanted.txt

#include <cstdio>
#include <filesystem>
#include <set>
#include <string_view>

#include "core/base/error.h"
#include "core/model/model.h"
#include "core/runtime/needed_files.h"

int main(int count, char** arguments) {
  using namespace sardonyx;
  std::set<std::string_view> needed;
  for (int i = 1; i < count; ++i) {
    try {
      const std::filesystem::path path = arguments[i];
      ExternalDataInFolder folder((path.parent_path() / ".").string());
      needed.merge(needed_files(read_model(read_file(path.string()), folder).graph));
    } catch (const Error& error) {
      std::fprintf(stderr, "%s: %s\n", arguments[i], error.what());
      return 1;
    }
  }
  for (const std::string_view name : needed) {
    std::printf("%.*s\n", static_cast<int>(name.size()), name.data());
  }
  return count > 1 ? 0 : 2;
}
