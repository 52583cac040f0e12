#include "core/model/tensor_proto.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "core/base/checked.h"
#include "core/model/packed_elements.h"
#include "proto/onnx.pb.h"

namespace sardonyx {
namespace {

using Proto = onnx::TensorProto;

// The field that holds elements of this type when they are not raw.
int typed_field_of(DType dtype) {
  switch (dtype) {
    case DType::kFloat:
    case DType::kComplex64:
      return Proto::kFloatDataFieldNumber;
    case DType::kDouble:
    case DType::kComplex128:
      return Proto::kDoubleDataFieldNumber;
    case DType::kInt64:
      return Proto::kInt64DataFieldNumber;
    case DType::kUint32:
    case DType::kUint64:
      return Proto::kUint64DataFieldNumber;
    case DType::kString:
      return Proto::kStringDataFieldNumber;
    default:
      return Proto::kInt32DataFieldNumber;
  }
}

// Bytes per number of a field whose numbers have a fixed width, else 0.
std::size_t fixed_width_of(int typed_field) {
  return typed_field == Proto::kFloatDataFieldNumber    ? 4
         : typed_field == Proto::kDoubleDataFieldNumber ? 8
                                                        : 0;
}

// The pieces in which a repeated number came.
class PackedNumbers {
 public:
  void add(std::span<const std::byte> piece) {
    piece_ = piece;
    ++pieces_;
  }
  std::optional<std::span<const std::byte>> in_one_piece() const {
    return pieces_ == 1 ? std::optional(piece_) : std::nullopt;
  }

 private:
  std::span<const std::byte> piece_;
  std::int64_t pieces_ = 0;
};

// The least number of bytes that a message takes whose typed fields hold all elements.
std::size_t least_typed_size(const TensorHeader& header) {
  const bool by_bytes = fixed_width_of(typed_field_of(header.dtype)) != 0 ||
                        (is_packed(header.dtype) && bits_of(header.dtype) != 6);
  return by_bytes ? Tensor::byte_size(header.dtype, header.shape)
                  : checked_size(header.shape.element_count(), "element count");
}

// A decimal number of an external_data entry.
std::int64_t parse_offset(const WireMessage& message, std::string_view key, std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) {
    message.fail("the ", key, " of external data is ", quote(text), ", no number of bytes");
  }
  return number;
}

void read_external_entry(WireMessage entry, ExternalLocation& external) {
  std::string_view key;
  std::string_view value;
  while (entry.next()) {
    if (entry.field() == onnx::StringStringEntryProto::kKeyFieldNumber) {
      key = entry.text();
    } else if (entry.field() == onnx::StringStringEntryProto::kValueFieldNumber) {
      value = entry.text();
    }
  }
  if (key == "location") {
    external.location = value;
  } else if (key == "offset") {
    external.offset = parse_offset(entry, key, value);
  } else if (key == "length") {
    external.length = parse_offset(entry, key, value);
  }
}

void read_dims(const WireMessage& message, const ModelLimits& limits, Shape& shape) {
  message.each_integer([&](std::uint64_t number) {
    if (shape.rank() == limits.rank) {
      message.fail("a tensor has more than ", limits.rank, " dimensions");
    }
    const auto extent = static_cast<std::int64_t>(number);
    if (extent < 0) {
      message.fail("a tensor has the negative extent ", extent);
    }
    shape.push_back(extent);
  });
}

void check_shape(const WireMessage& message, const TensorHeader& header,
                 const ModelLimits& limits) {
  // Without the zeros: a product that is zero says nothing of the other extents.
  std::int64_t count = 1;
  bool within = true;
  for (const std::int64_t extent : header.shape) {
    within = within && extent <= limits.tensor_elements &&
             (extent == 0 || count <= limits.tensor_elements / extent);
    count *= within ? std::max<std::int64_t>(extent, 1) : 1;
  }
  if (!within) {
    message.fail("tensor ", quote(header.name), " of shape ", header.shape, " has more than ",
                 limits.tensor_elements, " elements");
  }
}

[[noreturn]] void fail_count(const WireMessage& message, const TensorHeader& header,
                             const char* relation) {
  message.fail("tensor ", quote(header.name), " has ", relation, " elements than its shape ",
               header.shape, " of ", header.dtype, " asks for");
}

// Appends what the typed fields hold to the elements of a tensor.
class ElementWriter {
 public:
  ElementWriter(const WireMessage& message, const TensorHeader& header, Tensor& tensor)
      : message_(message),
        header_(header),
        at_(static_cast<std::byte*>(tensor.raw())),
        end_(at_ + tensor.byte_size()),
        // One number of int32_data is one byte of 2- and 4-bit elements.
        width_(is_packed(header.dtype) ? 1 : element_size(header.dtype)) {}

  void fixed_width(std::span<const std::byte> numbers) {
    reserve(numbers.size());
    std::copy(numbers.begin(), numbers.end(), at_);
    at_ += numbers.size();
  }
  void integer(std::uint64_t number) {
    reserve(width_);
    if (header_.dtype == DType::kBool) {
      number = number != 0;
    }
    std::memcpy(at_, &number, width_);
    at_ += width_;
  }
  bool complete() const { return at_ == end_; }

 private:
  void reserve(std::size_t bytes) const {
    if (bytes > static_cast<std::size_t>(end_ - at_)) {
      fail_count(message_, header_, "more");
    }
  }

  const WireMessage& message_;
  const TensorHeader& header_;
  std::byte* at_;
  std::byte* end_;
  std::size_t width_;
};

Tensor read_strings(WireMessage message, const TensorHeader& header) {
  Tensor tensor = Tensor::allocate(header.dtype, header.shape);
  const auto strings = tensor.span<std::string>();
  std::size_t count = 0;
  while (message.next()) {
    if (message.field() == Proto::kStringDataFieldNumber) {
      if (count == strings.size()) {
        fail_count(message, header, "more");
      }
      strings[count++] = message.text();
    }
  }
  if (count != strings.size()) {
    fail_count(message, header, "fewer");
  }
  return tensor;
}

// One number of int32_data is one 6-bit element.
Tensor read_six_bit_elements(WireMessage message, const TensorHeader& header) {
  Tensor tensor = Tensor::allocate(header.dtype, header.shape);
  const std::int64_t count = tensor.element_count();
  auto* packed = static_cast<std::byte*>(tensor.raw());
  std::fill_n(packed, tensor.byte_size(), std::byte{0});
  std::int64_t i = 0;
  while (message.next()) {
    if (message.field() == Proto::kInt32DataFieldNumber) {
      message.each_integer([&](std::uint64_t number) {
        if (i == count) {
          fail_count(message, header, "more");
        }
        set_packed(packed, 6, i++, static_cast<unsigned>(number));
      });
    }
  }
  if (i != count) {
    fail_count(message, header, "fewer");
  }
  return tensor;
}

// bool is the one type in which not every byte is a value.
void make_valid(DType dtype, std::span<std::byte> elements) {
  if (dtype == DType::kBool) {
    for (std::byte& element : elements) {
      element = element == std::byte{0} ? std::byte{0} : std::byte{1};
    }
  }
}

}  // namespace

TensorHeader read_tensor_header(WireMessage message, const ModelLimits& limits) {
  TensorHeader header;
  std::int64_t type = 0;
  bool has_segment = false;
  bool is_external = false;
  ExternalLocation external;
  PackedNumbers floats;
  PackedNumbers doubles;
  while (message.next()) {
    switch (message.field()) {
      case Proto::kDimsFieldNumber:
        read_dims(message, limits, header.shape);
        break;
      case Proto::kDataTypeFieldNumber:
        type = message.integer();
        break;
      case Proto::kSegmentFieldNumber:
        has_segment = true;
        break;
      case Proto::kNameFieldNumber:
        header.name = message.text();
        break;
      case Proto::kRawDataFieldNumber:
        header.raw = message.bytes();
        break;
      case Proto::kFloatDataFieldNumber:
        floats.add(message.fixed_width_numbers(4));
        break;
      case Proto::kDoubleDataFieldNumber:
        doubles.add(message.fixed_width_numbers(8));
        break;
      case Proto::kExternalDataFieldNumber: {
        const Place place{&message.place(), "external_data"};
        read_external_entry(message.message(place), external);
        break;
      }
      case Proto::kDataLocationFieldNumber:
        is_external = message.integer() == Proto::EXTERNAL;
        break;
    }
  }
  if (!is_dtype(type)) {
    if (type == 0) {
      message.fail("tensor ", quote(header.name), " has no data_type");
    }
    message.fail_unsupported("tensor ", quote(header.name), " has the unknown data_type ", type);
  }
  header.dtype = static_cast<DType>(type);
  if (has_segment) {
    message.fail_unsupported("tensor ", quote(header.name), " is stored in segments");
  }
  check_shape(message, header, limits);
  if (is_external) {
    if (external.location.empty()) {
      message.fail("tensor ", quote(header.name), " has external data without a location");
    }
    header.external = external;
    header.raw.reset();
  } else if (header.raw && header.raw->empty()) {
    header.raw.reset();
  }
  if (!header.raw && !header.external) {
    const int field = typed_field_of(header.dtype);
    header.raw = field == Proto::kFloatDataFieldNumber    ? floats.in_one_piece()
                 : field == Proto::kDoubleDataFieldNumber ? doubles.in_one_piece()
                                                          : std::nullopt;
  }
  if (header.dtype == DType::kString && (header.raw || header.external)) {
    message.fail("tensor ", quote(header.name), " has strings as raw or external data");
  }
  return header;
}

std::size_t checked_raw_size(const TensorHeader& header, const WireMessage& message,
                             std::uint64_t raw_size) {
  const std::size_t size = Tensor::byte_size(header.dtype, header.shape);
  if (raw_size != size) {
    message.fail("tensor ", quote(header.name), " of ", header.dtype, header.shape, " has ",
                 raw_size, " bytes of data instead of ", size);
  }
  return size;
}

Tensor read_typed_elements(WireMessage message, const TensorHeader& header) {
  // Checked before anything is allocated.
  if (least_typed_size(header) > message.all().size()) {
    fail_count(message, header, "fewer");
  }
  if (header.dtype == DType::kString) {
    return read_strings(message, header);
  }
  if (bits_of(header.dtype) == 6) {
    return read_six_bit_elements(message, header);
  }
  const int field = typed_field_of(header.dtype);
  Tensor tensor = Tensor::allocate(header.dtype, header.shape);
  ElementWriter writer(message, header, tensor);
  while (message.next()) {
    if (static_cast<int>(message.field()) != field) {
      continue;
    }
    if (const std::size_t width = fixed_width_of(field); width != 0) {
      writer.fixed_width(message.fixed_width_numbers(width));
    } else {
      message.each_integer([&](std::uint64_t number) { writer.integer(number); });
    }
  }
  if (!writer.complete()) {
    fail_count(message, header, "fewer");
  }
  return tensor;
}

Tensor copy_raw_elements(const TensorHeader& header, std::span<const std::byte> raw) {
  Tensor tensor = Tensor::allocate(header.dtype, header.shape);
  auto* to = static_cast<std::byte*>(tensor.raw());
  std::copy(raw.begin(), raw.end(), to);
  make_valid(header.dtype, {to, raw.size()});
  return tensor;
}

Tensor adopt_raw_elements(const TensorHeader& header, std::span<const std::byte> raw,
                          const Bytes& home, std::size_t scratch) {
  std::byte* data = home.data + (raw.data() - home.data);
  const std::size_t alignment = is_packed(header.dtype) ? 1 : element_size(header.dtype);
  const std::size_t excess = reinterpret_cast<std::uintptr_t>(data) % alignment;
  if (excess > scratch) {
    return copy_raw_elements(header, raw);
  }
  if (excess != 0) {
    std::memmove(data - excess, data, raw.size());
    data -= excess;
  }
  make_valid(header.dtype, {data, raw.size()});
  return {header.dtype, header.shape, data, home.owner};
}

Tensor CopiedTensors::tensor(const WireMessage& message, const TensorHeader& header) {
  if (header.external) {
    message.fail("tensor ", quote(header.name), " has external data, which this file cannot have");
  }
  if (!header.raw) {
    return read_typed_elements(message, header);
  }
  checked_raw_size(header, message, header.raw->size());
  return copy_raw_elements(header, *header.raw);
}

}  // namespace sardonyx
