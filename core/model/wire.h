#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/function_ref.h"

namespace sardonyx {

/// The way from the file's outermost message to the one being read, for error messages. Frames
/// live on the stack of the functions that read the messages.
struct Place {
  const Place* outer = nullptr;
  std::string_view field = {};
  std::int64_t index = -1;  ///< of a repeated field
};
/// "graph.node[17].attribute[2]"; the outermost frame is only named when it is alone.
std::string to_text(const Place& place);

/// A name from a file as error messages show it: in quotes, shortened when it is very long, and
/// without control characters.
std::string quote(std::string_view name);

/// Walks the fields of one serialized protobuf message where it lies. Every length is checked
/// against the bytes that are left; every error says where it happened. Fields may come in any
/// order and unknown ones are skipped.
///
/// https://protobuf.dev/programming-guides/encoding
class WireMessage {
 public:
  /// Byte numbers in error messages count from `file`. `place` must outlive the message.
  WireMessage(std::span<const std::byte> bytes, const std::byte* file, const Place& place)
      : bytes_(bytes),
        file_(file),
        cursor_(bytes.data()),
        end_(bytes.data() + bytes.size()),
        place_(place) {}

  /// Goes to the next field. False at the end of the message.
  bool next();

  /// The number of the current field.
  std::uint32_t field() const { return field_; }
  /// The index in a list that the current field repeats, counted by the caller, in errors.
  const Place& place() const { return place_; }
  /// The whole message.
  std::span<const std::byte> all() const { return bytes_; }
  const std::byte* file() const { return file_; }

  // The value of the current field. Each throws when the field was written as another kind.
  std::int64_t integer() const;
  float float32() const;
  std::span<const std::byte> bytes() const;
  std::string_view text() const;
  WireMessage message(const Place& place) const { return {bytes(), file_, place}; }

  // The values of a repeated number, of which the current field is one or, packed, several.
  void each_integer(FunctionRef<void(std::uint64_t)> visit) const;
  /// `width` is 4 or 8. The numbers as they lie there: little-endian, any number of them.
  std::span<const std::byte> fixed_width_numbers(std::size_t width) const;

  /// Throws Error(kInvalidModel) that says where the current field is.
  template <class... Parts>
  [[noreturn]] void fail(const Parts&... parts) const {
    fail_with(ErrorCode::kInvalidModel, concat(parts...));
  }
  template <class... Parts>
  [[noreturn]] void fail_unsupported(const Parts&... parts) const {
    fail_with(ErrorCode::kUnsupported, concat(parts...));
  }
  /// "at byte 1234, in graph.node[17]"
  std::string where() const;

 private:
  enum class WireType : std::uint8_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

  [[noreturn]] void fail_with(ErrorCode code, const std::string& message) const;
  std::uint64_t varint();
  std::span<const std::byte> take(std::uint64_t size);
  void expect(WireType type, const char* kind) const;

  std::span<const std::byte> bytes_;
  const std::byte* file_;
  const std::byte* cursor_;
  const std::byte* end_;
  const Place& place_;

  const std::byte* field_start_ = nullptr;
  std::uint32_t field_ = 0;
  WireType type_ = WireType::kVarint;
  std::uint64_t varint_ = 0;
  std::span<const std::byte> value_;
};

}  // namespace sardonyx
