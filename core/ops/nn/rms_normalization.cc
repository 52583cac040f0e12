// https://onnx.ai/onnx/operators/onnx__RMSNormalization.html

#include "core/graph/op_registry.h"
#include "core/ops/common/norm_rows.h"

namespace sardonyx {
namespace {

class RmsNormalization : public RowNormalization {
 public:
  explicit RmsNormalization(const MakeContext& context)
      : RowNormalization(context, /*centred=*/false) {}
};

}  // namespace

SARDONYX_OPERATORS(nn, rms_normalization) {
  registry.add({.name = "RMSNormalization",
                .since = 23,
                .signature = "X: T, scale: V -> Y: V",
                .types = {{{"T", kFloatTypes}, {"V", kFloatTypes}}},
                .make = make<RmsNormalization>});
}

}  // namespace sardonyx
