#include "core/model/wire.h"

#include <bit>
#include <cstring>

namespace sardonyx {
namespace {

constexpr std::size_t kLongestQuotedName = 120;
constexpr int kVarintBits = 70;  // ten bytes of seven bits

// Decodes one varint. Null when the bytes end within it or it is longer than ten bytes.
const std::byte* decode_varint(const std::byte* at, const std::byte* end, std::uint64_t& value) {
  value = 0;
  for (int shift = 0; shift < kVarintBits && at != end; shift += 7) {
    const auto byte = static_cast<std::uint64_t>(*at++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      return at;
    }
  }
  return nullptr;
}

}  // namespace

static_assert(std::endian::native == std::endian::little, "numbers in files are little-endian");

std::string to_text(const Place& place) {
  if (place.outer == nullptr) {
    return std::string(place.field);
  }
  std::string text = place.outer->outer == nullptr ? "" : to_text(*place.outer) + ".";
  text += place.field;
  if (place.index >= 0) {
    text += concat("[", place.index, "]");
  }
  return text;
}

std::string quote(std::string_view name) {
  std::string text = "'";
  for (const char c : name.substr(0, kLongestQuotedName)) {
    text += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  text += name.size() > kLongestQuotedName ? "...'" : "'";
  return text;
}

std::string WireMessage::where() const {
  const std::byte* at = field_start_ == nullptr ? cursor_ : field_start_;
  return concat("at byte ", at - file_, ", in ", to_text(place_));
}

void WireMessage::fail_with(ErrorCode code, const std::string& message) const {
  throw Error(code, concat(where(), ": ", message));
}

std::uint64_t WireMessage::varint() {
  std::uint64_t value;
  const std::byte* after = decode_varint(cursor_, end_, value);
  if (after == nullptr) {
    fail(end_ - cursor_ < kVarintBits / 7 ? "a number is cut off by the end of its message"
                                          : "a number has more than ten bytes");
  }
  cursor_ = after;
  return value;
}

std::span<const std::byte> WireMessage::take(std::uint64_t size) {
  const auto left = static_cast<std::uint64_t>(end_ - cursor_);
  if (size > left) {
    fail("field ", field_, " has ", size, " bytes, but only ", left, " are left",
         place_.outer == nullptr ? ": the file is cut off or is no ONNX model" : "");
  }
  const std::span<const std::byte> taken(cursor_, static_cast<std::size_t>(size));
  cursor_ += size;
  return taken;
}

bool WireMessage::next() {
  field_start_ = cursor_;
  if (cursor_ == end_) {
    return false;
  }
  const std::uint64_t tag = varint();
  if (tag >> 3 == 0 || tag >> 32 != 0) {
    fail("there is no field number ", tag >> 3);
  }
  field_ = static_cast<std::uint32_t>(tag >> 3);
  type_ = static_cast<WireType>(tag & 7);
  switch (type_) {
    case WireType::kVarint:
      varint_ = varint();
      return true;
    case WireType::kFixed64:
      value_ = take(8);
      return true;
    case WireType::kBytes:
      value_ = take(varint());
      return true;
    case WireType::kFixed32:
      value_ = take(4);
      return true;
  }
  fail("field ", field_, " has the unknown wire type ", tag & 7);
}

void WireMessage::expect(WireType type, const char* kind) const {
  if (type_ != type) {
    fail("field ", field_, " is no ", kind, " (wire type ", static_cast<int>(type_), ")");
  }
}

std::int64_t WireMessage::integer() const {
  expect(WireType::kVarint, "integer");
  return static_cast<std::int64_t>(varint_);
}

float WireMessage::float32() const {
  expect(WireType::kFixed32, "float");
  float value;
  std::memcpy(&value, value_.data(), sizeof(value));
  return value;
}

std::span<const std::byte> WireMessage::bytes() const {
  expect(WireType::kBytes, "string or message");
  return value_;
}

std::string_view WireMessage::text() const {
  const auto span = bytes();
  return {reinterpret_cast<const char*>(span.data()), span.size()};
}

void WireMessage::each_integer(FunctionRef<void(std::uint64_t)> visit) const {
  if (type_ == WireType::kVarint) {
    visit(varint_);
    return;
  }
  expect(WireType::kBytes, "list of integers");
  const std::byte* const end = value_.data() + value_.size();
  for (const std::byte* at = value_.data(); at != end;) {
    std::uint64_t value;
    at = decode_varint(at, end, value);
    if (at == nullptr) {
      fail("field ", field_, " is no list of integers");
    }
    visit(value);
  }
}

std::span<const std::byte> WireMessage::fixed_width_numbers(std::size_t width) const {
  if (type_ != (width == 4 ? WireType::kFixed32 : WireType::kFixed64)) {
    expect(WireType::kBytes, "list of numbers");
    if (value_.size() % width != 0) {
      fail("field ", field_, " has ", value_.size(), " bytes, no multiple of ", width);
    }
  }
  return value_;
}

}  // namespace sardonyx
