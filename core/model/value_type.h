#pragma once

#include "core/graph/graph.h"
#include "core/model/model.h"
#include "core/model/wire.h"
#include "core/tensor/value.h"

namespace sardonyx {

/// Reads the current field of `message`, a TypeProto. Extents that are named become symbols.
ValueType read_value_type(const WireMessage& message, SymbolTable& symbols,
                          const ModelLimits& limits);

}  // namespace sardonyx
