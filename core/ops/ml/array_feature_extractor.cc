// https://onnx.ai/onnx/operators/onnx_aionnxml_ArrayFeatureExtractor.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/gather.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/indices.h"

namespace sardonyx {
namespace {

// Gather along the last axis; what it takes from a vector is one row.
class ArrayFeatureExtractor : public Operator {
 public:
  explicit ArrayFeatureExtractor(const MakeContext&) {}

  void infer(InferContext& context) const override {
    SymbolicShape shape = context.shape(0);
    context.require(shape.rank() >= 1, "input 0 is a scalar");
    if (shape.rank() == 1) {
      shape.insert(0, 1);
    }
    shape[shape.rank() - 1] = context.shape(1).element_count();
    context.set_shape(0, std::move(shape));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Tensor& y = context.input(1);
    Tensor& z = context.output(0);
    const std::int64_t features = x.dim(-1);
    for (const std::int64_t index : y.span<std::int64_t>()) {
      context.require(index >= 0 && index < features, "index ", index, " is out of range for ",
                      features, " features");
    }
    const std::int64_t rows = x.shape().count(0, x.rank() - 1);
    kernels::gather(element_kind_of(x.dtype()), x.raw(), rows, features, 1, indices_of(y), z.raw(),
                    context.threads());
  }
};

}  // namespace

SARDONYX_OPERATORS(ml, array_feature_extractor) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "ArrayFeatureExtractor",
                .since = 1,
                .signature = "X: T, Y: int64 -> Z: T",
                .types = {{{"T", kFeatureTypes | DTypeSet{DType::kString}}}},
                .make = make<ArrayFeatureExtractor>});
}

}  // namespace sardonyx
