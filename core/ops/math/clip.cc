// https://onnx.ai/onnx/operators/onnx__Clip.html

#include <limits>

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/compute_type.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

using kernels::ComputeType;

// The largest finite number of a floating-point type.
double largest_of(DType dtype) {
  switch (dtype) {
    case DType::kFloat16:
      return 65504;
    case DType::kBFloat16:
      return 0x1.fep127;
    case DType::kFloat:
      return std::numeric_limits<float>::max();
    default:
      return std::numeric_limits<double>::max();
  }
}

// Bounds are attributes before version 11, then inputs. A bound that is not there is the last
// number of the type, so that infinity is clipped too.
class Clip : public Operator {
 public:
  explicit Clip(const MakeContext& context) : bounds_are_attributes_(context.since() < 11) {
    if (bounds_are_attributes_) {
      constexpr float kLargest = std::numeric_limits<float>::max();
      low_ = context.get_float("min", -kLargest);
      high_ = context.get_float("max", kLargest);
    }
  }

  void infer(InferContext& context) const override {
    for (const int i : {1, 2}) {
      if (context.has_input(i)) {
        context.require(!certainly_differ(context.shape(i).element_count(), 1), "input ", i, " ('",
                        i == 1 ? "min" : "max", "') has shape ", context.shape(i),
                        ", expected a scalar");
      }
    }
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const ComputeType type = *compute_type_of(x.dtype());
    if (type == ComputeType::kInt64 || type == ComputeType::kUint64) {
      return run_exactly(context);
    }
    kernels::ElementwiseParameters bounds{{low_, high_}};
    if (!bounds_are_attributes_) {
      bounds.values[0] = bound(context, 1, -limit(x.dtype()) - (is_integer(type) ? 1 : 0));
      bounds.values[1] = bound(context, 2, limit(x.dtype()));
    }
    run_unary(kernels::kClip, bounds, x, context.output(0), context.threads());
  }

  FusableStep elementwise_step(const ConstantInputs& inputs) const override {
    kernels::ElementwiseParameters bounds{{low_, high_}};
    if (!bounds_are_attributes_) {
      bounds = {{-limit(DType::kFloat), limit(DType::kFloat)}};
      for (const int i : {1, 2}) {
        if (inputs.has_input(i)) {
          const Tensor* bound = inputs.constant(i);
          if (bound == nullptr || bound->dtype() != DType::kFloat || bound->element_count() != 1) {
            return {};
          }
          bounds.values[i - 1] = static_cast<double>(*bound->data<float>());
        }
      }
    }
    return unary_step(kernels::kClip, bounds);
  }

 private:
  static bool is_integer(ComputeType type) { return type == ComputeType::kInt32; }

  static double limit(DType dtype) {
    return is_integer(*compute_type_of(dtype)) ? std::numeric_limits<std::int32_t>::max()
                                               : largest_of(dtype);
  }

  static double bound(const RunContext& context, int i, double fallback) {
    double value = fallback;
    if (const Tensor* tensor = context.optional_input(i)) {
      load_tile_as(ComputeType::kDouble, tensor->dtype(), tensor->raw(), 0, 1, &value);
    }
    return value;
  }

  // Parameters are doubles, which not all integers of 64 bits are.
  static void run_exactly(RunContext& context) {
    Tensor& y = context.output(0);
    const Tensor* x = &context.input(0);
    if (const Tensor* low = context.optional_input(1)) {
      run_binary(kernels::kMax, *x, low->reshaped({}), y, context.threads());
      x = &y;
    }
    if (const Tensor* high = context.optional_input(2)) {
      run_binary(kernels::kMin, *x, high->reshaped({}), y, context.threads());
      x = &y;
    }
    if (x != &y) {
      copy_elements(*x, y);
    }
  }

  bool bounds_are_attributes_;
  double low_ = 0;
  double high_ = 0;
};

}  // namespace

SARDONYX_OPERATORS(math, clip) {
  registry.add({.name = "Clip",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Clip>,
                .in_place = input_bits({0})});
  registry.add({.name = "Clip",
                .since = 11,
                .signature = "input: T, min?: T, max?: T -> output: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Clip>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
