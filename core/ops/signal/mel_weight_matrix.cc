// https://onnx.ai/onnx/operators/onnx__MelWeightMatrix.html

#include <cmath>
#include <cstring>

#include "core/graph/op_registry.h"
#include "core/ops/common/cosine_window.h"
#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

// Inputs: num_mel_bins, dft_length, sample_rate, lower_edge_hertz, upper_edge_hertz.
class MelWeightMatrix : public Operator {
 public:
  explicit MelWeightMatrix(const MakeContext& context)
      : dtype_(output_datatype_attribute(context)) {}

  void infer(InferContext& context) const override {
    for (int i = 0; i < 5; ++i) {
      const Dim count = context.shape(i).element_count();
      context.require(!certainly_differ(count, 1), "input ", i, " has shape ", context.shape(i),
                      ", expected one number");
    }
    for (int i = 0; i < 3; ++i) {
      if (const auto value = context.ints(i)) {
        context.require((*value)[0] >= (i == 2 ? 1 : 0), "input ", i, " is ", (*value)[0]);
      }
    }
    const auto mel_bins = context.dims(0);
    const auto dft_length = context.dims(1);
    context.set_dtype(0, dtype_);
    context.set_shape(0, {dft_length ? dft_length->front() / Dim(2) + Dim(1) : Dim(),
                          mel_bins ? mel_bins->front() : Dim()});
  }

  void run(RunContext& context) const override {
    Tensor& y = context.output(0);
    const std::int64_t mel_bins = y.dim(1);
    if (y.element_count() == 0) {
      return;
    }
    std::memset(y.raw(), 0, y.byte_size());
    const std::span<std::int64_t> edges =
        context.scratch<std::int64_t>(static_cast<std::size_t>(mel_bins) + 2);
    find_edges(context, y.dim(0), edges);
    for (std::int64_t bin = 0; bin < mel_bins; ++bin) {
      const auto at = static_cast<std::size_t>(bin);
      write_triangle(y, bin, edges[at], edges[at + 1], edges[at + 2]);
    }
  }

 private:
  // The spectrogram bins where the triangles begin, peak and end: equal steps on the mel scale.
  // The step divides the range by the number of edges, as the reference implementation does.
  static void find_edges(const RunContext& context, std::int64_t spectrogram_bins,
                         std::span<std::int64_t> edges) {
    const auto mel_of = [](double hertz) {
      return 2595 * std::log1p(hertz / 700) / std::log(10.0);
    };
    const double dft_length = number_at(context.input(1));
    const double sample_rate = number_at(context.input(2));
    const double low = mel_of(number_at(context.input(3)));
    const double high = mel_of(number_at(context.input(4)));
    const double step = (high - low) / static_cast<double>(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const double mel = static_cast<double>(i) * step + low;
      const double hertz = 700 * std::expm1(mel / 2595 * std::log(10.0));
      const double bin = std::floor((dft_length + 1) * hertz / sample_rate);
      context.require(bin >= 0 && bin < static_cast<double>(spectrogram_bins), "band edge ", i,
                      " of ", hertz, " Hz lies outside of the spectrogram's ", spectrogram_bins,
                      " bins");
      edges[i] = static_cast<std::int64_t>(bin);
    }
  }

  static void write_triangle(Tensor& y, std::int64_t column, std::int64_t left, std::int64_t center,
                             std::int64_t right) {
    const auto set = [&](std::int64_t row, std::int64_t part, std::int64_t whole) {
      set_number(y, row * y.dim(1) + column,
                 static_cast<double>(part) / static_cast<double>(whole));
    };
    if (left == center) {
      set(center, 1, 1);
    }
    for (std::int64_t row = left; left < center && row <= center; ++row) {
      set(row, row - left, center - left);
    }
    for (std::int64_t row = center; row < right; ++row) {
      set(row, right - row, right - center);
    }
  }

  DType dtype_;
};

}  // namespace

SARDONYX_OPERATORS(signal, mel_weight_matrix) {
  registry.add(
      {.name = "MelWeightMatrix",
       .since = 17,
       .signature = "num_mel_bins: I, dft_length: I2, sample_rate: I3, "
                    "lower_edge_hertz: T, upper_edge_hertz: T -> output: any",
       .types =
           {{{"I", kIndexTypes}, {"I2", kIndexTypes}, {"I3", kIndexTypes}, {"T", kFloatTypes}}},
       .make = make<MelWeightMatrix>});
}

}  // namespace sardonyx
