#pragma once

#include <string>

#include "core/include/sardonyx/session.h"

namespace sardonyx {

/// What JavaScript has to know of a session, as JSON:
///
///   {"inputs": [port...], "outputs": [port...], "warnings": [text...]}
///   port := {"name": text, "type": type, "default": bool}
///   type := {"kind": "tensor", "dtype": number, "shape": [number | text...] | null}
///         | {"kind": "sequence" | "optional", "element": type}
///         | {"kind": "map", "key": number, "value": type}
///         | {"kind": "unknown"}
///
/// In a shape, a text is the name of a symbolic extent, empty when it has none; null means that
/// not even the rank is known. "default" says that an input need not be fed.
std::string describe(const Session& session);

}  // namespace sardonyx
