// https://onnx.ai/onnx/operators/onnx__Size.html

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

class Size : public Operator {
 public:
  explicit Size(const MakeContext&) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, Shape{});
    if (context.shape(0).ranked()) {
      context.set_contents(0, {context.shape(0).element_count()});
    }
  }

  void run(RunContext& context) const override {
    *context.output(0).data<std::int64_t>() = context.input(0).element_count();
  }
};

}  // namespace

SARDONYX_OPERATORS(tensor, size) {
  registry.add({.name = "Size",
                .since = 1,
                .signature = "data: T -> size: int64",
                .types = {{{"T", kAllTypes}}},
                .make = make<Size>,
                .infers_unranked = true});
}

}  // namespace sardonyx
