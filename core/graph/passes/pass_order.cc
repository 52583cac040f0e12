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
    // Before patterns are looked for: what speeds up float then speeds up halves.
    passes.push_back({"compute_half_in_float", compute_half_in_float});
    passes.push_back({"drop_half_rounding", drop_half_rounding});
    // Weights become float.
    passes.push_back({"fold_constants", fold_constants});
    // Patterns compare values by who computes them.
    passes.push_back({"merge_duplicates", merge_duplicates});
    // Before activations are recognised: a factor behind a convolution is no part of one.
    passes.push_back({"fold_channel_affine", fold_channel_affine});
    // HardSwish is written with clips.
    passes.push_back({"recognize_clip", recognize_clip});
    passes.push_back({"recognize_hard_swish", recognize_hard_swish});
    passes.push_back({"recognize_swish", recognize_swish});
    passes.push_back({"recognize_mish", recognize_mish});
    passes.push_back({"recognize_gelu", recognize_gelu});
    passes.push_back({"recognize_normalization", recognize_normalization});
    passes.push_back({"fold_normalization_affine", fold_normalization_affine});
    // Attention looks for transposed keys.
    passes.push_back({"merge_split_transpose", merge_split_transpose});
    passes.push_back({"recognize_attention", recognize_attention});
    // Last: what other passes look for must not have disappeared into its neighbour.
    passes.push_back({"fuse_tail", fuse_tail, /*builds_on_itself=*/true});
  }
  return passes;
}

}  // namespace sardonyx
