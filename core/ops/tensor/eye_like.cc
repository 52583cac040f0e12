// https://onnx.ai/onnx/operators/onnx__EyeLike.html

#include <algorithm>
#include <cstring>

#include "core/graph/op_registry.h"
#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

constexpr DTypeSet kEyeTypes = kNumericTypes | DTypeSet(DType::kBool);

class EyeLike : public Operator {
 public:
  explicit EyeLike(const MakeContext& context)
      : dtype_(context.get_dtype("dtype", DType::kUndefined)), k_(context.get_int("k", 0)) {
    context.require_supported(dtype_ == DType::kUndefined || kEyeTypes.contains(dtype_),
                              "attribute 'dtype' is ", dtype_, ", expected one of ", kEyeTypes);
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 2, 2);
    context.set_dtype(0, dtype_ == DType::kUndefined ? context.dtype(0) : dtype_);
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    Tensor& y = context.output(0);
    const std::int64_t rows = y.dim(0);
    const std::int64_t columns = y.dim(1);
    if (y.element_count() == 0) {
      return;
    }
    std::memset(y.raw(), 0, y.byte_size());
    const std::int64_t k = std::clamp(k_, -rows, columns);
    for (std::int64_t row = std::max<std::int64_t>(0, -k); row < rows && row + k < columns; ++row) {
      set_number(y, row * columns + row + k, 1);
    }
  }

 private:
  DType dtype_;
  std::int64_t k_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, eye_like) {
  registry.add({.name = "EyeLike",
                .since = 9,
                .signature = "input: T -> output: any",
                .types = {{{"T", kEyeTypes}}},
                .make = make<EyeLike>});
}

}  // namespace sardonyx
