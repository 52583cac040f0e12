// https://onnx.ai/onnx/operators/onnx__RandomNormalLike.html

#include "core/graph/op_registry.h"
#include "core/ops/common/random_tensor.h"

namespace sardonyx {
namespace {

class RandomNormalLike : public RandomLikeOperator {
 public:
  explicit RandomNormalLike(const MakeContext& context)
      : RandomLikeOperator(context, normal_distribution(context)) {}
};

}  // namespace

SARDONYX_OPERATORS(random, random_normal_like) {
  registry.add({.name = "RandomNormalLike",
                .since = 1,
                .signature = "input: T -> output: any",
                .types = {{{"T", kBasicTypes}}},
                .make = make<RandomNormalLike>,
                .random = true});
}

}  // namespace sardonyx
