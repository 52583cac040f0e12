// https://onnx.ai/onnx/operators/onnx__ConstantOfShape.html

#include "core/graph/op_registry.h"
#include "core/kernels/element.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/packed.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

class ConstantOfShape : public Operator {
 public:
  explicit ConstantOfShape(const MakeContext& context) {
    const Tensor* value = context.get_tensor("value");
    value_ = value != nullptr ? *value : Tensor::scalar(0.0f);
    context.require(value_.element_count() == 1, "attribute 'value' has shape ", value_.shape(),
                    ", expected one element");
  }

  void infer(InferContext& context) const override {
    context.set_dtype(0, value_.dtype());
    const Dim length = list_length(context, 0);
    if (const auto extents = context.ints(0)) {
      for (const std::int64_t extent : *extents) {
        context.require(extent >= 0, "the shape ", *extents, " has a negative extent");
      }
    }
    SymbolicShape y = shape_of_rank(length);
    if (const auto extents = context.dims(0); extents && y.ranked()) {
      for (int axis = 0; axis < y.rank(); ++axis) {
        y[axis] = (*extents)[static_cast<std::size_t>(axis)];
      }
    }
    if (holds_shape_contents(value_.dtype(), y)) {
      const std::size_t count = y.rank() == 0 ? 1 : static_cast<std::size_t>(y[0].value());
      context.set_contents(0, std::vector<Dim>(count, Dim(ints_of(value_).front())));
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor value = unpacked(context, value_);
    UnpackedOutput y(context, context.output(0));
    kernels::fill(element_kind_of(value.dtype()), value.raw(), y.raw(),
                  static_cast<std::size_t>(context.output(0).element_count()));
    y.finish();
  }

 private:
  Tensor value_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, constant_of_shape) {
  registry.add({.name = "ConstantOfShape",
                .since = 9,
                .signature = "input: int64 -> output: any",
                .make = make<ConstantOfShape>});
}

}  // namespace sardonyx
