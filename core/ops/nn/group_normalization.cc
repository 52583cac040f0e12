// https://onnx.ai/onnx/operators/onnx__GroupNormalization.html

#include "core/graph/op_registry.h"
#include "core/kernels/normalization.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

// Channels are normalised in groups, then scaled and shifted: by channel since version 21, by group
// in version 18.
class GroupNormalization : public Operator {
 public:
  explicit GroupNormalization(const MakeContext& context)
      : epsilon_(context.get_float("epsilon", 1e-5f)),
        groups_(context.get_int("num_groups")),
        by_group_(context.since() < 21) {
    context.require(groups_ >= 1, "attribute 'num_groups' is ", groups_);
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    context.require(x.rank() >= 2, "input 0 has shape ", x, ", expected [N, C, ...]");
    context.require(!x[1].known() || x[1].value() % groups_ == 0, "the ", x[1],
                    " channels cannot be split into ", groups_, " groups");
    const Dim expected = by_group_ ? Dim(groups_) : x[1];
    for (const int i : {1, 2}) {
      const SymbolicShape& shape = context.shape(i);
      context.require(shape.rank() == 1 && !certainly_differ(shape[0], expected), "input ", i,
                      " has shape ", shape, ", expected [", expected, "]");
    }
    context.set_shape(0, x);
  }

  void run(RunContext& context) const override {
    const Tensor x = widen(context, context.input(0));
    const Tensor scale = widen(context, context.input(1));
    const Tensor bias = widen(context, context.input(2));
    Tensor y = widened_output(context, 0);
    const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    const std::size_t batch = extent(x.dim(0));
    const std::size_t channels = extent(x.dim(1));
    const std::size_t plane = extent(x.shape().count(2, x.rank()));
    const std::size_t groups = extent(groups_);
    const float* each = by_group_ ? nullptr : scale.data<float>();
    const float* offset = by_group_ ? nullptr : bias.data<float>();
    kernels::group_norm(x.data<float>(), batch, channels, plane, groups, each, offset, epsilon_,
                        y.data<float>(), context.threads());
    if (by_group_) {
      kernels::channel_affine(y.data<float>(), batch, groups, channels / groups * plane,
                              scale.data<float>(), bias.data<float>(), y.data<float>(),
                              context.threads());
    }
    narrow_output(context, 0, y);
  }

 private:
  float epsilon_;
  std::int64_t groups_;
  bool by_group_;
};

}  // namespace

SARDONYX_OPERATORS(nn, group_normalization) {
  for (const int since : {18, 21}) {
    registry.add({.name = "GroupNormalization",
                  .since = since,
                  .signature = "X: T, scale: T, bias: T -> Y: T",
                  .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                  .make = make<GroupNormalization>,
                  .in_place = input_bits({0})});
  }
}

}  // namespace sardonyx
