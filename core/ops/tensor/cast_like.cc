// https://onnx.ai/onnx/operators/onnx__CastLike.html

#include "core/graph/op_registry.h"
#include "core/ops/common/shape_contents.h"
#include "core/ops/common/small_float_rounding.h"

namespace sardonyx {
namespace {

class CastLike : public Operator {
 public:
  explicit CastLike(const MakeContext& context) : rounding_(small_float_rounding(context)) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, context.shape(0));
    if (kIndexTypes.contains(context.dtype(1))) {
      if (auto dims = shape_contents(context, 0)) {
        context.set_contents(0, std::move(*dims));
      }
    }
  }

  void run(RunContext& context) const override {
    convert_elements(context.input(0), context.output(0), rounding_, context.threads());
  }

 private:
  SmallFloatRounding rounding_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, cast_like) {
  constexpr DTypeSet kCastTypes = kAllTypes - kComplexTypes;
  registry.add({.name = "CastLike",
                .since = 15,
                .signature = "input: T1, target_type: T2 -> output: T2",
                .types = {{{"T1", kCastTypes}, {"T2", kCastTypes}}},
                .make = make<CastLike>});
}

}  // namespace sardonyx
