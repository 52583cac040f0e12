// https://onnx.ai/onnx/operators/onnx__Bernoulli.html

#include <cmath>

#include "core/graph/op_registry.h"
#include "core/ops/common/random_state.h"
#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

constexpr DTypeSet kResultTypes = kNumericTypes | DTypeSet(DType::kBool);

// Draws as NumPy does: by inversion of the less likely outcome.
bool draw(RandomState& random, double probability) {
  const double unlikely = probability <= 0.5 ? probability : 1 - probability;
  const bool happens = random.uniform() > std::exp(std::log(1 - unlikely));
  return happens == (probability <= 0.5);
}

class Bernoulli : public Operator {
 public:
  explicit Bernoulli(const MakeContext& context)
      : dtype_(context.get_dtype("dtype", DType::kUndefined)), seed_(seed_attribute(context)) {
    context.require_supported(dtype_ == DType::kUndefined || kResultTypes.contains(dtype_),
                              "attribute 'dtype' is ", dtype_, ", expected one of ", kResultTypes);
  }

  void infer(InferContext& context) const override {
    context.set_dtype(0, dtype_ == DType::kUndefined ? context.dtype(0) : dtype_);
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    RandomState random = random_state(context, seed_);
    for (std::int64_t i = 0; i < x.element_count(); ++i) {
      const double probability = number_at(x, i);
      context.require(probability >= 0 && probability <= 1, "input 0 contains ", probability,
                      ", which is no probability");
      set_number(y, i, draw(random, probability) ? 1 : 0);
    }
  }

 private:
  DType dtype_;
  std::optional<std::uint32_t> seed_;
};

}  // namespace

SARDONYX_OPERATORS(random, bernoulli) {
  registry.add({.name = "Bernoulli",
                .since = 15,
                .signature = "input: T -> output: any",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Bernoulli>,
                .random = true});
}

}  // namespace sardonyx
