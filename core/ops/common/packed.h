#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// The tensor as data movement takes it: itself, or for a packed type a new tensor of uint8 with
/// one element per byte.
Tensor unpacked(const RunContext& context, const Tensor& tensor);

/// Where data movement writes a tensor: the tensor itself, or for a packed type a tensor of uint8
/// with one element per byte, which finish() packs.
class UnpackedOutput {
 public:
  UnpackedOutput(const RunContext& context, Tensor& y);
  void* raw() { return target_.raw(); }
  void finish();

 private:
  Tensor& y_;
  Tensor target_;
};

/// The type that data movement sees: uint8 for packed types.
inline DType unpacked_type(DType dtype) {
  return is_packed(dtype) ? DType::kUint8 : dtype;
}

}  // namespace sardonyx
