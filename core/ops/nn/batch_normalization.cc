// https://onnx.ai/onnx/operators/onnx__BatchNormalization.html

#include <cmath>

#include "core/graph/op_registry.h"
#include "core/kernels/normalization.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

enum Input { kX, kScale, kBias, kMean, kVariance };

// Inference: Y = (X - mean) / sqrt(variance + epsilon) * scale + B, folded into one multiplication
// and one addition per element. Training (attribute training_mode, before version 14 the presence
// of more outputs): the statistics of the batch take the place of the inputs, and the running ones
// are updated.
class BatchNormalization : public Operator {
 public:
  explicit BatchNormalization(const MakeContext& context)
      : epsilon_(context.get_float("epsilon", 1e-5f)),
        momentum_(context.get_float("momentum", 0.9f)),
        training_(context.opset() >= 14 ? context.get_bool("training_mode", false)
                                        : context.has_output(1) || context.has_output(2)),
        spatial_(context.opset() >= 9 || context.get_bool("spatial", true)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(kX);
    context.require(x.rank() >= 1, "input 0 ('X') is a scalar");
    SymbolicShape expected{x.rank() == 1 ? Dim(1) : x[1]};
    for (int axis = 2; !spatial_ && axis < x.rank(); ++axis) {
      expected.push_back(x[axis]);
    }
    for (const int i : {kScale, kBias, kMean, kVariance}) {
      const SymbolicShape& shape = context.shape(i);
      // With one another, too: constants are folded before the number of channels is known.
      const SymbolicShape& scale = context.shape(kScale);
      bool fits = shape.rank() == expected.rank();
      for (int axis = 0; fits && axis < shape.rank(); ++axis) {
        fits = !certainly_differ(shape[axis], expected[axis]) &&
               !certainly_differ(shape[axis], scale[axis]);
      }
      context.require(fits, "input ", i, " has shape ", shape, ", expected ", expected);
    }
    context.set_shape(0, x);
    for (int i = 1; i < context.output_count(); ++i) {
      context.set_shape(i, expected);
    }
  }

  void prepack(PrepackContext& context) override {
    for (const int i : {kScale, kBias, kMean, kVariance}) {
      if (training_ || context.constant(i) == nullptr) {
        return;
      }
    }
    fold(widen_any(*context.constant(kScale)), widen_any(*context.constant(kBias)),
         widen_any(*context.constant(kMean)), widen_any(*context.constant(kVariance)), folded_);
    for (const int i : {kScale, kBias, kMean, kVariance}) {
      context.release(i);
    }
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(kX);
    const Planes planes(x.shape(), spatial_);
    if (!folded_.empty()) {
      return apply(context, planes, folded_);
    }
    const std::vector<double> scale = widen_any(context.input(kScale));
    const std::vector<double> bias = widen_any(context.input(kBias));
    std::vector<double> mean = widen_any(context.input(kMean));
    std::vector<double> variance = widen_any(context.input(kVariance));
    if (training_) {
      const std::vector<double> elements = widen_any(x);
      std::vector<double> batch_mean(planes.channels);
      std::vector<double> batch_variance(planes.channels);
      statistics(planes, elements, batch_mean, batch_variance);
      update_running(context, 1, mean, batch_mean);
      update_running(context, 2, variance, batch_variance);
      store(context, 3, batch_mean);
      store(context, 4, batch_variance);
      mean = std::move(batch_mean);
      variance = std::move(batch_variance);
    }
    std::vector<double> folded;
    fold(scale, bias, mean, variance, folded);
    apply(context, planes, folded);
  }

 private:
  // Where statistics are per activation (spatial = 0), every activation is a channel of its own.
  struct Planes {
    std::size_t batch;
    std::size_t channels;
    std::size_t size;
    Planes(const Shape& x, bool spatial)
        : batch(static_cast<std::size_t>(x[0])),
          channels(x.rank() == 1 ? 1
                                 : static_cast<std::size_t>(spatial ? x[1] : x.count(1, x.rank()))),
          size(x.rank() <= 2 || !spatial ? 1 : static_cast<std::size_t>(x.count(2, x.rank()))) {}
  };

  static std::vector<double> widen_any(const Tensor& tensor) {
    if (tensor.dtype() == DType::kDouble) {
      const auto elements = tensor.span<double>();
      return {elements.begin(), elements.end()};
    }
    const Tensor wide = widen(tensor);
    const auto elements = wide.span<float>();
    return {elements.begin(), elements.end()};
  }

  // Scales, then shifts, of all channels.
  void fold(const std::vector<double>& scale, const std::vector<double>& bias,
            const std::vector<double>& mean, const std::vector<double>& variance,
            std::vector<double>& folded) const {
    folded.resize(2 * scale.size());
    for (std::size_t c = 0; c < scale.size(); ++c) {
      const double factor = scale[c] / std::sqrt(variance[c] + static_cast<double>(epsilon_));
      folded[c] = factor;
      folded[scale.size() + c] = bias[c] - mean[c] * factor;
    }
  }

  static void apply(RunContext& context, const Planes& planes, const std::vector<double>& folded) {
    const double* scale = folded.data();
    const double* shift = scale + planes.channels;
    if (context.input(kX).dtype() == DType::kDouble) {
      return kernels::channel_affine(context.input(kX).data<double>(), planes.batch,
                                     planes.channels, planes.size, scale, shift,
                                     context.output(0).data<double>(), context.threads());
    }
    const std::span<float> constants = context.scratch<float>(folded.size());
    for (std::size_t i = 0; i < folded.size(); ++i) {
      constants[i] = static_cast<float>(folded[i]);
    }
    Tensor y = widened_output(context, 0);
    kernels::channel_affine(widen(context, context.input(kX)).data<float>(), planes.batch,
                            planes.channels, planes.size, constants.data(),
                            constants.data() + planes.channels, y.data<float>(), context.threads());
    narrow_output(context, 0, y);
  }

  static void statistics(const Planes& planes, const std::vector<double>& x,
                         std::vector<double>& mean, std::vector<double>& variance) {
    const auto count = static_cast<double>(planes.batch * planes.size);
    for (std::size_t c = 0; c < planes.channels; ++c) {
      const auto total = [&](const auto& term) {
        double sum = 0;
        for (std::size_t n = 0; n < planes.batch; ++n) {
          const double* plane = x.data() + (n * planes.channels + c) * planes.size;
          for (std::size_t i = 0; i < planes.size; ++i) {
            sum += term(plane[i]);
          }
        }
        return sum;
      };
      mean[c] = total([](double v) { return v; }) / count;
      variance[c] = total([&](double v) { return (v - mean[c]) * (v - mean[c]); }) / count;
    }
  }

  void update_running(RunContext& context, int output, const std::vector<double>& running,
                      const std::vector<double>& batch) const {
    std::vector<double> updated(running.size());
    for (std::size_t c = 0; c < running.size(); ++c) {
      const auto momentum = static_cast<double>(momentum_);
      updated[c] = running[c] * momentum + batch[c] * (1 - momentum);
    }
    store(context, output, updated);
  }

  static void store(RunContext& context, int output, const std::vector<double>& values) {
    if (!context.has_output(output)) {
      return;
    }
    if (context.output(output).dtype() == DType::kDouble) {
      std::copy(values.begin(), values.end(), context.output(output).data<double>());
      return;
    }
    Tensor wide = widened_output(context, output);
    std::transform(values.begin(), values.end(), wide.data<float>(),
                   [](double value) { return static_cast<float>(value); });
    narrow_output(context, output, wide);
  }

  float epsilon_;
  float momentum_;
  bool training_;
  bool spatial_;
  std::vector<double> folded_;
};

}  // namespace

SARDONYX_OPERATORS(nn, batch_normalization) {
  registry.add({.name = "BatchNormalization",
                .since = 1,
                .signature = "X: T, scale: T1, B: T1, input_mean: T2, input_var: T2 -> "
                             "Y: T, running_mean: T2, running_var: T2, saved_mean: T2, "
                             "saved_var: T2",
                .types = {{{"T", kFloatTypes}, {"T1", kFloatTypes}, {"T2", kFloatTypes}}},
                .make = make<BatchNormalization>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
