// https://onnx.ai/onnx/operators/onnx__Dropout.html

#include "core/graph/op_registry.h"
#include "core/ops/common/random_state.h"
#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

// Before version 12 there is nothing that asks for training (is_test of version 6 and below tells
// what the exporter did, and a session does not train). The mask has the type of the data before
// version 10 and is bool from then on.
class Dropout : public Operator {
 public:
  explicit Dropout(const MakeContext& context) : trains_(context.since() >= 12) {
    if (trains_ && context.has("seed")) {
      seed_ = static_cast<std::uint32_t>(context.get_int("seed"));
    }
  }

  void infer(InferContext& context) const override {
    for (const int i : {1, 2}) {
      context.require(
          !context.has_input(i) || !certainly_differ(context.shape(i).element_count(), 1), "input ",
          i, " must have one element");
    }
    context.set_shape(0, context.shape(0));
    context.set_shape(1, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const bool training = context.has_input(2) && number_at(context.input(2)) != 0;
    const double ratio = !training ? 0.0 : context.has_input(1) ? number_at(context.input(1)) : 0.5;
    context.require(ratio >= 0 && ratio < 1, "input 1 ('ratio') is ", ratio,
                    ", expected a number from 0 to 1");
    if (ratio != 0) {
      return drop(context, ratio);
    }
    if (context.has_output(0)) {
      copy_elements(x, context.output(0));
    }
    if (context.has_output(1)) {
      Tensor& mask = context.output(1);
      for (std::int64_t i = 0; i < mask.element_count(); ++i) {
        set_number(mask, i, 1);
      }
    }
  }

 private:
  void drop(RunContext& context, double ratio) const {
    const Tensor& x = context.input(0);
    RandomState random = random_state(context, seed_);
    const double scale = 1 / (1 - ratio);
    const bool is_double = x.dtype() == DType::kDouble;
    for (std::int64_t i = 0; i < x.element_count(); ++i) {
      const bool keeps = random.uniform() >= ratio;
      if (context.has_output(0)) {
        const double scaled = number_at(x, i) * (is_double ? scale : static_cast<float>(scale));
        set_number(context.output(0), i, keeps ? scaled : 0.0);
      }
      if (context.has_output(1)) {
        set_number(context.output(1), i, keeps ? 1 : 0);
      }
    }
  }

  bool trains_;
  std::optional<std::uint32_t> seed_;
};

}  // namespace

SARDONYX_OPERATORS(nn, dropout) {
  for (const int since : {1, 10}) {
    registry.add({.name = "Dropout",
                  .since = since,
                  .signature = since == 1 ? "data: T -> output: T, mask: T"
                                          : "data: T -> output: T, mask: bool",
                  .types = {{{"T", kFloatTypes}}},
                  .make = make<Dropout>,
                  .in_place = input_bits({0})});
  }
  constexpr DTypeSet kTypes = kFloatTypes | (kFloat8Types - DTypeSet(DType::kFloat8E8M0));
  registry.add({.name = "Dropout",
                .since = 12,
                .signature = "data: T, ratio?: R, training_mode?: bool -> output: T, mask: bool",
                .types = {{{"T", kTypes}, {"R", kTypes}}},
                .make = make<Dropout>,
                .in_place = input_bits({0}),
                .random = true});
}

}  // namespace sardonyx
