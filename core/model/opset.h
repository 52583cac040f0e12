#pragma once

#include <cstdint>
#include <string_view>

#include "core/model/parsed.h"

namespace sardonyx {

/// The newest version of the default domain that is known, of ONNX 1.23.
inline constexpr int kHighestOpset = 28;
/// The newest version of the file format that is known.
inline constexpr int kHighestIrVersion = 14;

/// The version that is meant when a model uses a domain without importing it.
int assumed_opset(std::string_view domain, std::int64_t ir_version);

/// Throws kInvalidModel or kUnsupported unless the version of a domain is one that can be read.
void check_opset(std::string_view domain, std::int64_t version);

}  // namespace sardonyx
