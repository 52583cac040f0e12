// https://onnx.ai/onnx/operators/onnx__Where.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/select.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

class Where : public Operator {
 public:
  void infer(InferContext& context) const override {
    context.set_shape(0,
                      broadcast(broadcast(context.shape(0), context.shape(1)), context.shape(2)));
    infer_contents(context);
  }

  void run(RunContext& context) const override {
    const Tensor& condition = context.input(0);
    const Tensor& x = context.input(1);
    const Tensor& y = context.input(2);
    Tensor& output = context.output(0);
    kernels::select(element_kind_of(x.dtype()), condition.raw(), condition.shape(), x.raw(),
                    x.shape(), y.raw(), y.shape(), output.raw(), output.shape(), context.threads());
  }

 private:
  // Exporters choose extents by Where(Equal(shape, -1), ones, shape).
  static void infer_contents(InferContext& context) {
    const std::vector<Dim> chosen = condition(context);
    const auto a = shape_contents(context, 1);
    const auto b = shape_contents(context, 2);
    if (chosen.empty() || !a || !b || a->empty() || b->empty()) {
      return;
    }
    std::vector<Dim> dims(std::max({chosen.size(), a->size(), b->size()}));
    for (std::size_t i = 0; i < dims.size(); ++i) {
      const auto at = [&](const std::vector<Dim>& list) {
        return i < list.size() ? list[i] : list.front();
      };
      const Dim from_a = at(*a);
      const Dim from_b = at(*b);
      dims[i] = at(chosen).is(1)   ? from_a
                : at(chosen).is(0) ? from_b
                : from_a == from_b ? from_a
                                   : Dim();
    }
    context.set_contents(0, std::move(dims));
  }

  // 1, 0 or unknown for each element; empty when nothing is known.
  static std::vector<Dim> condition(const InferContext& context) {
    if (const Tensor* tensor = context.contents(0)) {
      if (tensor->rank() > 1 || tensor->element_count() > kMaxShapeContents) {
        return {};
      }
      const auto truths = tensor->span<bool>();
      return std::vector<Dim>(truths.begin(), truths.end());
    }
    return context.dims(0).value_or(std::vector<Dim>());
  }
};

std::unique_ptr<Operator> make_where(const MakeContext&) {
  return std::make_unique<Where>();
}

}  // namespace

SARDONYX_OPERATORS(logic, where) {
  registry.add({.name = "Where",
                .since = 9,
                .signature = "condition: bool, X: T, Y: T -> output: T",
                .types = {{{"T", kAllTypes - kPackedTypes}}},
                .make = make_where});
}

}  // namespace sardonyx
