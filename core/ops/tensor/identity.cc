// https://onnx.ai/onnx/operators/onnx__Identity.html

#include "core/graph/op_registry.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

class Identity : public Operator {
 public:
  explicit Identity(const MakeContext&) {}

  void infer(InferContext& context) const override {
    context.set_type(0, context.type(0));
    if (context.type(0).is_tensor()) {
      forward_shape_contents(context, context.shape(0));
    }
  }

  void run(RunContext& context) const override {
    if (context.input_value(0).is_tensor()) {
      copy_elements(context.input(0), context.output(0));
    } else {
      context.set_output(0, context.input_value(0));
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(tensor, identity) {
  registry.add({.name = "Identity",
                .since = 1,
                .signature = "input: any -> output: any",
                .make = make<Identity>,
                .view = true,
                .infers_unranked = true});
}

}  // namespace sardonyx
