// https://onnx.ai/onnx/operators/onnx__Flatten.html

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

class Flatten : public Operator {
 public:
  explicit Flatten(const MakeContext& context) : axis_(context.get_int("axis", 1)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const int rank = x.rank();
    context.require(-rank <= axis_ && axis_ <= rank, "attribute 'axis' ", axis_, " is outside [",
                    -rank, ", ", rank, "] for input 0 of shape ", x);
    const auto axis = static_cast<int>(axis_ < 0 ? axis_ + rank : axis_);
    context.set_shape(0, {x.count(0, axis), x.count(axis, rank)});
  }

  void run(RunContext& context) const override {
    copy_elements(context.input(0), context.output(0));
  }

 private:
  std::int64_t axis_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, flatten) {
  registry.add({.name = "Flatten",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kAllTypes}}},
                .make = make<Flatten>,
                .view = true});
}

}  // namespace sardonyx
