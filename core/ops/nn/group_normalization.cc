// https://onnx.ai/onnx/operators/onnx__GroupNormalization.html

#include "core/graph/op_registry.h"
#include "core/kernels/normalization.h"
#include "core/ops/common/compute_io.h"

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
    const Tensor x = as_computed(context, context.input(0));
    Tensor y = computed_output(context, 0);
    with_float_type(x.dtype(), [&]<class T>() { normalize<T>(context, x, y); });
    store_computed(context, 0, y);
  }

 private:
  template <class T>
  void normalize(const RunContext& context, const Tensor& x, Tensor& y) const {
    const Tensor scale = as_computed(context, context.input(1));
    const Tensor bias = as_computed(context, context.input(2));
    const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    const std::size_t batch = extent(x.dim(0));
    const std::size_t channels = extent(x.dim(1));
    const std::size_t plane = extent(x.shape().count(2, x.rank()));
    const std::size_t groups = extent(groups_);
    const T* each = by_group_ ? nullptr : scale.data<T>();
    const T* offset = by_group_ ? nullptr : bias.data<T>();
    kernels::group_norm(x.data<T>(), batch, channels, plane, groups, each, offset, epsilon_,
                        y.data<T>(), context.threads());
    if (by_group_) {
      kernels::channel_affine(y.data<T>(), batch, groups, channels / groups * plane,
                              scale.data<T>(), bias.data<T>(), y.data<T>(), context.threads());
    }
  }

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
                  .types = {{{"T", kFloatTypes}}},
                  .make = make<GroupNormalization>,
                  .in_place = input_bits({0})});
  }
}

}  // namespace sardonyx
