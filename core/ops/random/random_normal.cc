// https://onnx.ai/onnx/operators/onnx__RandomNormal.html

#include "core/graph/op_registry.h"
#include "core/ops/common/random_tensor.h"

namespace sardonyx {
namespace {

class RandomNormal : public RandomOperator {
 public:
  explicit RandomNormal(const MakeContext& context)
      : RandomOperator(context, normal_distribution(context)) {}
};

}  // namespace

SARDONYX_OPERATORS(random, random_normal) {
  registry.add({.name = "RandomNormal",
                .since = 1,
                .signature = "-> output: any",
                .make = make<RandomNormal>,
                .random = true});
}

}  // namespace sardonyx
