#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "core/model/packed_elements.h"
#include "core/model/tensor_proto.h"
#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

Tensor read_proto(const TensorProto& proto) {
  const std::string text = proto.SerializeAsString();
  return read_tensor({reinterpret_cast<const std::byte*>(text.data()), text.size()});
}

std::string error_in(const TensorProto& proto) {
  try {
    read_proto(proto);
  } catch (const Error& error) {
    return concat(static_cast<int>(error.code()), " ", error.what());
  }
  return {};
}

TensorProto proto_of(DType dtype, std::initializer_list<std::int64_t> dims) {
  TensorProto proto;
  proto.set_name("w");
  proto.set_data_type(static_cast<int>(dtype));
  for (const std::int64_t dim : dims) {
    proto.add_dims(dim);
  }
  return proto;
}

std::string bytes_in(const Tensor& tensor) {
  return {static_cast<const char*>(tensor.raw()), tensor.byte_size()};
}

// One tensor per data type, with the same elements in its typed field and as raw bytes.
struct Form {
  DType dtype;
  std::int64_t count;
  std::function<void(TensorProto&)> add_typed;
  std::string raw;
};

template <class... Numbers>
std::function<void(TensorProto&)> int32s(Numbers... numbers) {
  return [=](TensorProto& proto) { (proto.add_int32_data(numbers), ...); };
}

std::vector<Form> all_forms() {
  const auto raw = [](auto... numbers) { return raw_bytes(std::vector{numbers...}); };
  const auto bytes = [](auto... numbers) {
    return raw_bytes(std::vector<std::uint8_t>{static_cast<std::uint8_t>(numbers)...});
  };
  std::vector<Form> forms{
      {DType::kFloat, 2,
       [](TensorProto& proto) {
         proto.add_float_data(1.5f);
         proto.add_float_data(-2);
       },
       raw(1.5f, -2.0f)},
      {DType::kComplex64, 1,
       [](TensorProto& proto) {
         proto.add_float_data(1.5f);
         proto.add_float_data(-2);
       },
       raw(1.5f, -2.0f)},
      {DType::kDouble, 2,
       [](TensorProto& proto) {
         proto.add_double_data(1.5);
         proto.add_double_data(-2);
       },
       raw(1.5, -2.0)},
      {DType::kComplex128, 1,
       [](TensorProto& proto) {
         proto.add_double_data(1.5);
         proto.add_double_data(-2);
       },
       raw(1.5, -2.0)},
      {DType::kInt64, 2,
       [](TensorProto& proto) {
         proto.add_int64_data(-1);
         proto.add_int64_data(1LL << 40);
       },
       raw(std::int64_t{-1}, std::int64_t{1} << 40)},
      {DType::kUint64, 1, [](TensorProto& proto) { proto.add_uint64_data(~0ull); },
       raw(~std::uint64_t{0})},
      {DType::kUint32, 2,
       [](TensorProto& proto) {
         proto.add_uint64_data(7);
         proto.add_uint64_data(0xffffffffu);
       },
       raw(std::uint32_t{7}, std::uint32_t{0xffffffffu})},
      {DType::kInt32, 2, int32s(-5, 70000), raw(std::int32_t{-5}, std::int32_t{70000})},
      {DType::kInt16, 2, int32s(-5, 300), raw(std::int16_t{-5}, std::int16_t{300})},
      {DType::kUint16, 2, int32s(65535, 300), raw(std::uint16_t{65535}, std::uint16_t{300})},
      {DType::kFloat16, 2, int32s(0x3c00, 0xc000), bytes(0, 0x3c, 0, 0xc0)},
      {DType::kBFloat16, 2, int32s(0x3f80, 0xc000), bytes(0x80, 0x3f, 0, 0xc0)},
      {DType::kInt8, 3, int32s(-128, -1, 127), bytes(-128, -1, 127)},
      {DType::kUint8, 2, int32s(255, 1), bytes(255, 1)},
      {DType::kBool, 3, int32s(1, 0, 1), bytes(1, 0, 1)},
      // Each number of int32_data is a byte of two or four elements ...
      {DType::kUint4, 3, int32s(0x21, 0x03), bytes(0x21, 0x03)},
      {DType::kInt4, 3, int32s(0xf1, 0x08), bytes(0xf1, 0x08)},
      {DType::kFloat4E2M1, 2, int32s(0x21), bytes(0x21)},
      {DType::kUint2, 5, int32s(0b11100100, 0b01), bytes(0b11100100, 0b01)},
      {DType::kInt2, 4, int32s(0b11100100), bytes(0b11100100)},
      // ... but one element of 6 bits: 1, 2, 3, 63, 5 as a stream of bits, least significant first.
      {DType::kFloat6E2M3, 5, int32s(1, 2, 3, 63, 5), bytes(0x81, 0x30, 0xfc, 0x05)},
      {DType::kFloat6E3M2, 2, int32s(1, 2), bytes(0x81, 0x00)},
  };
  for (const DType dtype : {DType::kFloat8E4M3FN, DType::kFloat8E4M3FNUZ, DType::kFloat8E5M2,
                            DType::kFloat8E5M2FNUZ, DType::kFloat8E8M0}) {
    forms.push_back({dtype, 2, int32s(0x38, 0xff), bytes(0x38, 0xff)});
  }
  return forms;
}

TEST(TensorProto, TypedAndRawFieldsOfEveryDataType) {
  DTypeSet seen;
  for (const Form& form : all_forms()) {
    SCOPED_TRACE(to_text(form.dtype));
    seen = seen | form.dtype;
    TensorProto typed = proto_of(form.dtype, {form.count});
    form.add_typed(typed);
    TensorProto raw = proto_of(form.dtype, {form.count});
    raw.set_raw_data(form.raw);
    for (const TensorProto& proto : {typed, raw}) {
      const Tensor tensor = read_proto(proto);
      EXPECT_EQ(tensor.dtype(), form.dtype);
      EXPECT_EQ(tensor.shape(), Shape({form.count}));
      EXPECT_EQ(bytes_in(tensor), form.raw);
    }
  }
  EXPECT_EQ(seen, kAllTypes - DTypeSet{DType::kString});
}

TEST(TensorProto, OneElementTooManyOrTooFew) {
  for (const Form& form : all_forms()) {
    SCOPED_TRACE(to_text(form.dtype));
    // A whole byte of elements more or less.
    const std::int64_t step = is_packed(form.dtype) && bits_of(form.dtype) < 6 ? 4 : 1;
    TensorProto fewer = proto_of(form.dtype, {form.count + step});
    form.add_typed(fewer);
    EXPECT_NE(error_in(fewer), "");
    TensorProto more = proto_of(form.dtype, {form.count});
    form.add_typed(more);
    form.add_typed(more);
    EXPECT_NE(error_in(more), "");
    TensorProto raw = proto_of(form.dtype, {form.count});
    raw.set_raw_data(form.raw + "x");
    EXPECT_SAYS(error_in(raw),
                concat("tensor 'w' of ", form.dtype, "[", form.count, "] has ", form.raw.size() + 1,
                       " bytes of data instead of ", form.raw.size()));
  }
}

TEST(TensorProto, TypedFieldsNeedNotBePacked) {
  const std::string head = proto_of(DType::kInt64, {2}).SerializeAsString();
  const std::string text = head + "\x38\x05" + "\x38\x07";  // int64_data, one field per number
  const Tensor integers =
      read_tensor({reinterpret_cast<const std::byte*>(text.data()), text.size()});
  EXPECT_EQ(elements_of<std::int64_t>(integers), (std::vector<std::int64_t>{5, 7}));

  std::string floats = proto_of(DType::kFloat, {2}).SerializeAsString();
  floats += std::string("\x25\0\0\x80\x3f\x25\0\0\0\x40", 10);  // float_data
  const Tensor numbers =
      read_tensor({reinterpret_cast<const std::byte*>(floats.data()), floats.size()});
  EXPECT_EQ(elements_of<float>(numbers), (std::vector<float>{1, 2}));
}

TEST(TensorProto, Strings) {
  TensorProto proto = proto_of(DType::kString, {2, 1});
  proto.add_string_data("first");
  proto.add_string_data(std::string("with\0zero", 9));
  const Tensor tensor = read_proto(proto);
  EXPECT_EQ(elements_of<std::string>(tensor),
            (std::vector<std::string>{"first", std::string("with\0zero", 9)}));
  proto.add_string_data("third");
  EXPECT_SAYS(error_in(proto), "more elements");
  proto = proto_of(DType::kString, {1});
  EXPECT_SAYS(error_in(proto), "fewer elements");
  proto.set_raw_data("x");
  EXPECT_SAYS(error_in(proto), "strings as raw or external data");
}

TEST(TensorProto, ScalarsAndEmptyTensors) {
  TensorProto scalar = proto_of(DType::kFloat, {});
  scalar.add_float_data(3);
  EXPECT_EQ(read_proto(scalar).rank(), 0);
  EXPECT_EQ(elements_of<float>(read_proto(scalar)), std::vector<float>{3});
  for (const DType dtype : {DType::kFloat, DType::kInt32, DType::kString, DType::kInt4}) {
    const Tensor empty = read_proto(proto_of(dtype, {3, 0}));
    EXPECT_EQ(empty.shape(), Shape({3, 0}));
    EXPECT_EQ(empty.element_count(), 0);
  }
}

TEST(TensorProto, EveryByteOfABoolBecomesFalseOrTrue) {
  TensorProto proto = proto_of(DType::kBool, {3});
  proto.set_raw_data(std::string("\0\x02\xff", 3));
  EXPECT_EQ(bytes_in(read_proto(proto)), std::string("\0\x01\x01", 3));
  TensorProto typed = proto_of(DType::kBool, {2});
  typed.add_int32_data(256);
  typed.add_int32_data(0);
  EXPECT_EQ(bytes_in(read_proto(typed)), std::string("\x01\0", 2));
}

TEST(TensorProto, BadHeaders) {
  EXPECT_SAYS(error_in(proto_of(DType::kUndefined, {1})), "1 at byte");
  EXPECT_SAYS(error_in(proto_of(DType::kUndefined, {1})), "tensor 'w' has no data_type");
  TensorProto unknown = proto_of(DType::kFloat, {1});
  unknown.set_data_type(99);
  EXPECT_SAYS(error_in(unknown), "2 at byte");
  EXPECT_SAYS(error_in(unknown), "unknown data_type 99");
  EXPECT_SAYS(error_in(proto_of(DType::kFloat, {2, -1})), "negative extent -1");
  EXPECT_SAYS(error_in(proto_of(DType::kFloat, {1LL << 40, 1LL << 40})), "has more than");
  EXPECT_SAYS(error_in(proto_of(DType::kFloat, {1LL << 40, 1LL << 40, 0})), "has more than");
  EXPECT_SAYS(error_in(proto_of(DType::kFloat, {1LL << 39})), "fewer elements");
  EXPECT_SAYS(error_in(proto_of(DType::kInt8, {1LL << 39})), "fewer elements");
  EXPECT_SAYS(error_in(proto_of(DType::kString, {1LL << 39})), "fewer elements");
  TensorProto segmented = proto_of(DType::kFloat, {1});
  segmented.mutable_segment()->set_begin(0);
  EXPECT_SAYS(error_in(segmented), "2 at byte");
  TensorProto external = proto_of(DType::kFloat, {1});
  external.set_data_location(TensorProto::EXTERNAL);
  EXPECT_SAYS(error_in(external), "without a location");
  external.add_external_data()->set_key("location");
  external.mutable_external_data(0)->set_value("weights");
  EXPECT_SAYS(error_in(external), "external data, which this file cannot have");
  TensorProto deep = proto_of(DType::kFloat, {});
  for (int i = 0; i < 65; ++i) {
    deep.add_dims(1);
  }
  EXPECT_SAYS(error_in(deep), "more than 64 dimensions");
}

// A model whose initializers lie at all residues of the largest element size, each followed by
// another tensor that must survive when the first is moved.
TEST(TensorProto, RawDataStaysInTheFileAndIsAligned) {
  for (int padding = 0; padding < 17; ++padding) {
    SCOPED_TRACE(padding);
    ModelProto proto = model_of();
    proto.set_producer_name(std::string(static_cast<std::size_t>(padding), 'p'));
    GraphProto& graph = *proto.mutable_graph();
    const std::vector<double> doubles{1.25, -2.5, 1e300};
    const std::vector<float> floats{0.5f, 3.5f};
    const std::vector<std::int64_t> integers{-7, 1LL << 50};
    *graph.add_initializer() = raw_tensor("doubles", doubles);
    *graph.add_initializer() = raw_tensor("floats", floats);
    *graph.add_initializer() = raw_tensor("integers", integers);
    TensorProto typed;
    typed.set_name("typed");
    typed.set_data_type(TensorProto::FLOAT);
    typed.add_dims(2);
    typed.add_float_data(8);
    typed.add_float_data(9);
    *graph.add_initializer() = typed;
    const Bytes bytes = to_bytes(proto);
    const Model model = read(bytes);
    EXPECT_EQ(elements_of<double>(constant(model.graph, "doubles")), doubles);
    EXPECT_EQ(elements_of<float>(constant(model.graph, "floats")), floats);
    EXPECT_EQ(elements_of<std::int64_t>(constant(model.graph, "integers")), integers);
    EXPECT_EQ(elements_of<float>(constant(model.graph, "typed")), (std::vector<float>{8, 9}));
    for (const char* name : {"doubles", "floats", "integers", "typed"}) {
      const Tensor& tensor = constant(model.graph, name);
      const auto* data = static_cast<const std::byte*>(tensor.raw());
      EXPECT_TRUE(data >= bytes.data && data < bytes.data + bytes.size) << name;
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(data) % element_size(tensor.dtype()), 0u) << name;
      EXPECT_EQ(tensor.owner(), bytes.owner) << name;
    }
  }
}

TEST(TensorProto, IsCopiedWhereThereIsNoRoomToAlignIt) {
  Bytes bytes = allocate_bytes(64);
  const std::vector<std::int64_t> elements{1, -2};
  std::byte* unaligned = bytes.data + 3;
  std::memcpy(unaligned, elements.data(), 16);
  TensorHeader header;
  header.dtype = DType::kInt64;
  header.shape = Shape{2};
  const Tensor copied = adopt_raw_elements(header, {unaligned, 16}, bytes, /*scratch=*/2);
  EXPECT_EQ(elements_of<std::int64_t>(copied), elements);
  EXPECT_NE(copied.owner(), bytes.owner);
  const Tensor moved = adopt_raw_elements(header, {unaligned, 16}, bytes, /*scratch=*/3);
  EXPECT_EQ(elements_of<std::int64_t>(moved), elements);
  EXPECT_EQ(moved.raw(), bytes.data);
}

TEST(PackedElements, EveryWidthAtEveryPosition) {
  for (const int bits : {2, 4, 6}) {
    std::vector<std::byte> packed(9, std::byte{0});
    const std::int64_t count = 9 * 8 / bits;
    for (std::int64_t i = 0; i < count; ++i) {
      set_packed(packed.data(), bits, i, static_cast<unsigned>(i * 7 + 3));
    }
    for (std::int64_t i = 0; i < count; ++i) {
      EXPECT_EQ(get_packed(packed.data(), bits, i),
                static_cast<unsigned>(i * 7 + 3) & ((1u << bits) - 1));
    }
  }
}

}  // namespace
}  // namespace sardonyx
