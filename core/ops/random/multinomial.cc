// https://onnx.ai/onnx/operators/onnx__Multinomial.html

#include <algorithm>
#include <cmath>

#include "core/graph/op_registry.h"
#include "core/ops/common/random_state.h"
#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

class Multinomial : public Operator {
 public:
  explicit Multinomial(const MakeContext& context)
      : samples_(context.get_int("sample_size", 1)),
        dtype_(context.get_dtype("dtype", DType::kInt32)),
        seed_(seed_attribute(context)) {
    context.require(samples_ >= 0, "attribute 'sample_size' is ", samples_);
    context.require_supported(kIndexTypes.contains(dtype_), "attribute 'dtype' is ", dtype_,
                              ", expected one of ", kIndexTypes);
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 2, 2);
    context.require(!context.dim(0, 1).is(0), "input 0 of shape ", context.shape(0),
                    " has no classes");
    context.set_dtype(0, dtype_);
    context.set_shape(0, {context.dim(0, 0), Dim(samples_)});
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const std::int64_t classes = x.dim(1);
    const std::span<double> sums = context.scratch<double>(static_cast<std::size_t>(classes));
    RandomState random = random_state(context, seed_);
    for (std::int64_t row = 0; row < x.dim(0); ++row) {
      accumulate(x, row * classes, sums);
      for (std::int64_t sample = 0; sample < samples_; ++sample) {
        const double wanted = random.uniform() * sums.back();
        const auto found = std::upper_bound(sums.begin(), sums.end() - 1, wanted);
        set_number(y, row * samples_ + sample, static_cast<double>(found - sums.begin()));
      }
    }
  }

 private:
  // The cumulative sums of the probabilities whose logarithms begin at element `first`. They need
  // not add up to 1.
  static void accumulate(const Tensor& x, std::int64_t first, std::span<double> sums) {
    double most = -INFINITY;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] = number_at(x, first + static_cast<std::int64_t>(i));
      most = std::max(most, sums[i]);
    }
    double sum = 0;
    for (double& element : sums) {
      sum += std::exp(element - most);
      element = sum;
    }
  }

  std::int64_t samples_;
  DType dtype_;
  std::optional<std::uint32_t> seed_;
};

}  // namespace

SARDONYX_OPERATORS(random, multinomial) {
  registry.add({.name = "Multinomial",
                .since = 7,
                .signature = "input: T -> output: any",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Multinomial>,
                .random = true});
}

}  // namespace sardonyx
