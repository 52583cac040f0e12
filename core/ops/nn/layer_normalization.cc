// https://onnx.ai/onnx/operators/onnx__LayerNormalization.html

#include "core/graph/op_registry.h"
#include "core/ops/common/norm_rows.h"

namespace sardonyx {
namespace {

class LayerNormalization : public RowNormalization {
 public:
  explicit LayerNormalization(const MakeContext& context)
      : RowNormalization(context, /*centred=*/true),
        stash_(context.get_dtype("stash_type", DType::kFloat)) {}

  void infer(InferContext& context) const override {
    RowNormalization::infer(context);
    context.set_dtype(1, stash_);
    context.set_dtype(2, stash_);
  }

 private:
  DType stash_;
};

}  // namespace

SARDONYX_OPERATORS(nn, layer_normalization) {
  registry.add({.name = "LayerNormalization",
                .since = 1,
                .signature = "X: T, Scale: T, B?: T -> Y: T, Mean: any, InvStdDev: any",
                .types = {{{"T", kFloatTypes}}},
                .make = make<LayerNormalization>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
