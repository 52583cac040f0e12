#pragma once

#include <optional>
#include <string_view>

#include "core/ops/common/recurrent.h"

namespace sardonyx {

/// The activation function called `name` (case does not matter) with its default parameters, or
/// nullopt when there is none.
std::optional<RecurrentActivation> recurrent_activation(std::string_view name);

}  // namespace sardonyx
