#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace sardonyx {

/// What the bytes are when they are certainly no ONNX model, as the end of a sentence ("an HTML
/// page that begins with ..."); empty when they may be one.
std::string recognize_foreign_format(std::span<const std::byte> bytes);

/// The beginning of the bytes when they read like text, which no ONNX model does; else empty.
std::string beginning_of_text(std::span<const std::byte> bytes);

}  // namespace sardonyx
