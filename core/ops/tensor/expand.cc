// https://onnx.ai/onnx/operators/onnx__Expand.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

class Expand : public Operator {
 public:
  explicit Expand(const MakeContext&) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const Dim length = list_length(context, 1);
    if (const auto extents = context.ints(1)) {
      for (const std::int64_t extent : *extents) {
        context.require(extent >= 0, "the shape ", *extents, " has a negative extent");
      }
    }
    const auto extents = context.dims(1);
    if (!extents) {
      return context.set_shape(
          0, length.known() ? shape_of_rank(std::max<std::int64_t>(length.value(), x.rank()))
                            : SymbolicShape());
    }
    SymbolicShape wanted = Shape{};
    for (const Dim extent : *extents) {
      wanted.push_back(extent);
    }
    SymbolicShape y = broadcast(x, wanted);
    repeat_contents(context, y);
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    kernels::expand(element_kind_of(x.dtype()), x.raw(), x.shape(), y.raw(), y.shape(),
                    context.threads());
  }

 private:
  static void repeat_contents(InferContext& context, const SymbolicShape& y) {
    if (!holds_shape_contents(context.dtype(0), y)) {
      return;
    }
    if (const auto contents = shape_contents(context, 0); contents && contents->size() == 1) {
      const std::size_t count = y.rank() == 0 ? 1 : static_cast<std::size_t>(y[0].value());
      context.set_contents(0, std::vector<Dim>(count, contents->front()));
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(tensor, expand) {
  registry.add({.name = "Expand",
                .since = 8,
                .signature = "input: T, shape: int64 -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Expand>});
}

}  // namespace sardonyx
