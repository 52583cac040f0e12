// https://onnx.ai/onnx/operators/onnx__CenterCropPad.html

#include "core/graph/op_registry.h"
#include "core/kernels/pad.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/shape_contents.h"
#include "core/ops/common/zero_element.h"

namespace sardonyx {
namespace {

class CenterCropPad : public Operator {
 public:
  explicit CenterCropPad(const MakeContext& context)
      : all_axes_(!context.has("axes")), axes_(context.get_ints("axes", {})) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const Dim length = list_length(context, 1);
    const auto count =
        static_cast<std::int64_t>(all_axes_ ? static_cast<std::size_t>(x.rank()) : axes_.size());
    context.require(!certainly_differ(length, count), "input 1 has ", length, " extents for ",
                    count, " axes");
    if (const auto extents = context.ints(1)) {
      for (const std::int64_t extent : *extents) {
        context.require(extent >= 0, "the shape ", *extents, " has a negative extent");
      }
    }
    const auto extents = context.dims(1);
    SymbolicShape y = x;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      const int axis = all_axes_ ? static_cast<int>(i)
                                 : normalize_axis(axes_[i], x.rank(), "attribute 'axes': axis");
      y[axis] = extents ? (*extents)[i] : Dim();
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    Ints begins(static_cast<std::size_t>(x.rank()));
    for (std::size_t axis = 0; axis < begins.size(); ++axis) {
      // Both the crop and the pad at the beginning are the smaller half of an odd difference.
      begins[axis] = (y.shape()[axis] - x.shape()[axis]) / 2;
    }
    const kernels::ElementKind kind = element_kind_of(x.dtype());
    kernels::pad(kind, x.raw(), x.shape(), begins, kernels::PadMode::kConstant, zero_element(kind),
                 y.raw(), y.shape(), context.threads());
  }

 private:
  bool all_axes_;
  Ints axes_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, center_crop_pad) {
  registry.add({.name = "CenterCropPad",
                .since = 18,
                .signature = "input_data: T, shape: I -> output_data: T",
                .types = {{{"T", kBasicTypes}, {"I", kIndexTypes}}},
                .make = make<CenterCropPad>});
}

}  // namespace sardonyx
