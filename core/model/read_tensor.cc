#include "core/model/model.h"
#include "core/model/tensor_proto.h"

namespace sardonyx {

Tensor read_tensor(std::span<const std::byte> bytes) {
  const Place place{nullptr, "the tensor"};
  const WireMessage message(bytes, bytes.data(), place);
  return CopiedTensors().tensor(message, read_tensor_header(message, {}));
}

}  // namespace sardonyx
