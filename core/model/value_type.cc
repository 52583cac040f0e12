#include "core/model/value_type.h"

#include "core/model/small_message.h"
#include "proto/onnx.pb.h"

namespace sardonyx {
namespace {

class TypeConverter {
 public:
  TypeConverter(const WireMessage& message, SymbolTable& symbols, const ModelLimits& limits)
      : message_(message), symbols_(symbols), limits_(limits) {}

  ValueType convert(const onnx::TypeProto& type, int depth = 0) const {
    if (depth > limits_.depth) {
      message_.fail("types are nested more than ", limits_.depth, " levels deep");
    }
    if (type.has_tensor_type()) {
      const onnx::TypeProto::Tensor& tensor = type.tensor_type();
      return ValueType::tensor(dtype(tensor.elem_type()), tensor.has_shape()
                                                              ? convert_shape(tensor.shape())
                                                              : SymbolicShape());
    }
    if (type.has_sequence_type()) {
      return ValueType::sequence(convert(type.sequence_type().elem_type(), depth + 1));
    }
    if (type.has_optional_type()) {
      return ValueType::optional(convert(type.optional_type().elem_type(), depth + 1));
    }
    if (type.has_map_type()) {
      return ValueType::map(dtype(type.map_type().key_type()),
                            convert(type.map_type().value_type(), depth + 1));
    }
    if (type.has_sparse_tensor_type() || type.has_opaque_type()) {
      message_.fail_unsupported("values that are ",
                                type.has_opaque_type() ? "opaque" : "sparse tensors",
                                " are not supported");
    }
    return {};
  }

 private:
  DType dtype(std::int32_t number) const {
    if (number != 0 && !is_dtype(number)) {
      message_.fail_unsupported("the element type ", number, " is unknown");
    }
    return static_cast<DType>(number);
  }

  SymbolicShape convert_shape(const onnx::TensorShapeProto& shape) const {
    if (shape.dim_size() > limits_.rank) {
      message_.fail("a shape has more than ", limits_.rank, " dimensions");
    }
    SymbolicShape result = SymbolicShape::of_rank(0);
    for (const onnx::TensorShapeProto::Dimension& dim : shape.dim()) {
      result.push_back(dim.has_dim_value()        ? Dim(dim.dim_value())
                       : !dim.dim_param().empty() ? symbols_.named(dim.dim_param())
                                                  : Dim());
    }
    return result;
  }

  const WireMessage& message_;
  SymbolTable& symbols_;
  const ModelLimits& limits_;
};

}  // namespace

ValueType read_value_type(const WireMessage& message, SymbolTable& symbols,
                          const ModelLimits& limits) {
  return TypeConverter(message, symbols, limits)
      .convert(parse_small<onnx::TypeProto>(message, "type"));
}

}  // namespace sardonyx
