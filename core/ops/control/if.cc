// https://onnx.ai/onnx/operators/onnx__If.html

#include "core/graph/op_registry.h"
#include "core/ops/common/merge_types.h"

namespace sardonyx {
namespace {

class If : public Operator {
 public:
  explicit If(const MakeContext& context)
      : then_(context.get_graph("then_branch")), else_(context.get_graph("else_branch")) {}

  void infer(InferContext& context) const override {
    if (const Tensor* condition = context.contents(0);
        condition != nullptr && condition->element_count() == 1) {
      const bool taken = *condition->data<bool>();
      infer_branch(context, taken ? else_ : then_);  // passes look at both
      return set_types(context, infer_branch(context, taken ? then_ : else_));
    }
    const std::vector<ValueType> then_types = infer_branch(context, then_);
    std::vector<ValueType> types = infer_branch(context, else_);
    types.resize(std::max(types.size(), then_types.size()));
    for (std::size_t i = 0; i < then_types.size(); ++i) {
      types[i] = merge_types(then_types[i], types[i]);
    }
    set_types(context, types);
  }

  void run(RunContext& context) const override {
    const Tensor& condition = context.input(0);
    context.require(condition.element_count() == 1, "the condition has shape ", condition.shape(),
                    ", expected one element");
    std::vector<Value> results;
    context.subgraph(*condition.data<bool>() ? then_ : else_).run({}, results);
    context.require(results.size() >= static_cast<std::size_t>(context.output_count()),
                    "a branch has ", results.size(), " outputs, expected ", context.output_count());
    for (int i = 0; i < context.output_count(); ++i) {
      if (context.has_output(i)) {
        context.set_output(i, std::move(results[static_cast<std::size_t>(i)]));
      }
    }
  }

 private:
  // A branch that does not fit the shapes is one that is never taken, or whose error is the run's.
  static std::vector<ValueType> infer_branch(const InferContext& context, int branch) {
    try {
      return context.infer_subgraph(branch, {});
    } catch (const Error&) {
      return {};
    }
  }

  static void set_types(InferContext& context, const std::vector<ValueType>& types) {
    for (std::size_t i = 0; i < types.size(); ++i) {
      context.set_type(static_cast<int>(i), types[i]);
    }
  }

  int then_;
  int else_;
};

}  // namespace

SARDONYX_OPERATORS(control, if) {
  registry.add({.name = "If",
                .since = 1,
                .signature = "cond: bool -> outputs...: any",
                .make = make<If>,
                .infers_unranked = true});
}

}  // namespace sardonyx
