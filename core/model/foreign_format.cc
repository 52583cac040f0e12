#include "core/model/foreign_format.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "core/base/text.h"

namespace sardonyx {
namespace {

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  std::string_view what;
};

// In all of them the first bytes cannot begin a ModelProto; what is not at the beginning follows
// the zero byte of a little-endian number, which there cannot be one of a ModelProto's either.
constexpr Magic kMagics[] = {
    {4, "ORTM", "a model in ONNX Runtime's own format (.ort): convert the original .onnx file"},
    {4, "TFL3", "a TensorFlow Lite model"},
    {8, "{\"", "a safetensors file: it holds weights without a model"},
    {0, "version https://git-lfs", "a Git LFS pointer: fetch the file itself with `git lfs pull`"},
    {0, {"PK\x03\x04", 4}, "a zip archive (a PyTorch .pt file, perhaps): unpack or export it"},
    {0, {"\x1f\x8b", 2}, "gzip-compressed: unpack it first"},
    {0, {"\x28\xb5\x2f\xfd", 4}, "zstd-compressed: unpack it first"},
    {0, "BZh", "bzip2-compressed: unpack it first"},
    {0,
     "\xfd"
     "7zXZ",
     "xz-compressed: unpack it first"},
    {0, "\x89HDF", "an HDF5 file (a Keras model, perhaps)"},
    {0, "\x80\x02}", "a Python pickle"},
    {0, "GGUF", "a GGUF model"},
    {0, "%PDF", "a PDF document"},
    {0, "\x89PNG", "a PNG image"},
    {0, {"\0asm", 4}, "a WebAssembly module"},
};

constexpr std::size_t kShownBytes = 60;

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Up to the first line break that follows something.
std::string first_line(std::string_view text) {
  text = text.substr(0, kShownBytes);
  return std::string(text.substr(0, text.find_first_of("\r\n")));
}

}  // namespace

std::string recognize_foreign_format(std::span<const std::byte> bytes) {
  std::string_view text = as_text(bytes);
  if (text.empty()) {
    return "empty";
  }
  for (const Magic& magic : kMagics) {
    if (text.substr(std::min(magic.offset, text.size())).starts_with(magic.bytes) &&
        (magic.offset == 0 || text[magic.offset - 1] == '\0')) {
      return std::string(magic.what);
    }
  }
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.empty()) {
    return "nothing but white space";
  }
  // '<', '{' and '[' would be tags of groups, which ONNX does not have.
  if (text.front() == '<') {
    return concat("an HTML or XML page that begins with ", first_line(text));
  }
  if (text.front() == '{' || text.front() == '[') {
    return concat("JSON that begins with ", first_line(text));
  }
  return {};
}

std::string beginning_of_text(std::span<const std::byte> bytes) {
  const std::string_view text = as_text(bytes.first(std::min(bytes.size(), kShownBytes)));
  const bool readable = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isprint(c) != 0 || c == '\t' || c == '\r' || c == '\n';
  });
  return readable ? first_line(text) : std::string();
}

}  // namespace sardonyx
