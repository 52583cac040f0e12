// https://onnx.ai/onnx/operators/onnx__RandomUniformLike.html

#include "core/graph/op_registry.h"
#include "core/ops/common/random_tensor.h"

namespace sardonyx {
namespace {

class RandomUniformLike : public RandomLikeOperator {
 public:
  explicit RandomUniformLike(const MakeContext& context)
      : RandomLikeOperator(context, uniform_distribution(context)) {}
};

}  // namespace

SARDONYX_OPERATORS(random, random_uniform_like) {
  registry.add({.name = "RandomUniformLike",
                .since = 1,
                .signature = "input: T -> output: any",
                .types = {{{"T", kBasicTypes}}},
                .make = make<RandomUniformLike>,
                .random = true});
}

}  // namespace sardonyx
