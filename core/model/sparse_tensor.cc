#include <algorithm>
#include <cstring>
#include <utility>

#include "core/model/packed_elements.h"
#include "core/model/tensor_proto.h"
#include "proto/onnx.pb.h"

namespace sardonyx {
namespace {

using Proto = onnx::SparseTensorProto;

Tensor read_part(const WireMessage& sparse, std::string_view part, const ModelLimits& limits,
                 TensorSource& source, std::string* name) {
  const Place place{&sparse.place(), part};
  const WireMessage message = sparse.message(place);
  const TensorHeader header = read_tensor_header(message, limits);
  if (name != nullptr) {
    *name = header.name;
  }
  return source.tensor(message, header);
}

// All elements are zero, or empty strings.
Tensor zeros(DType dtype, const Shape& shape) {
  Tensor tensor = Tensor::allocate(dtype, shape);
  if (dtype != DType::kString) {
    std::fill_n(static_cast<std::byte*>(tensor.raw()), tensor.byte_size(), std::byte{0});
  }
  return tensor;
}

void copy_element(const Tensor& from, std::int64_t i, Tensor& to, std::int64_t j) {
  if (from.dtype() == DType::kString) {
    to.span<std::string>()[static_cast<std::size_t>(j)] =
        from.span<std::string>()[static_cast<std::size_t>(i)];
    return;
  }
  const auto* source = static_cast<const std::byte*>(from.raw());
  auto* target = static_cast<std::byte*>(to.raw());
  if (const int bits = bits_of(from.dtype()); bits < 8) {
    set_packed(target, bits, j, get_packed(source, bits, i));
  } else {
    const auto size = static_cast<std::int64_t>(element_size(from.dtype()));
    std::memcpy(target + j * size, source + i * size, static_cast<std::size_t>(size));
  }
}

}  // namespace

Tensor read_sparse_tensor(WireMessage message, const ModelLimits& limits, TensorSource& source,
                          std::string& name) {
  Tensor values;
  Tensor indices;
  Shape shape;
  while (message.next()) {
    if (message.field() == Proto::kValuesFieldNumber) {
      values = read_part(message, "values", limits, source, &name);
    } else if (message.field() == Proto::kIndicesFieldNumber) {
      indices = read_part(message, "indices", limits, source, nullptr);
    } else if (message.field() == Proto::kDimsFieldNumber) {
      message.each_integer([&](std::uint64_t extent) {
        if (shape.rank() == limits.rank) {
          message.fail("a sparse tensor has more than ", limits.rank, " dimensions");
        }
        shape.push_back(static_cast<std::int64_t>(extent));
      });
    }
  }
  if (!source.makes_tensors()) {
    return {};
  }
  const std::int64_t limit = std::min(limits.tensor_elements, limits.sparse_elements);
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) {
    if (extent <= 0 || extent > limit / count) {
      message.fail("sparse tensor ", quote(name), " has the shape ", shape,
                   extent <= 0 ? ", which is empty" : ", which has too many elements");
    }
    count *= extent;
  }
  const std::int64_t rank = shape.rank();
  if (values.dtype() == DType::kUndefined || values.rank() != 1) {
    message.fail("sparse tensor ", quote(name), " has no 1-D values");
  }
  const bool linear = indices.rank() == 1;
  const Shape expected = linear ? values.shape() : Shape{values.dim(0), rank};
  if (indices.dtype() != DType::kInt64 || indices.shape() != expected) {
    message.fail("sparse tensor ", quote(name), " has indices of ", indices.dtype(),
                 indices.shape(), " instead of int64", expected);
  }
  Tensor dense = zeros(values.dtype(), shape);
  const auto numbers = indices.span<std::int64_t>();
  std::int64_t last = -1;
  for (std::int64_t i = 0; i < values.dim(0); ++i) {
    std::int64_t position = 0;
    if (linear) {
      position = numbers[static_cast<std::size_t>(i)];
    } else {
      for (std::int64_t axis = 0; axis < rank; ++axis) {
        const std::int64_t index = numbers[static_cast<std::size_t>(i * rank + axis)];
        const std::int64_t extent = shape[static_cast<std::size_t>(axis)];
        // An index out of range makes the whole position so.
        position = index < 0 || index >= extent || position < 0 ? -1 : position * extent + index;
      }
    }
    if (position < 0 || position >= count) {
      message.fail("index ", i, " of sparse tensor ", quote(name), " is outside of its shape ",
                   shape);
    }
    if (position <= last) {
      message.fail("the indices of sparse tensor ", quote(name), " do not ascend at index ", i);
    }
    last = position;
    copy_element(values, i, dense, position);
  }
  return dense;
}

}  // namespace sardonyx
