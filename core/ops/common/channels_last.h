#pragma once

#include "core/graph/expand.h"

namespace sardonyx {

// For operators of com.microsoft whose tensors have their channels on the last axis.

/// x with its last axis behind the first. Its rank is that of `like`, which must be known.
ValueId channels_first(ExpandContext& context, ValueId x, ValueId like);
inline ValueId channels_first(ExpandContext& context, ValueId x) {
  return channels_first(context, x, x);
}

/// The opposite.
ValueId channels_last(ExpandContext& context, ValueId y, ValueId like);

}  // namespace sardonyx
