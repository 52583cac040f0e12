#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/model/model.h"
#include "core/model/wire.h"
#include "core/tensor/tensor.h"

namespace sardonyx {

/// Where the elements of a tensor are when they are not in the model's file.
struct ExternalLocation {
  std::string_view location;
  std::int64_t offset = 0;
  std::optional<std::int64_t> length;
};

/// A TensorProto after one walk over its fields: everything but the elements.
struct TensorHeader {
  /// A copy, because the elements may be moved over the place where the name was.
  std::string name;
  DType dtype = DType::kUndefined;
  Shape shape;
  /// raw_data, or typed data that lies there in the same form: float_data and double_data in one
  /// packed piece.
  std::optional<std::span<const std::byte>> raw;
  std::optional<ExternalLocation> external;
};

/// Reads the header and checks that the shape has at most `limits.tensor_elements` elements.
TensorHeader read_tensor_header(WireMessage message, const ModelLimits& limits);

/// The size in bytes of the elements. Throws when `raw_size` is not it.
std::size_t checked_raw_size(const TensorHeader& header, const WireMessage& message,
                             std::uint64_t raw_size);

/// Reads the typed fields (int32_data, string_data, ...) of a message, whose header says that its
/// elements are neither raw nor external, into a new tensor.
Tensor read_typed_elements(WireMessage message, const TensorHeader& header);

/// A tensor of its own with these raw elements.
Tensor copy_raw_elements(const TensorHeader& header, std::span<const std::byte> raw);

/// Makes a tensor of raw elements that lie in `home`, without a copy when they are aligned to their
/// size or can be moved to an aligned place over `scratch` bytes in front of them.
Tensor adopt_raw_elements(const TensorHeader& header, std::span<const std::byte> raw,
                          const Bytes& home, std::size_t scratch);

/// Turns the TensorProtos of a model into tensors: in place, by copying, or not at all.
class TensorSource {
 public:
  virtual ~TensorSource() = default;
  virtual Tensor tensor(const WireMessage& message, const TensorHeader& header) = 0;
  /// False for one that only looks at the headers: its tensors are undefined.
  virtual bool makes_tensors() const { return true; }
};

/// Every element is copied; external data is refused.
class CopiedTensors : public TensorSource {
 public:
  Tensor tensor(const WireMessage& message, const TensorHeader& header) override;
};

/// The dense tensor that a SparseTensorProto stands for. Its values' name goes to `name`.
Tensor read_sparse_tensor(WireMessage message, const ModelLimits& limits, TensorSource& source,
                          std::string& name);

}  // namespace sardonyx
