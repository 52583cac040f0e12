// https://onnx.ai/onnx/operators/onnx__LRN.html

#include <algorithm>
#include <cmath>

#include "core/graph/op_registry.h"
#include "core/kernels/math/math.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

// Y = X / (bias + alpha / size * sum of X^2 over the neighbouring channels)^beta.
// Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012.
class Lrn : public Operator {
 public:
  explicit Lrn(const MakeContext& context)
      : size_(context.get_int("size")),
        alpha_(context.get_float("alpha", 1e-4f)),
        beta_(context.get_float("beta", 0.75f)),
        bias_(context.get_float("bias", 1)) {
    context.require(size_ >= 1, "attribute 'size' is ", size_, ", expected at least 1");
  }

  void infer(InferContext& context) const override {
    context.require(context.rank(0) >= 2, "input 0 has shape ", context.shape(0),
                    ", expected [N, C, ...]");
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor x = widen(context, context.input(0));
    Tensor y = widened_output(context, 0);
    const std::int64_t channels = x.dim(1);
    const auto plane = static_cast<std::size_t>(x.shape().count(2, x.rank()));
    const std::int64_t before = (size_ - 1) / 2;
    const std::int64_t after = size_ - 1 - before;
    const float factor = alpha_ / static_cast<float>(size_);
    const std::span<float> sums = context.scratch<float>(plane);
    for (std::int64_t i = 0; i < x.dim(0) * channels; ++i) {
      const std::int64_t c = i % channels;
      const float* image = x.data<float>() + static_cast<std::size_t>(i - c) * plane;
      std::fill(sums.begin(), sums.end(), 0.0f);
      for (std::int64_t k = std::max<std::int64_t>(0, c - before);
           k <= std::min(channels - 1, c + after); ++k) {
        const float* from = image + static_cast<std::size_t>(k) * plane;
        for (std::size_t j = 0; j < plane; ++j) {
          sums[j] += from[j] * from[j];
        }
      }
      for (float& sum : sums) {
        sum = bias_ + factor * sum;
      }
      kernels::pow(sums.data(), -beta_, sums.data(), plane);
      const float* from = image + static_cast<std::size_t>(c) * plane;
      float* to = y.data<float>() + static_cast<std::size_t>(i) * plane;
      for (std::size_t j = 0; j < plane; ++j) {
        to[j] = from[j] * sums[j];
      }
    }
    narrow_output(context, 0, y);
  }

 private:
  std::int64_t size_;
  float alpha_;
  float beta_;
  float bias_;
};

}  // namespace

SARDONYX_OPERATORS(nn, lrn) {
  registry.add({.name = "LRN",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<Lrn>});
}

}  // namespace sardonyx
