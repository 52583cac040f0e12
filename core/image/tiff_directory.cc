#include "core/image/tiff_directory.h"

namespace sardonyx {
namespace {

constexpr std::uint32_t kEntrySize = 12;

// Bytes of a value of a field type; 0 for what is no whole number.
std::uint32_t size_of_type(std::uint32_t type) {
  switch (type) {
    case 1:  // BYTE
      return 1;
    case 3:  // SHORT
      return 2;
    case 4:  // LONG
      return 4;
    default:
      return 0;
  }
}

}  // namespace

TiffDirectory::TiffDirectory(const ByteReader& file)
    : file_(file), start_(file.u32(4)), entries_(file.u16(start_)) {
  file_.bytes(start_ + 2, std::uint64_t{entries_} * kEntrySize);
}

std::optional<TiffDirectory::Field> TiffDirectory::find(TiffTag tag) const {
  for (std::uint32_t i = 0; i < entries_; ++i) {
    const std::uint64_t entry = start_ + 2 + std::uint64_t{i} * kEntrySize;
    if (file_.u16(entry) != static_cast<std::uint32_t>(tag)) {
      continue;
    }
    const std::uint32_t size = size_of_type(file_.u16(entry + 2));
    const std::uint64_t count = file_.u32(entry + 4);
    require_intact(size > 0 && count > 0);
    const std::uint64_t values_at = count * size <= 4 ? entry + 8 : file_.u32(entry + 8);
    file_.bytes(values_at, count * size);
    return Field{values_at, count, size};
  }
  return std::nullopt;
}

std::uint64_t TiffDirectory::count(TiffTag tag) const {
  const auto field = find(tag);
  return field ? field->count : 0;
}

std::uint32_t TiffDirectory::value(const Field& field, std::uint64_t index) const {
  const std::uint64_t place = field.values_at + index * field.value_size;
  return field.value_size == 1   ? file_.u8(place)
         : field.value_size == 2 ? file_.u16(place)
                                 : file_.u32(place);
}

std::vector<std::uint32_t> TiffDirectory::values(TiffTag tag, std::uint64_t count) const {
  const auto field = find(tag);
  require_intact(field && count <= field->count);
  std::vector<std::uint32_t> result;
  for (std::uint64_t i = 0; i < count; ++i) {
    result.push_back(value(*field, i));
  }
  return result;
}

std::uint32_t TiffDirectory::get(TiffTag tag, std::uint32_t otherwise) const {
  const auto field = find(tag);
  return field ? value(*field, 0) : otherwise;
}

}  // namespace sardonyx
