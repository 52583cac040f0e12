#pragma once

#include "core/graph/op.h"
#include "core/ops/common/convert_elements.h"

namespace sardonyx {

/// Reads the attributes saturate and round_mode of Cast, CastLike and their kin.
inline SmallFloatRounding small_float_rounding(const MakeContext& context) {
  constexpr kernels::PowerRounding kModes[] = {
      kernels::PowerRounding::kUp, kernels::PowerRounding::kDown, kernels::PowerRounding::kNearest};
  return {context.get_bool("saturate", true),
          kModes[context.get_choice("round_mode", {"up", "down", "nearest"})]};
}

}  // namespace sardonyx
