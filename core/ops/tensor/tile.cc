// https://onnx.ai/onnx/operators/onnx__Tile.html

#include <optional>

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/scalar.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// Version 1 repeats one axis; its inputs 'tiles' and 'axis' are numbers of the type of the data.
// Version 6 and later have one number of repeats per axis.
class Tile : public Operator {
 public:
  explicit Tile(const MakeContext& context) : one_axis_(context.since() < 6) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    SymbolicShape y = SymbolicShape::of_rank(x.rank());
    if (const auto repeats = repeats_of(context)) {
      for (int axis = 0; axis < x.rank(); ++axis) {
        y[axis] = x[axis] * (*repeats)[static_cast<std::size_t>(axis)];
      }
      repeat_contents(context, y);
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    Ints repeats;
    for (int axis = 0; axis < x.rank(); ++axis) {
      repeats.push_back(x.dim(axis) == 0 ? 0 : y.dim(axis) / x.dim(axis));
    }
    kernels::tile(element_kind_of(x.dtype()), x.raw(), x.shape(), repeats, y.raw(),
                  context.threads());
  }

 private:
  std::optional<SmallVector<Dim, 6>> repeats_of(const InferContext& context) const {
    const int rank = context.rank(0);
    SmallVector<Dim, 6> repeats(static_cast<std::size_t>(rank), Dim(1));
    if (one_axis_) {
      const std::optional<double> tiles = scalar_input(context, 1);
      const std::optional<double> axis = scalar_input(context, 2);
      if (!tiles || !axis) {
        return std::nullopt;
      }
      context.require(*tiles >= 0 && *tiles < 0x1p53, "input 1 ('tiles') is ", *tiles,
                      ", expected a number of repeats");
      context.require(*axis >= -rank && *axis < rank, "input 2 ('axis') is ", *axis,
                      ", which does not fit rank ", rank);
      const int at = normalize_axis(static_cast<std::int64_t>(*axis), rank);
      repeats[static_cast<std::size_t>(at)] = static_cast<std::int64_t>(*tiles);
      return repeats;
    }
    context.require(!certainly_differ(list_length(context, 1), rank), "input 1 has ",
                    list_length(context, 1), " repeats for input 0 of shape ", context.shape(0));
    if (const auto numbers = context.ints(1)) {
      for (const std::int64_t number : *numbers) {
        context.require(number >= 0, "the repeats ", *numbers, " must not be negative");
      }
    }
    const auto dims = context.dims(1);
    if (!dims || dims->size() != repeats.size()) {
      return std::nullopt;
    }
    repeats.assign(*dims);
    return repeats;
  }

  static void repeat_contents(InferContext& context, const SymbolicShape& y) {
    if (y.rank() != 1 || !holds_shape_contents(context.dtype(0), y)) {
      return;
    }
    const auto contents = shape_contents(context, 0);
    if (!contents || contents->empty()) {
      return;
    }
    std::vector<Dim> repeated(static_cast<std::size_t>(y[0].value()));
    for (std::size_t i = 0; i < repeated.size(); ++i) {
      repeated[i] = (*contents)[i % contents->size()];
    }
    context.set_contents(0, std::move(repeated));
  }

  bool one_axis_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, tile) {
  registry.add({.name = "Tile",
                .since = 1,
                .signature = "input: T, tiles: T, axis: T -> output: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Tile>});
  registry.add({.name = "Tile",
                .since = 6,
                .signature = "input: T, repeats: int64 -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Tile>});
}

}  // namespace sardonyx
