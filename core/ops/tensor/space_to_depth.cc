// https://onnx.ai/onnx/operators/onnx__SpaceToDepth.html

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"

namespace sardonyx {
namespace {

class SpaceToDepth : public Operator {
 public:
  explicit SpaceToDepth(const MakeContext& context)
      : block_(context.get_int("blocksize")),
        depth_first_(context.get_choice("mode", {"DCR", "CRD"}) == 1) {
    context.require(block_ >= 1 && block_ < (1 << 15), "attribute 'blocksize' is ", block_);
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 4, 4);
    const SymbolicShape& x = context.shape(0);
    for (const int axis : {2, 3}) {
      context.require(!x[axis].known() || x[axis].value() % block_ == 0, "input 0 has shape ", x,
                      ", whose axis ", axis, " is no multiple of ", block_);
    }
    context.set_shape(0,
                      {x[0], x[1] * Dim(block_ * block_), x[2] / Dim(block_), x[3] / Dim(block_)});
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Tensor& y = context.output(0);
    // As rank 6: batch, depth, height, block row, width, block column.
    const Shape shape{x.dim(0), x.dim(1), y.dim(2), block_, y.dim(3), block_};
    const Ints perm = depth_first_ ? Ints{0, 1, 3, 5, 2, 4} : Ints{0, 3, 5, 1, 2, 4};
    kernels::transpose(element_kind_of(x.dtype()), x.raw(), shape, perm, context.output(0).raw(),
                       context.threads());
  }

 private:
  std::int64_t block_;
  bool depth_first_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, space_to_depth) {
  registry.add({.name = "SpaceToDepth",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<SpaceToDepth>});
}

}  // namespace sardonyx
