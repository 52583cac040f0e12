#include <cstring>
#include <optional>
#include <utility>

#include "core/model/parser.h"
#include "core/model/value_type.h"
#include "proto/onnx.pb.h"

namespace sardonyx {
namespace {

using Proto = onnx::AttributeProto;

// What the value fields of an AttributeProto hold.
struct Values {
  float f = 0;
  std::int64_t i = 0;
  std::string_view s;
  std::optional<Tensor> tensor;
  std::optional<Tensor> sparse_tensor;
  std::optional<ValueType> type;
  std::vector<float> floats;
  std::vector<std::int64_t> ints;
  std::vector<std::string> strings;
  std::vector<Tensor> tensors;
  std::vector<Tensor> sparse_tensors;
  std::unique_ptr<ParsedGraph> graph;
};

// The type of attribute whose value is in this field; undefined for other fields.
AttributeType type_of_field(std::uint32_t field) {
  switch (field) {
    case Proto::kFFieldNumber:
      return AttributeType::kFloat;
    case Proto::kIFieldNumber:
      return AttributeType::kInt;
    case Proto::kSFieldNumber:
      return AttributeType::kString;
    case Proto::kTFieldNumber:
      return AttributeType::kTensor;
    case Proto::kGFieldNumber:
      return AttributeType::kGraph;
    case Proto::kFloatsFieldNumber:
      return AttributeType::kFloats;
    case Proto::kIntsFieldNumber:
      return AttributeType::kInts;
    case Proto::kStringsFieldNumber:
      return AttributeType::kStrings;
    case Proto::kTensorsFieldNumber:
      return AttributeType::kTensors;
    case Proto::kGraphsFieldNumber:
      return AttributeType::kGraphs;
    case Proto::kSparseTensorFieldNumber:
      return AttributeType::kSparseTensor;
    case Proto::kSparseTensorsFieldNumber:
      return AttributeType::kSparseTensors;
    case Proto::kTpFieldNumber:
      return AttributeType::kTypeProto;
    case Proto::kTypeProtosFieldNumber:
      return AttributeType::kTypeProtos;
    default:
      return AttributeType::kUndefined;
  }
}

void append_floats(const WireMessage& message, std::vector<float>& floats) {
  const auto numbers = message.fixed_width_numbers(sizeof(float));
  const std::size_t old_size = floats.size();
  floats.resize(old_size + numbers.size() / sizeof(float));
  if (!numbers.empty()) {
    std::memcpy(floats.data() + old_size, numbers.data(), numbers.size());
  }
}

template <class T>
T take(std::optional<T>& value, const WireMessage& message, std::string_view name) {
  if (!value) {
    message.fail("attribute ", quote(name), " has no value");
  }
  return std::move(*value);
}

// The value that an attribute of this type has. Numbers and strings that are not there are zero or
// empty: some writers leave such values out.
Attribute::Content content_of(AttributeType type, Values& values, const WireMessage& message,
                              std::string_view name) {
  switch (type) {
    case AttributeType::kFloat:
      return values.f;
    case AttributeType::kInt:
      return values.i;
    case AttributeType::kString:
      return std::string(values.s);
    case AttributeType::kTensor:
      return take(values.tensor, message, name);
    case AttributeType::kSparseTensor:
      return take(values.sparse_tensor, message, name);
    case AttributeType::kTypeProto:
      return take(values.type, message, name);
    case AttributeType::kFloats:
      return std::move(values.floats);
    case AttributeType::kInts:
      return std::move(values.ints);
    case AttributeType::kStrings:
      return std::move(values.strings);
    case AttributeType::kTensors:
      return std::move(values.tensors);
    case AttributeType::kSparseTensors:
      return std::move(values.sparse_tensors);
    default:
      message.fail_unsupported("attribute ", quote(name), " is a list of graphs or of types");
  }
}

}  // namespace

ParsedAttribute Parser::parse_attribute(WireMessage message, int depth) {
  ParsedAttribute attribute;
  Values values;
  std::int64_t declared = 0;
  AttributeType found = AttributeType::kUndefined;
  const auto place_of = [&](std::string_view field, std::size_t index) {
    return Place{&message.place(), field, static_cast<std::int64_t>(index)};
  };
  while (message.next()) {
    if (const AttributeType type = type_of_field(message.field());
        type != AttributeType::kUndefined) {
      if (found != AttributeType::kUndefined && found != type) {
        message.fail("attribute ", quote(attribute.name), " has values of two kinds");
      }
      found = type;
    }
    switch (message.field()) {
      case Proto::kNameFieldNumber:
        attribute.name = message.text();
        break;
      case Proto::kRefAttrNameFieldNumber:
        attribute.reference = message.text();
        break;
      case Proto::kTypeFieldNumber:
        declared = message.integer();
        break;
      case Proto::kFFieldNumber:
        values.f = message.float32();
        break;
      case Proto::kIFieldNumber:
        values.i = message.integer();
        break;
      case Proto::kSFieldNumber:
        values.s = message.text();
        break;
      case Proto::kTFieldNumber: {
        const Place place{&message.place(), "t"};
        values.tensor = parse_tensor(message.message(place)).tensor;
        break;
      }
      case Proto::kSparseTensorFieldNumber: {
        const Place place{&message.place(), "sparse_tensor"};
        values.sparse_tensor = parse_sparse_tensor(message.message(place)).tensor;
        break;
      }
      case Proto::kTpFieldNumber:
        values.type = read_value_type(message, symbols_, limits_);
        break;
      case Proto::kGFieldNumber: {
        const Place place{&message.place(), "g"};
        values.graph = std::make_unique<ParsedGraph>();
        parse_graph(message.message(place), *values.graph, depth + 1);
        break;
      }
      case Proto::kFloatsFieldNumber:
        append_floats(message, values.floats);
        break;
      case Proto::kIntsFieldNumber:
        message.each_integer([&](std::uint64_t number) {
          values.ints.push_back(static_cast<std::int64_t>(number));
        });
        break;
      case Proto::kStringsFieldNumber:
        values.strings.emplace_back(message.text());
        break;
      case Proto::kTensorsFieldNumber: {
        const Place place = place_of("tensors", values.tensors.size());
        values.tensors.push_back(parse_tensor(message.message(place)).tensor);
        break;
      }
      case Proto::kSparseTensorsFieldNumber: {
        const Place place = place_of("sparse_tensors", values.sparse_tensors.size());
        values.sparse_tensors.push_back(parse_sparse_tensor(message.message(place)).tensor);
        break;
      }
    }
  }
  if (attribute.name.empty()) {
    message.fail("an attribute has no name");
  }
  if (declared < 0 || declared > static_cast<int>(AttributeType::kTypeProtos)) {
    message.fail_unsupported("attribute ", quote(attribute.name), " has the unknown type ",
                             declared);
  }
  attribute.type = static_cast<AttributeType>(declared);
  if (!attribute.reference.empty()) {
    return attribute;
  }
  // Files of IR version 1 do not declare types.
  if (attribute.type == AttributeType::kUndefined) {
    attribute.type = found;
  }
  if (attribute.type == AttributeType::kUndefined ||
      (found != AttributeType::kUndefined && found != attribute.type)) {
    message.fail("attribute ", quote(attribute.name), " has no value of its type");
  }
  if (attribute.type == AttributeType::kGraph) {
    if (values.graph == nullptr) {
      message.fail("attribute ", quote(attribute.name), " has no graph");
    }
    attribute.graph = std::move(values.graph);
  } else {
    attribute.content = content_of(attribute.type, values, message, attribute.name);
  }
  return attribute;
}

}  // namespace sardonyx
