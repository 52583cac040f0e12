// https://onnx.ai/onnx/operators/onnx__Dropout.html

#include <optional>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/numpy_random.h"

namespace sardonyx {
namespace {

enum Input { kData, kRatio, kTraining };

// Hands its input on, unless input 2 asks for training (since version 12): then each element is
// dropped with the probability `ratio` and the others are scaled up. Before version 10 the mask has
// the type of the data.
class Dropout : public Operator {
 public:
  explicit Dropout(const MakeContext& context) : mask_is_bool_(context.opset() >= 10) {
    if (context.has("seed")) {
      seed_ = static_cast<std::uint32_t>(context.get_int("seed"));
    }
  }

  void infer(InferContext& context) const override {
    for (const int i : {kRatio, kTraining}) {
      if (context.has_input(i)) {
        const Dim count = context.shape(i).element_count();
        context.require(!count.known() || count.is(1), "input ", i, " has shape ", context.shape(i),
                        ", expected one element");
      }
    }
    context.set_shape(0, context.shape(kData));
    context.set_shape(1, context.shape(kData));
    context.set_dtype(1, mask_is_bool_ ? DType::kBool : context.dtype(kData));
  }

  void run(RunContext& context) const override {
    const float ratio = training_ratio(context);
    if (ratio == 0) {
      copy_elements(context.input(kData), context.output(0));
      return fill_mask(context, [](std::size_t) { return true; });
    }
    const Tensor x = widen(context, context.input(kData));
    Tensor y = widened_output(context, 0);
    const auto count = static_cast<std::size_t>(x.element_count());
    NumpyRandom random(seed_ ? *seed_ : static_cast<std::uint32_t>(context.environment().random()));
    const float scale = 1 / (1 - ratio);
    std::vector<bool> kept(count);
    for (std::size_t i = 0; i < count; ++i) {
      kept[i] = random.uniform() >= static_cast<double>(ratio);
      y.data<float>()[i] = kept[i] ? x.data<float>()[i] * scale : 0.0f;
    }
    narrow_output(context, 0, y);
    fill_mask(context, [&](std::size_t i) { return static_cast<bool>(kept[i]); });
  }

 private:
  // The probability of dropping an element; 0 outside of training.
  static float training_ratio(const RunContext& context) {
    if (!context.has_input(kTraining) || !*context.input(kTraining).data<bool>()) {
      return 0;
    }
    const float ratio =
        context.has_input(kRatio) ? *widen(context, context.input(kRatio)).data<float>() : 0.5f;
    context.require(ratio >= 0 && ratio < 1, "the ratio is ", ratio, ", outside [0, 1)");
    return ratio;
  }

  template <class F>
  void fill_mask(const RunContext& context, const F& keeps) const {
    if (!context.has_output(1)) {
      return;
    }
    const auto count = static_cast<std::size_t>(context.output(1).element_count());
    if (mask_is_bool_) {
      bool* mask = context.output(1).data<bool>();
      for (std::size_t i = 0; i < count; ++i) {
        mask[i] = keeps(i);
      }
      return;
    }
    Tensor mask = widened_output(context, 1);
    for (std::size_t i = 0; i < count; ++i) {
      mask.data<float>()[i] = keeps(i) ? 1.0f : 0.0f;
    }
    narrow_output(context, 1, mask);
  }

  bool mask_is_bool_;
  std::optional<std::uint32_t> seed_;
};

}  // namespace

SARDONYX_OPERATORS(nn, dropout) {
  registry.add({.name = "Dropout",
                .since = 1,
                .signature = "data: T -> output: T, mask: any",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<Dropout>,
                .in_place = input_bits({0})});
  registry.add({.name = "Dropout",
                .since = 12,
                .signature = "data: T, ratio?: T1, training_mode?: bool -> output: T, mask: bool",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)},
                           {"T1", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<Dropout>,
                .in_place = input_bits({0}),
                .random = true});
}

}  // namespace sardonyx
