// https://onnx.ai/onnx/operators/onnx__BitCast.html

#include <cstring>

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

constexpr DTypeSet kBitCastTypes = kAllTypes - DTypeSet{DType::kString};

class BitCast : public Operator {
 public:
  explicit BitCast(const MakeContext& context) : to_(context.get_dtype("to", DType::kUndefined)) {
    context.require(kBitCastTypes.contains(to_), "attribute 'to' is missing or string");
  }

  void infer(InferContext& context) const override {
    const DType from = context.dtype(0);
    context.require(bits_of(from) == bits_of(to_), "elements of ", from, " have ", bits_of(from),
                    " bits, those of ", to_, " ", bits_of(to_));
    context.set_dtype(0, to_);
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    if (x.raw() != y.raw() && x.byte_size() != 0) {
      std::memcpy(y.raw(), x.raw(), x.byte_size());
    }
  }

 private:
  DType to_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, bit_cast) {
  registry.add({.name = "BitCast",
                .since = 26,
                .signature = "input: T -> output: any",
                .types = {{{"T", kBitCastTypes}}},
                .make = make<BitCast>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
