#include "core/graph/passes/pass_order.h"

namespace sardonyx {

std::vector<Pass> passes_for(bool optimize) {
  std::vector<Pass> passes = {
      // First: every later pattern wants its weights and axes to be constants.
      {"fold_constants", fold_constants},
  };
  if (optimize) {
    // After folding, which turns the conditions of conditional identities into constants.
    passes.push_back({"eliminate_identity", eliminate_identity});
  }
  return passes;
}

}  // namespace sardonyx
