#pragma once

#include "core/graph/op_registry.h"

namespace sardonyx {

/// Every operator that this build was configured with. Made on first use.
const OpRegistry& all_operators();

}  // namespace sardonyx
