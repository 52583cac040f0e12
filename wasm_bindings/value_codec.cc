#include "wasm_bindings/value_codec.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/checked.h"

namespace sardonyx {
namespace {

static_assert(std::endian::native == std::endian::little);

enum class Tag : std::uint8_t { kNothing, kTensor, kSequence, kOptional, kMap };

/// Nesting of ONNX types in practice is two or three deep.
constexpr int kMaxDepth = 32;
constexpr std::uint32_t kMaxRank = 64;

class Writer {
 public:
  explicit Writer(std::vector<std::byte>& out) : out_(out) {}

  template <class T>
  void put(T number) {
    put_bytes(&number, sizeof(number));
  }
  void put(Tag tag) { put(static_cast<std::uint8_t>(tag)); }
  void put_bytes(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::byte*>(data);
    out_.insert(out_.end(), bytes, bytes + size);
  }
  void put_count(std::size_t count) {
    require_that(ErrorCode::kOutOfRange, count <= UINT32_MAX, "too many elements: ", count);
    put(static_cast<std::uint32_t>(count));
  }

  void put_tensor(const Tensor& tensor) {
    put(static_cast<std::int32_t>(tensor.dtype()));
    put_count(tensor.shape().size());
    for (const std::int64_t extent : tensor.shape()) {
      put(extent);
    }
    if (tensor.dtype() != DType::kString) {
      put_bytes(tensor.raw(), tensor.byte_size());
      return;
    }
    for (const std::string& text : tensor.span<std::string>()) {
      put_count(text.size());
      put_bytes(text.data(), text.size());
    }
  }

  void put_value(const Value& value) {
    switch (value.kind()) {
      case ValueType::Kind::kTensor:
        if (value.empty()) {
          break;
        }
        put(Tag::kTensor);
        put_tensor(value.tensor());
        return;
      case ValueType::Kind::kSequence: {
        const Sequence& sequence = value.sequence();
        put(Tag::kSequence);
        put(static_cast<std::int32_t>(sequence.dtype));
        put_count(sequence.elements.size());
        for (const Value& element : sequence.elements) {
          put_value(element);
        }
        return;
      }
      case ValueType::Kind::kOptional: {
        const Optional& optional = value.optional();
        put(Tag::kOptional);
        put(std::uint8_t{optional.value != nullptr});
        if (optional.value) {
          put_value(*optional.value);
        }
        return;
      }
      case ValueType::Kind::kMap:
        put(Tag::kMap);
        put_value(Value(value.map().keys));
        put_value(*value.map().values);
        return;
      case ValueType::Kind::kUnknown:
        break;
    }
    put(Tag::kNothing);
  }

 private:
  std::vector<std::byte>& out_;
};

class Reader {
 public:
  explicit Reader(std::span<const std::byte> blob) : rest_(blob) {}

  bool at_end() const { return rest_.empty(); }

  const std::byte* take(std::size_t size) {
    require_that(ErrorCode::kInvalidArgument, size <= rest_.size(), "the blob of a value ends ",
                 size - rest_.size(), " bytes too early");
    const std::byte* start = rest_.data();
    rest_ = rest_.subspan(size);
    return start;
  }
  template <class T>
  T take() {
    T number;
    std::memcpy(&number, take(sizeof(T)), sizeof(T));
    return number;
  }

  DType take_dtype(bool may_be_undefined) {
    const auto number = take<std::int32_t>();
    require_that(ErrorCode::kInvalidArgument, is_dtype(number) || (number == 0 && may_be_undefined),
                 "element type ", number, " does not exist");
    return static_cast<DType>(number);
  }

  Tensor take_tensor() {
    const DType dtype = take_dtype(false);
    const auto rank = take<std::uint32_t>();
    require_that(ErrorCode::kInvalidArgument, rank <= kMaxRank, "rank ", rank, " is too large");
    Shape shape;
    for (std::uint32_t axis = 0; axis < rank; ++axis) {
      const auto extent = take<std::int64_t>();
      require_that(ErrorCode::kInvalidArgument, extent >= 0, "negative extent ", extent);
      shape.push_back(extent);
    }
    if (dtype != DType::kString) {
      const std::size_t size = Tensor::byte_size(dtype, shape);
      const std::byte* elements = take(size);
      Tensor tensor = Tensor::allocate(dtype, shape);
      copy_numbers(elements, size, tensor);
      return tensor;
    }
    // Each string takes at least the four bytes of its size: a count beyond that is a lie.
    require_that(ErrorCode::kInvalidArgument,
                 checked_size(shape.element_count()) <= rest_.size() / sizeof(std::uint32_t),
                 "the blob of a value holds fewer strings than ", shape, " says");
    Tensor tensor = Tensor::allocate(dtype, shape);
    for (std::string& text : tensor.span<std::string>()) {
      const auto size = take<std::uint32_t>();
      text.assign(reinterpret_cast<const char*>(take(size)), size);
    }
    return tensor;
  }

  Value take_value(int depth) {
    require_that(ErrorCode::kInvalidArgument, depth < kMaxDepth, "the value is nested too deeply");
    const auto tag = take<std::uint8_t>();
    switch (static_cast<Tag>(tag)) {
      case Tag::kNothing:
        return {};
      case Tag::kTensor:
        return take_tensor();
      case Tag::kSequence: {
        Sequence sequence;
        sequence.dtype = take_dtype(true);
        const auto count = take<std::uint32_t>();
        for (std::uint32_t i = 0; i < count; ++i) {
          sequence.elements.push_back(take_value(depth + 1));
        }
        return sequence;
      }
      case Tag::kOptional: {
        Optional optional;
        if (take<std::uint8_t>() != 0) {
          optional.value = std::make_shared<Value>(take_value(depth + 1));
        }
        return optional;
      }
      case Tag::kMap: {
        Value keys = take_value(depth + 1);
        auto values = std::make_shared<Value>(take_value(depth + 1));
        check_map(keys, *values);
        return Map{std::move(keys.tensor()), std::move(values)};
      }
    }
    fail(ErrorCode::kInvalidArgument, "kind ", int{tag}, " of a value does not exist");
  }

 private:
  static void copy_numbers(const std::byte* elements, std::size_t size, Tensor& tensor) {
    if (tensor.dtype() == DType::kBool) {
      auto* out = static_cast<std::uint8_t*>(tensor.raw());
      for (std::size_t i = 0; i < size; ++i) {
        out[i] = elements[i] != std::byte{0};
      }
    } else if (size != 0) {
      std::memcpy(tensor.raw(), elements, size);
    }
  }

  static void check_map(const Value& keys, const Value& values) {
    require_that(ErrorCode::kInvalidArgument,
                 keys.is_tensor() && keys.tensor().rank() == 1 && values.is_tensor() &&
                     values.tensor().rank() == 1 && keys.tensor().dim(0) == values.tensor().dim(0),
                 "a map needs as many keys as values, got ", keys.type(), " and ", values.type());
    constexpr DTypeSet kKeyTypes = kIntTypes | DTypeSet{DType::kString};
    require_that(ErrorCode::kInvalidArgument, kKeyTypes.contains(keys.tensor().dtype()),
                 "the keys of a map are integers or strings, got ", keys.tensor().dtype());
  }

  std::span<const std::byte> rest_;
};

}  // namespace

void encode_value(const Value& value, std::vector<std::byte>& out) {
  Writer(out).put_value(value);
}

Value decode_value(std::span<const std::byte> blob) {
  Reader reader(blob);
  Value value = reader.take_value(0);
  require_that(ErrorCode::kInvalidArgument, reader.at_end(),
               "the blob of a value is longer than the value");
  return value;
}

}  // namespace sardonyx
