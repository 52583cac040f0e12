// https://onnx.ai/onnx/operators/onnx__Compress.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"

namespace sardonyx {
namespace {

// Without an axis the input is taken as one row of elements.
class Compress : public Operator {
 public:
  explicit Compress(const MakeContext& context)
      : flattens_(!context.has("axis")), axis_(context.get_int("axis", 0)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    context.require_rank(1, 1, 1);
    if (flattens_) {
      return context.set_shape(0, {Dim()});
    }
    SymbolicShape y = x;
    y[normalize_axis(axis_, x.rank(), "attribute 'axis'")] = Dim();
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const bool* condition = context.input(1).data<bool>();
    const Shape flat{x.element_count()};
    Shape shape = flattens_ ? flat : x.shape();
    const int axis = flattens_ ? 0 : normalize_axis(axis_, x.rank());
    std::int64_t& extent = shape[static_cast<std::size_t>(axis)];
    const std::int64_t old_extent = extent;
    // The condition may be shorter than the axis; what it says beyond the axis selects nothing.
    const std::int64_t asked = std::min(context.input(1).element_count(), extent);
    const std::int64_t outer = shape.count(0, axis);
    const auto inner = static_cast<std::size_t>(shape.count(axis + 1, shape.rank()));
    extent = std::count(condition, condition + asked, true);
    Tensor& y = context.output(0, x.dtype(), shape);
    const kernels::ElementKind kind = element_kind_of(x.dtype());
    const std::size_t bytes = inner * kernels::element_bytes(kind);
    const auto* from = static_cast<const std::byte*>(x.raw());
    auto* to = static_cast<std::byte*>(y.raw());
    for (std::int64_t o = 0; o < outer; ++o) {
      for (std::int64_t i = 0; i < asked; ++i) {
        if (condition[i]) {
          const auto at = static_cast<std::size_t>(o * old_extent + i);
          kernels::copy_run(kind, from + at * bytes, inner, to);
          to += bytes;
        }
      }
    }
  }

 private:
  bool flattens_;
  std::int64_t axis_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, compress) {
  registry.add({.name = "Compress",
                .since = 9,
                .signature = "input: T, condition: bool -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Compress>});
}

}  // namespace sardonyx
