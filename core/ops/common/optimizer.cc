#include "core/ops/common/optimizer.h"

#include <algorithm>

#include "core/ops/common/compute_type.h"

namespace sardonyx {
namespace {

constexpr int kFirst = 2;  // after R and T
constexpr DTypeSet kTypes{DType::kFloat, DType::kDouble};

double number(const Tensor& tensor) {
  return tensor.dtype() == DType::kDouble ? tensor.data<double>()[0]
                                          : static_cast<double>(tensor.data<float>()[0]);
}

}  // namespace

Optimizer::Optimizer(const MakeContext& context, int states)
    : states_(states), variables_((context.input_count() - kFirst) / (2 + states)) {
  context.require(variables_ >= 1 && context.input_count() == kFirst + variables_ * (2 + states),
                  "there are ", context.input_count(), " inputs, expected R, T and ", 2 + states,
                  " for each variable");
  context.require(context.output_count() <= variables_ * (1 + states), "there are ",
                  context.output_count(), " outputs, expected ", 1 + states, " for each variable");
  for (int i = 0; i < context.input_count(); ++i) {
    context.require(context.has_input(i), "input ", i, " is missing");
  }
}

void Optimizer::infer(InferContext& context) const {
  for (const int i : {0, 1}) {
    context.require(!certainly_differ(context.shape(i).element_count(), 1), "input ", i,
                    " has shape ", context.shape(i), ", expected one number");
  }
  for (int variable = 0; variable < variables_; ++variable) {
    const int x = kFirst + variable;
    context.require(kTypes.contains(context.dtype(x)), "input ", x, " is of ", context.dtype(x),
                    ", expected ", kTypes);
    SymbolicShape shape = context.shape(x);
    for (int kind = 1; kind < 2 + states_; ++kind) {
      const int i = x + kind * variables_;
      bool fits = context.dtype(i) == context.dtype(x) && context.rank(i) == shape.rank();
      for (int axis = 0; fits && axis < shape.rank(); ++axis) {
        fits = !certainly_differ(shape[axis], context.dim(i, axis));
      }
      context.require(fits, "input ", i, " is a ", context.type(i), ", and its variable a ",
                      context.type(x));
      shape = merge(shape, context.shape(i));
    }
    for (int kind = 0; kind < 1 + states_; ++kind) {
      context.set_dtype(variable + kind * variables_, context.dtype(x));
      context.set_shape(variable + kind * variables_, shape);
    }
  }
}

void Optimizer::run(RunContext& context) const {
  const double rate = number(context.input(0));
  const std::int64_t updates = context.input(1).data<std::int64_t>()[0];
  for (int variable = 0; variable < variables_; ++variable) {
    update_variable(context, variable, rate, updates);
  }
}

void Optimizer::update_variable(RunContext& context, int variable, double rate,
                                std::int64_t updates) const {
  const std::span<double> tiles =
      context.scratch<double>(kTileElements * static_cast<std::size_t>(2 + states_));
  const auto tile = [&](int kind) {
    return tiles.data() + static_cast<std::size_t>(kind) * kTileElements;
  };
  Elements elements;
  elements.x = tile(0);
  elements.gradient = tile(1);
  for (int state = 0; state < states_; ++state) {
    elements.states[state] = tile(2 + state);
  }
  const auto count = static_cast<std::size_t>(context.input(kFirst + variable).element_count());
  for (std::size_t first = 0; first < count; first += kTileElements) {
    elements.count = std::min(kTileElements, count - first);
    for (int kind = 0; kind < 2 + states_; ++kind) {
      const Tensor& from = context.input(kFirst + variable + kind * variables_);
      load_tile_as(kernels::ComputeType::kDouble, from.dtype(), from.raw(), first, elements.count,
                   tile(kind));
    }
    update(rate, updates, elements);
    for (int kind = 0; kind < 1 + states_; ++kind) {
      const int output = variable + kind * variables_;
      if (context.has_output(output)) {
        Tensor& to = context.output(output);
        store_tile_as(kernels::ComputeType::kDouble, to.dtype(), tile(kind == 0 ? 0 : kind + 1),
                      elements.count, to.raw(), first);
      }
    }
  }
}

}  // namespace sardonyx
