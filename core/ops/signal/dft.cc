// https://onnx.ai/onnx/operators/onnx__DFT.html

#include "core/base/checked.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/spectrum.h"

namespace sardonyx {
namespace {

// The axis is an attribute in version 17 and an input since version 20.
class Dft : public Operator {
 public:
  explicit Dft(const MakeContext& context)
      : inverse_(context.get_bool("inverse", false)),
        onesided_(context.get_bool("onesided", false)),
        axis_is_input_(context.since() >= 20),
        axis_(axis_is_input_ ? -2 : context.get_int("axis", 1)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const Dim parts = x.rank() == 0 ? Dim(0) : x[x.rank() - 1];
    context.require(x.rank() >= 2 && (!parts.known() || parts.is(1) || parts.is(2)),
                    "input 0 has shape ", x, ", expected a last axis of 1 or 2");
    context.require(!(onesided_ && !inverse_ && parts.is(2)),
                    "a one-sided transform takes real input");
    const std::optional<Ints> given_axis = context.ints(2);
    if (context.has_input(2) && !given_axis) {
      return context.set_shape(0, SymbolicShape::of_rank(x.rank()));
    }
    const int axis = axis_of(given_axis ? *given_axis : Ints{}, x.rank());
    Dim length = x[axis];
    if (onesided_ && inverse_ && !length.is(0)) {
      length = (length - Dim(1)) * Dim(2);
    }
    if (context.has_input(1)) {
      const std::optional<Ints> given = context.ints(1);
      length = Dim();
      if (given) {
        context.require(given->size() == 1 && (*given)[0] >= 1, "input 1 ('dft_length') is ",
                        *given, ", expected a positive number");
        length = (*given)[0];
      }
    }
    context.require(!length.is(0) || !onesided_ || inverse_,
                    "there is no one-sided spectrum of no elements");
    SymbolicShape y = x;
    y[axis] = onesided_ && !inverse_ ? length / Dim(2) + Dim(1) : length;
    y[y.rank() - 1] = onesided_ && inverse_ ? 1 : 2;
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const int axis = axis_of(context.has_input(2) ? ints_of(context.input(2)) : Ints{}, x.rank());
    const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    const std::size_t in = extent(x.dim(axis));
    const std::size_t parts = extent(x.dim(-1));
    const std::size_t inner = extent(x.shape().count(axis + 1, x.rank() - 1));
    const std::size_t outer = extent(x.shape().count(0, axis));
    SpectrumLine line{in, inverse_, onesided_};
    if (context.has_input(1)) {
      line.length = checked_size(ints_of(context.input(1))[0], "dft_length");
    } else if (onesided_ && inverse_) {
      line.length = in == 0 ? 0 : 2 * (in - 1);
    }
    std::vector<std::complex<double>> values;
    std::vector<std::complex<double>> spectrum;
    for (std::size_t i = 0; i < outer * inner; ++i) {
      const std::size_t block = i / inner;
      const std::size_t column = i % inner;
      values.clear();
      for (std::size_t n = 0; n < in; ++n) {
        values.push_back(load_complex(x, ((block * in + n) * inner + column) * parts, parts));
      }
      line.transform(values, spectrum);
      for (std::size_t k = 0; k < line.results(); ++k) {
        store_complex(spectrum[k], y,
                      ((block * line.results() + k) * inner + column) * line.parts(), line.parts());
      }
    }
  }

 private:
  int axis_of(const Ints& given, int rank) const {
    const int axis = normalize_axis(given.empty() ? axis_ : given[0], rank);
    require_that(ErrorCode::kInvalidArgument, axis != rank - 1,
                 "the last axis holds the parts of complex numbers and cannot be transformed");
    return axis;
  }

  bool inverse_;
  bool onesided_;
  bool axis_is_input_;
  std::int64_t axis_;
};

}  // namespace

SARDONYX_OPERATORS(signal, dft) {
  registry.add({.name = "DFT",
                .since = 17,
                .signature = "input: T1, dft_length?: T2 -> output: T1",
                .types = {{{"T1", kFloatTypes}, {"T2", kIndexTypes}}},
                .make = make<Dft>});
  registry.add({.name = "DFT",
                .since = 20,
                .signature = "input: T1, dft_length?: T2, axis?: int64 -> output: T1",
                .types = {{{"T1", kFloatTypes}, {"T2", kIndexTypes}}},
                .make = make<Dft>});
}

}  // namespace sardonyx
