// https://onnx.ai/onnx/operators/onnx__Transpose.html

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/packed.h"

namespace sardonyx {
namespace {

class Transpose : public Operator {
 public:
  explicit Transpose(const MakeContext& context)
      : reverses_(!context.has("perm")), perm_(context.get_ints("perm", {})) {
    SmallVector<bool, 8> seen(perm_.size(), false);
    for (const std::int64_t axis : perm_) {
      const auto at = static_cast<std::size_t>(axis);
      context.require(axis >= 0 && at < perm_.size() && !seen[at], "attribute 'perm' ", perm_,
                      " is no permutation");
      seen[at] = true;
    }
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    context.require(reverses_ || static_cast<int>(perm_.size()) == x.rank(), "attribute 'perm' ",
                    perm_, " does not fit input 0 of shape ", x);
    SymbolicShape y = SymbolicShape::of_rank(x.rank());
    for (int axis = 0; axis < x.rank(); ++axis) {
      y[axis] = x[source(axis, x.rank())];
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor x = unpacked(context, context.input(0));
    UnpackedOutput y(context, context.output(0));
    Ints perm;
    for (int axis = 0; axis < x.rank(); ++axis) {
      perm.push_back(source(axis, x.rank()));
    }
    kernels::transpose(element_kind_of(x.dtype()), x.raw(), x.shape(), perm, y.raw(),
                       context.threads());
    y.finish();
  }

 private:
  int source(int axis, int rank) const {
    return reverses_ ? rank - 1 - axis : static_cast<int>(perm_[static_cast<std::size_t>(axis)]);
  }

  bool reverses_;
  Ints perm_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, transpose) {
  registry.add({.name = "Transpose",
                .since = 1,
                .signature = "data: T -> transposed: T",
                .types = {{{"T", kAllTypes}}},
                .make = make<Transpose>});
}

}  // namespace sardonyx
