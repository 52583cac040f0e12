// https://onnx.ai/onnx/operators/onnx__DepthToSpace.html

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"

namespace sardonyx {
namespace {

class DepthToSpace : public Operator {
 public:
  explicit DepthToSpace(const MakeContext& context)
      : block_(context.get_int("blocksize")),
        depth_last_(context.get_choice("mode", {"DCR", "CRD"}) == 1) {
    context.require(block_ >= 1 && block_ < (1 << 15), "attribute 'blocksize' is ", block_);
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 4, 4);
    const SymbolicShape& x = context.shape(0);
    const std::int64_t area = block_ * block_;
    context.require(!x[1].known() || x[1].value() % area == 0, "input 0 has shape ", x, ", whose ",
                    x[1], " channels are no multiple of ", area);
    context.set_shape(0, {x[0], x[1] / Dim(area), x[2] * Dim(block_), x[3] * Dim(block_)});
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const std::int64_t depth = context.output(0).dim(1);
    // As rank 6: batch, (block row, block column, depth) in the order of the mode, height, width.
    const Shape shape = depth_last_ ? Shape{x.dim(0), depth, block_, block_, x.dim(2), x.dim(3)}
                                    : Shape{x.dim(0), block_, block_, depth, x.dim(2), x.dim(3)};
    const Ints perm = depth_last_ ? Ints{0, 1, 4, 2, 5, 3} : Ints{0, 3, 4, 1, 5, 2};
    kernels::transpose(element_kind_of(x.dtype()), x.raw(), shape, perm, context.output(0).raw(),
                       context.threads());
  }

 private:
  std::int64_t block_;
  bool depth_last_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, depth_to_space) {
  registry.add({.name = "DepthToSpace",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<DepthToSpace>});
}

}  // namespace sardonyx
