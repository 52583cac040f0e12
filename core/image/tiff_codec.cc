// https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, sections 9 and 13.

#include "core/image/tiff_codec.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/image/inflate.h"

namespace sardonyx {
namespace {

std::vector<std::uint8_t> expand_pack_bits(ImageBytes bytes, std::size_t size) {
  std::vector<std::uint8_t> result;
  std::size_t at = 0;
  const auto next = [&] {
    require_intact(at < bytes.size());
    return bytes[at++];
  };
  while (result.size() < size) {
    const auto header = static_cast<std::int8_t>(next());
    if (header >= 0) {
      for (int i = 0; i <= header; ++i) {
        result.push_back(next());
      }
    } else if (header != -128) {
      result.insert(result.end(), static_cast<std::size_t>(1 - header), next());
    }
  }
  result.resize(size);
  return result;
}

/// Codes of 9 to 12 bits, most significant bit first, that grow one code before the table is full.
class Lzw {
 public:
  explicit Lzw(ImageBytes bytes) : bytes_(bytes) {}

  std::vector<std::uint8_t> expand(std::size_t size) {
    std::vector<std::uint8_t> result;
    unsigned previous = kClear;
    while (result.size() < size) {
      const unsigned code = next();
      require_intact(code != kEnd);
      if (code == kClear) {
        count_ = kFirst;
        width_ = 9;
        previous = kClear;
        continue;
      }
      if (previous == kClear) {
        require_intact(code < kClear);
        append(result, code);
      } else {
        require_intact(code <= count_ && count_ < kMost);
        // A code that is not yet in the table stands for the previous string and its first byte.
        const std::size_t start = result.size();
        append(result, code < count_ ? code : previous);
        if (code == count_) {
          result.push_back(result[start]);
        }
        entries_[count_] = {previous, result[start], length(previous) + 1};
        ++count_;
        if (count_ + 1 >= (1u << width_) && width_ < 12) {
          ++width_;
        }
      }
      previous = code;
    }
    result.resize(size);
    return result;
  }

 private:
  static constexpr unsigned kClear = 256;
  static constexpr unsigned kEnd = 257;
  static constexpr unsigned kFirst = 258;
  static constexpr unsigned kMost = 4096;

  struct Entry {
    unsigned prefix;
    std::uint8_t last;
    unsigned length;
  };

  unsigned next() {
    while (bit_count_ < width_) {
      require_intact(at_ < bytes_.size());
      bits_ = bits_ << 8 | bytes_[at_++];
      bit_count_ += 8;
    }
    bit_count_ -= width_;
    return bits_ >> bit_count_ & ((1u << width_) - 1);
  }

  unsigned length(unsigned code) const { return code < kClear ? 1 : entries_[code].length; }

  void append(std::vector<std::uint8_t>& result, unsigned code) const {
    const unsigned n = length(code);
    result.resize(result.size() + n);
    auto to = result.rbegin();
    for (; code >= kClear; code = entries_[code].prefix) {
      *to++ = entries_[code].last;
    }
    *to = static_cast<std::uint8_t>(code);
  }

  ImageBytes bytes_;
  std::size_t at_ = 0;
  std::uint32_t bits_ = 0;
  unsigned bit_count_ = 0;
  unsigned width_ = 9;
  unsigned count_ = kFirst;
  std::array<Entry, kMost> entries_;
};

}  // namespace

std::vector<std::uint8_t> expand_tiff(TiffCompression compression, ImageBytes bytes,
                                      std::size_t size) {
  switch (compression) {
    case TiffCompression::kNone:
      require_intact(bytes.size() >= size);
      return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)};
    case TiffCompression::kLzw:
      return Lzw(bytes).expand(size);
    case TiffCompression::kDeflate:
    case TiffCompression::kOldDeflate:
      return inflate(bytes, size);
    case TiffCompression::kPackBits:
      return expand_pack_bits(bytes, size);
  }
  fail(ErrorCode::kUnsupported, "TIFF compression ", static_cast<std::uint32_t>(compression),
       " is not decoded, expected 1 (none), 5 (LZW), 8 (Deflate) or 32773 (PackBits)");
}

}  // namespace sardonyx
