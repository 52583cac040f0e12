#pragma once

#include <vector>

#include "core/graph/passes/pass.h"

namespace sardonyx {

// One rule per file of this folder.
std::optional<Patch> fold_constants(PassContext& context, const Node& node);
std::optional<Patch> eliminate_identity(PassContext& context, const Node& node);
std::optional<Patch> compute_half_in_float(PassContext& context, const Node& node);
std::optional<Patch> drop_half_rounding(PassContext& context, const Node& node);
std::optional<Patch> fold_channel_affine(PassContext& context, const Node& node);
std::optional<Patch> fold_normalization_affine(PassContext& context, const Node& node);
std::optional<Patch> merge_duplicates(PassContext& context, const Node& node);
std::optional<Patch> merge_split_transpose(PassContext& context, const Node& node);
std::optional<Patch> recognize_attention(PassContext& context, const Node& node);
std::optional<Patch> recognize_clip(PassContext& context, const Node& node);
std::optional<Patch> recognize_gelu(PassContext& context, const Node& node);
std::optional<Patch> recognize_hard_swish(PassContext& context, const Node& node);
std::optional<Patch> recognize_mish(PassContext& context, const Node& node);
std::optional<Patch> recognize_normalization(PassContext& context, const Node& node);
std::optional<Patch> recognize_swish(PassContext& context, const Node& node);
std::optional<Patch> fuse_tail(PassContext& context, const Node& node);

/// The passes in the order in which they run. Without `optimize`, only those that the executor
/// relies on.
std::vector<Pass> passes_for(bool optimize);

}  // namespace sardonyx
