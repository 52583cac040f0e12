// https://onnx.ai/onnx/operators/onnx__RandomUniform.html

#include "core/graph/op_registry.h"
#include "core/ops/common/random_tensor.h"

namespace sardonyx {
namespace {

class RandomUniform : public RandomOperator {
 public:
  explicit RandomUniform(const MakeContext& context)
      : RandomOperator(context, uniform_distribution(context)) {}
};

}  // namespace

SARDONYX_OPERATORS(random, random_uniform) {
  registry.add({.name = "RandomUniform",
                .since = 1,
                .signature = "-> output: any",
                .make = make<RandomUniform>,
                .random = true});
}

}  // namespace sardonyx
