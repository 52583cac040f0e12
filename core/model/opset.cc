#include "core/model/opset.h"

#include <limits>

#include "core/base/error.h"
#include "core/model/wire.h"

namespace sardonyx {
namespace {

// Of ai.onnx.ml, in ONNX 1.23.
constexpr int kHighestMlOpset = 5;
// Files before this one have no opset imports: they use the first version.
constexpr std::int64_t kFirstIrWithOpsets = 3;

}  // namespace

int assumed_opset(std::string_view domain, std::int64_t ir_version) {
  if (domain.empty()) {
    return ir_version < kFirstIrWithOpsets ? 1 : kHighestOpset;
  }
  return domain == "ai.onnx.ml" ? kHighestMlOpset : 1;
}

void check_opset(std::string_view domain, std::int64_t version) {
  const std::string_view name = domain.empty() ? "ai.onnx" : domain;
  require(version >= 1 && version <= std::numeric_limits<int>::max(), "the model imports version ",
          version, " of ", quote(name));
  require_that(ErrorCode::kUnsupported, !domain.empty() || version <= kHighestOpset,
               "the model needs opset ", version, " of ai.onnx; the highest that is supported is ",
               kHighestOpset);
}

}  // namespace sardonyx
