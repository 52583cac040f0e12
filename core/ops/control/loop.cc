// https://onnx.ai/onnx/operators/onnx__Loop.html

#include <limits>

#include "core/graph/op_registry.h"
#include "core/ops/common/merge_types.h"
#include "core/ops/common/stack.h"

namespace sardonyx {
namespace {

// Inputs: trip count, condition, loop-carried values. Inputs of the body: iteration number,
// condition, loop-carried values; its outputs: condition, loop-carried values, scan outputs.
class Loop : public Operator {
 public:
  explicit Loop(const MakeContext& context)
      : body_index_(context.get_graph("body")),
        body_(*context.node().subgraphs()[static_cast<std::size_t>(body_index_)]),
        carried_(std::max(context.input_count() - 2, 0)) {
    context.require(static_cast<int>(body_.inputs.size()) == carried_ + 2, "the body has ",
                    body_.inputs.size(), " inputs, expected ", carried_ + 2);
    context.require(static_cast<int>(body_.outputs.size()) >= carried_ + 1, "the body has ",
                    body_.outputs.size(), " outputs, expected at least ", carried_ + 1);
    context.require(context.output_count() <= static_cast<int>(body_.outputs.size()) - 1,
                    "the body gives ", body_.outputs.size() - 1, " results, the node has ",
                    context.output_count(), " outputs");
  }

  void infer(InferContext& context) const override {
    std::vector<ValueType> types = {ValueType::tensor(DType::kInt64, SymbolicShape{}),
                                    ValueType::tensor(DType::kBool, SymbolicShape{})};
    types[0].shape = SymbolicShape::of_rank(0);
    types[1].shape = SymbolicShape::of_rank(0);
    for (int i = 0; i < carried_; ++i) {
      types.push_back(context.type(i + 2));
    }
    // The shape of a carried value may change from one iteration to the next: generalise until
    // the body gives what it takes.
    std::vector<ValueType> results = context.infer_subgraph(body_index_, types);
    if (results.empty()) {
      return;
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 2; i < types.size(); ++i) {
        const SymbolicShape& given = results[i - 1].shape;
        if (types[i].is_tensor() && types[i].shape.ranked() && !(given == types[i].shape)) {
          SymbolicShape wider = merge(types[i].shape, given);
          changed = changed || !same_knowledge(wider, types[i].shape);
          types[i].shape = std::move(wider);
        } else if (types[i].element) {
          ValueType wider = merge_types(types[i], results[i - 1]);
          changed = changed || to_text(wider) != to_text(types[i]);
          types[i] = std::move(wider);
        }
      }
      if (changed) {
        results = context.infer_subgraph(body_index_, types);
      }
    }
    for (int i = 0; i < context.output_count(); ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (i < carried_) {
        context.set_type(
            i, types[at + 2].kind == ValueType::Kind::kUnknown ? results[at + 1] : types[at + 2]);
        continue;
      }
      ValueType stacked = results[at + 1];
      if (stacked.shape.ranked()) {
        stacked.shape.insert(0, Dim());
      }
      context.set_type(i, std::move(stacked));
    }
  }

  void run(RunContext& context) const override {
    const std::int64_t trips = trip_count(context);
    bool go_on = !context.has_input(1) || condition_of(context, context.input(1));
    std::vector<Value> feeds(static_cast<std::size_t>(carried_) + 2);
    for (int i = 0; i < carried_; ++i) {
      feeds[static_cast<std::size_t>(i) + 2] = context.input_value(i + 2);
    }
    std::vector<Stack> stacks(body_.outputs.size() - 1 - static_cast<std::size_t>(carried_));
    Tensor iteration = Tensor::scalar<std::int64_t>(0);
    Tensor condition = Tensor::scalar<bool>(true);
    std::vector<Value> results;
    for (std::int64_t trip = 0; trip < trips && go_on; ++trip) {
      context.environment().check_cancelled();
      *iteration.data<std::int64_t>() = trip;
      feeds[0] = iteration;
      feeds[1] = condition;
      context.subgraph(body_index_).run(feeds, results);
      go_on = condition_of(context, results[0].tensor());
      for (std::size_t i = 1; i < results.size(); ++i) {
        if (i <= static_cast<std::size_t>(carried_)) {
          feeds[i + 1] = std::move(results[i]);
        } else {
          stacks[i - 1 - static_cast<std::size_t>(carried_)].add(context, results[i].tensor());
        }
      }
    }
    write_outputs(context, feeds, stacks);
  }

 private:
  static bool same_knowledge(const SymbolicShape& a, const SymbolicShape& b) {
    if (a.ranked() != b.ranked()) {
      return false;
    }
    for (int axis = 0; a.ranked() && axis < a.rank(); ++axis) {
      const bool both_unknown =
          !a[axis].known() && !a[axis].is_symbol() && !b[axis].known() && !b[axis].is_symbol();
      if (!both_unknown && !(a[axis] == b[axis])) {
        return false;
      }
    }
    return true;
  }

  static std::int64_t trip_count(const RunContext& context) {
    if (!context.has_input(0)) {
      return std::numeric_limits<std::int64_t>::max();
    }
    const Tensor& trips = context.input(0);
    context.require(trips.element_count() == 1, "the trip count has shape ", trips.shape(),
                    ", expected one element");
    return *trips.data<std::int64_t>();
  }

  static bool condition_of(const RunContext& context, const Tensor& condition) {
    context.require(condition.dtype() == DType::kBool && condition.element_count() == 1,
                    "the condition is a tensor of ", condition.dtype(), condition.shape(),
                    ", expected one bool");
    return *condition.data<bool>();
  }

  // What the body would be fed, for its shape rules alone.
  static std::vector<Value> types_only(const std::vector<Value>& feeds) {
    std::vector<Value> shapes = feeds;
    shapes[0] = Tensor(DType::kInt64, Shape{}, nullptr);
    shapes[1] = Tensor(DType::kBool, Shape{}, nullptr);
    return shapes;
  }

  void write_outputs(RunContext& context, std::vector<Value>& feeds,
                     std::vector<Stack>& stacks) const {
    const bool empty = !stacks.empty() && stacks.front().size() == 0;
    const std::vector<ValueType> types =
        empty ? context.subgraph(body_index_).infer(types_only(feeds)) : std::vector<ValueType>();
    for (int i = 0; i < context.output_count(); ++i) {
      if (!context.has_output(i)) {
        continue;
      }
      const auto at = static_cast<std::size_t>(i);
      if (i >= carried_) {
        Stack& stack = stacks[at - static_cast<std::size_t>(carried_)];
        stack.write(context, i, empty ? types[at + 1] : ValueType());
      } else if (feeds[at + 2].is_tensor() && !feeds[at + 2].tensor().owner()) {
        // Never through the body: still the node's input, whose memory belongs to the plan.
        context.set_output(i, context.keep(i + 2));
      } else {
        context.set_output(i, std::move(feeds[at + 2]));
      }
    }
  }

  int body_index_;
  const Graph& body_;
  int carried_;
};

}  // namespace

SARDONYX_OPERATORS(control, loop) {
  registry.add({.name = "Loop",
                .since = 1,
                .signature = "M?: int64, cond?: bool, v_initial...: any -> v_final...: any",
                .make = make<Loop>,
                .infers_unranked = true});
}

}  // namespace sardonyx
