// Prints the operator files that a build for some models needs, one per line, as
// -DSARDONYX_OPERATORS_LIST takes them:
//
//   build/native/operators_of MODEL.onnx ... > wanted.txt

#include <cstdio>
#include <set>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/model/model.h"
#include "core/runtime/needed_files.h"

int main(int count, char** arguments) {
  using namespace sardonyx;
  std::set<std::string_view> needed;
  for (int i = 1; i < count; ++i) {
    try {
      const std::string path = arguments[i];
      const std::size_t slash = path.find_last_of("/\\");
      ExternalDataInFolder folder(slash == std::string::npos ? "." : path.substr(0, slash));
      needed.merge(needed_files(read_model(read_file(path), folder).graph));
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
