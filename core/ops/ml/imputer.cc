// https://onnx.ai/onnx/operators/onnx_aionnxml_Imputer.html

#include <cmath>
#include <limits>

#include "core/graph/op_registry.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"

namespace sardonyx {
namespace {

class Imputer : public Operator {
 public:
  explicit Imputer(const MakeContext& context)
      : floats_(context.get_floats("imputed_value_floats")),
        ints_(context.get_ints("imputed_value_int64s", {})),
        replaced_float_(context.get_float("replaced_value_float", 0)),
        replaced_int_(context.get_int("replaced_value_int64", 0)) {
    context.require(floats_.empty() != ints_.empty(),
                    "one of 'imputed_value_floats' and 'imputed_value_int64s' must be given");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& shape = context.shape(0);
    const DType dtype = context.dtype(0);
    const bool is_int = dtype == DType::kInt32 || dtype == DType::kInt64;
    context.require(is_int == floats_.empty(), "input 0 is of ", dtype, ", and the values for it ",
                    "are given as ", floats_.empty() ? "integers" : "floats");
    const std::size_t count = is_int ? ints_.size() : floats_.size();
    context.require(
        count == 1 || (shape.rank() >= 1 && !certainly_differ(shape[shape.rank() - 1],
                                                              static_cast<std::int64_t>(count))),
        "input 0 has shape ", shape, ", and there are values for ", count, " features");
    for (const std::int64_t value : ints_) {
      constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
      context.require(dtype == DType::kInt64 || (value <= kMost && value >= -kMost - 1),
                      "the value ", value, " is no int32");
    }
    context.set_shape(0, shape);
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const auto count = static_cast<std::size_t>(x.element_count());
    with_compute_type(x.dtype(), [&]<class T>() {
      const auto from = static_cast<const T*>(x.raw());
      const auto to = static_cast<T*>(y.raw());
      const auto replace = [&](const auto& values, auto replaced) {
        for (std::size_t i = 0; i < count; ++i) {
          const bool missing =
              from[i] == static_cast<T>(replaced) || (replaced != replaced && from[i] != from[i]);
          to[i] = missing ? static_cast<T>(values[i % values.size()]) : from[i];
        }
      };
      if constexpr (std::is_floating_point_v<T>) {
        replace(floats_, replaced_float_);
      } else {
        replace(ints_, replaced_int_);
      }
    });
  }

 private:
  std::vector<float> floats_;
  Ints ints_;
  float replaced_float_;
  std::int64_t replaced_int_;
};

}  // namespace

SARDONYX_OPERATORS(ml, imputer) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "Imputer",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<Imputer>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
