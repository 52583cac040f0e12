// https://onnx.ai/onnx/operators/onnx__STFT.html

#include "core/graph/op_registry.h"
#include "core/ops/common/spectrum.h"

namespace sardonyx {
namespace {

enum Input { kSignal, kStep, kWindow, kLength };

class Stft : public Operator {
 public:
  explicit Stft(const MakeContext& context) : onesided_(context.get_bool("onesided", true)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(kSignal);
    context.require(x.rank() == 2 || (x.rank() == 3 && (!x[2].known() || x[2].is(1) || x[2].is(2))),
                    "input 0 ('signal') has shape ", x, ", expected [batch, length, 1 or 2]");
    const std::optional<Ints> step = context.ints(kStep);
    const std::optional<Ints> length = context.ints(kLength);
    Dim frame = context.has_input(kLength) ? Dim() : x[1];
    if (context.has_input(kWindow)) {
      context.require_rank(kWindow, 1, 1);
      frame = context.dim(kWindow, 0);
    }
    if (length) {
      context.require(length->size() == 1 && (*length)[0] >= 1 &&
                          !(frame.known() && context.has_input(kWindow) && !frame.is((*length)[0])),
                      "the frame length is ", *length, ", the window has ", frame, " elements");
      frame = (*length)[0];
    }
    Dim frames;
    if (step) {
      context.require(step->size() == 1 && (*step)[0] >= 1, "input 1 ('frame_step') is ", *step,
                      ", expected a positive number");
      if (frame.known() && x[1].known()) {
        context.require(frame.value() >= 1 && frame.value() <= x[1].value(), "frames of ", frame,
                        " elements do not fit a signal of ", x[1]);
        frames = (x[1].value() - frame.value()) / (*step)[0] + 1;
      }
    }
    const bool complex = x.rank() == 3 && x[2].is(2);
    context.set_shape(0,
                      {x[0], frames, onesided_ && !complex ? frame / Dim(2) + Dim(1) : frame, 2});
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(kSignal);
    Tensor& y = context.output(0);
    const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    const std::size_t parts = x.rank() == 3 ? extent(x.dim(2)) : 1;
    const std::size_t length = extent(x.dim(1));
    const std::size_t step = extent(ints_of(context.input(kStep))[0]);
    const std::size_t frames = extent(y.dim(1));
    const Tensor* window = context.optional_input(kWindow);
    const std::size_t frame = window != nullptr ? extent(window->dim(0))
                              : context.has_input(kLength)
                                  ? extent(ints_of(context.input(kLength))[0])
                                  : length;
    std::vector<double> weights(frame, 1.0);
    for (std::size_t n = 0; window != nullptr && n < frame; ++n) {
      weights[n] = load_complex(*window, n, 1).real();
    }
    const SpectrumLine line{frame, /*inverse=*/false, onesided_ && parts == 1};
    std::vector<std::complex<double>> values;
    std::vector<std::complex<double>> spectrum;
    for (std::size_t i = 0; i < extent(x.dim(0)) * frames; ++i) {
      const std::size_t start = i / frames * length + i % frames * step;
      values.clear();
      for (std::size_t n = 0; n < frame; ++n) {
        values.push_back(load_complex(x, (start + n) * parts, parts) * weights[n]);
      }
      line.transform(values, spectrum);
      for (std::size_t k = 0; k < line.results(); ++k) {
        store_complex(spectrum[k], y, (i * line.results() + k) * 2, 2);
      }
    }
  }

 private:
  bool onesided_;
};

}  // namespace

SARDONYX_OPERATORS(signal, stft) {
  registry.add({.name = "STFT",
                .since = 17,
                .signature = "signal: T1, frame_step: T2, window?: T1, frame_length?: T2 -> "
                             "output: T1",
                .types = {{{"T1", kFloatTypes}, {"T2", kIndexTypes}}},
                .make = make<Stft>});
}

}  // namespace sardonyx
