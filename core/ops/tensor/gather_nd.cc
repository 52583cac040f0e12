// https://onnx.ai/onnx/operators/onnx__GatherND.html

#include "core/graph/op_registry.h"
#include "core/kernels/gather.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/indices.h"

namespace sardonyx {
namespace {

class GatherND : public Operator {
 public:
  explicit GatherND(const MakeContext& context) : batch_dims_(context.get_int("batch_dims", 0)) {
    context.require(batch_dims_ >= 0, "attribute 'batch_dims' is ", batch_dims_);
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& indices = context.shape(1);
    context.require(batch_dims_ < x.rank() && batch_dims_ < indices.rank(),
                    "attribute 'batch_dims' ", batch_dims_, " does not fit the shapes ", x, " and ",
                    indices);
    const auto batch = static_cast<int>(batch_dims_);
    const int last = indices.rank() - 1;
    const Dim tuple = indices[last];
    if (!tuple.known()) {
      return context.set_shape(0, SymbolicShape());
    }
    context.require(tuple.value() >= 1 && tuple.value() <= x.rank() - batch, "input 1 of shape ",
                    indices, " has indices of ", tuple, " axes for input 0 of shape ", x, " and ",
                    batch, " batch axes");
    SymbolicShape y = Shape{};
    for (int a = 0; a < last; ++a) {
      context.require(a >= batch || !certainly_differ(x[a], indices[a]), "the shapes ", x, " and ",
                      indices, " differ on batch axis ", a);
      y.push_back(a < batch && x[a].known() ? x[a] : indices[a]);
    }
    for (int a = batch + static_cast<int>(tuple.value()); a < x.rank(); ++a) {
      y.push_back(x[a]);
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Tensor& indices = context.input(1);
    kernels::gather_nd(element_kind_of(x.dtype()), x.raw(), x.shape(),
                       static_cast<int>(batch_dims_), indices_of(indices),
                       static_cast<int>(indices.dim(-1)), context.output(0).raw(),
                       context.threads());
  }

 private:
  std::int64_t batch_dims_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, gather_nd) {
  registry.add({.name = "GatherND",
                .since = 11,
                .signature = "data: T, indices: int64 -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<GatherND>});
}

}  // namespace sardonyx
