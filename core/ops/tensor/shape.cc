// https://onnx.ai/onnx/operators/onnx__Shape.html

#include <algorithm>

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// Before version 15 there are no attributes, and the whole shape is asked for.
class ShapeOf : public Operator {
 public:
  explicit ShapeOf(const MakeContext& context)
      : start_(context.get_int("start", 0)),
        to_end_(!context.has("end")),
        end_(context.get_int("end", 0)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    if (!x.ranked()) {
      return context.set_shape(0, SymbolicShape::of_rank(1));
    }
    const auto [first, last] = range(x.rank());
    context.set_shape(0, {Dim(last - first)});
    context.set_contents(0, std::vector<Dim>(x.dims().begin() + first, x.dims().begin() + last));
  }

  void run(RunContext& context) const override {
    const Shape& shape = context.input(0).shape();
    const auto [first, last] = range(shape.rank());
    std::copy(shape.begin() + first, shape.begin() + last, context.output(0).data<std::int64_t>());
  }

 private:
  // The axes [first, last) that are asked for; bounds beyond the rank are clamped.
  std::pair<int, int> range(int rank) const {
    const auto clamp = [rank](std::int64_t axis) {
      return std::clamp<std::int64_t>(axis < 0 ? axis + rank : axis, 0, rank);
    };
    const auto first = static_cast<int>(clamp(start_));
    const auto last = to_end_ ? rank : static_cast<int>(clamp(end_));
    return {first, std::max(first, last)};
  }

  std::int64_t start_;
  bool to_end_;
  std::int64_t end_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, shape) {
  registry.add({.name = "Shape",
                .since = 1,
                .signature = "data: T -> shape: int64",
                .types = {{{"T", kAllTypes}}},
                .make = make<ShapeOf>,
                .infers_unranked = true});
}

}  // namespace sardonyx
