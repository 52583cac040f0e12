// https://onnx.ai/onnx/operators/onnx__LRN.html

#include <algorithm>
#include <cmath>

#include "core/graph/op_registry.h"
#include "core/kernels/math/math.h"
#include "core/ops/common/compute_io.h"

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
    const Tensor x = as_computed(context, context.input(0));
    Tensor y = computed_output(context, 0);
    with_float_type(x.dtype(), [&]<class T>() { normalize<T>(context, x, y); });
    store_computed(context, 0, y);
  }

 private:
  template <class T>
  void normalize(const RunContext& context, const Tensor& x, Tensor& y) const {
    const std::int64_t channels = x.dim(1);
    const auto plane = static_cast<std::size_t>(x.shape().count(2, x.rank()));
    const std::int64_t before = (size_ - 1) / 2;
    const std::int64_t after = size_ - 1 - before;
    const T factor = static_cast<T>(alpha_) / static_cast<T>(size_);
    const std::span<T> sums = context.scratch<T>(plane);
    for (std::int64_t i = 0; i < x.dim(0) * channels; ++i) {
      const std::int64_t c = i % channels;
      const T* image = x.data<T>() + static_cast<std::size_t>(i - c) * plane;
      std::fill(sums.begin(), sums.end(), T{0});
      for (std::int64_t k = std::max<std::int64_t>(0, c - before);
           k <= std::min(channels - 1, c + after); ++k) {
        const T* from = image + static_cast<std::size_t>(k) * plane;
        for (std::size_t j = 0; j < plane; ++j) {
          sums[j] += from[j] * from[j];
        }
      }
      for (T& sum : sums) {
        sum = static_cast<T>(bias_) + factor * sum;
      }
      raise(sums, -beta_);
      const T* from = image + static_cast<std::size_t>(c) * plane;
      T* to = y.data<T>() + static_cast<std::size_t>(i) * plane;
      for (std::size_t j = 0; j < plane; ++j) {
        to[j] = from[j] * sums[j];
      }
    }
  }

  static void raise(std::span<float> values, float exponent) {
    kernels::pow(values.data(), exponent, values.data(), values.size());
  }
  static void raise(std::span<double> values, double exponent) {
    for (double& value : values) {
      value = std::pow(value, exponent);
    }
  }

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
                .types = {{{"T", kFloatTypes}}},
                .make = make<Lrn>});
}

}  // namespace sardonyx
