#pragma once

#include <span>
#include <string>

#include "core/include/sardonyx/session.h"

namespace sardonyx {

/// What JavaScript has to know of a session, as JSON:
///
///   {"inputs": [port...], "outputs": [port...], "warnings": [text...], "fixedInputs": [text...]}
///   port := {"name": text, "type": type, "default": bool}
///   type := {"kind": "tensor", "dtype": number, "shape": [number | text...] | null}
///         | {"kind": "sequence" | "optional", "element": type}
///         | {"kind": "map", "key": number, "value": type}
///         | {"kind": "unknown"}
///
/// In a shape, a text is the name of a symbolic extent, empty when it has none; null means that
/// not even the rank is known. "default" says that an input need not be fed.
std::string describe(const Session& session);

/// A profile as JSON:
///
///   [{"name": text, "opType": text, "tail": [text...], "inputs": text, "runs": number,
///     "milliseconds": number}...]
std::string describe(std::span<const NodeTime> times);

}  // namespace sardonyx
