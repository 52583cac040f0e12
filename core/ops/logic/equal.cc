// https://onnx.ai/onnx/operators/onnx__Equal.html

#include <algorithm>
#include <optional>
#include <string>

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/broadcast.h"
#include "core/kernels/elementwise/comparison.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// What is known of one element of a small integer tensor: a number, perhaps a negative one, or an
// extent.
struct Known {
  std::optional<std::int64_t> number;
  Dim extent;
};

std::vector<Known> known_elements(const InferContext& context, int input) {
  std::vector<Known> elements;
  if (!holds_shape_contents(context.dtype(input), context.shape(input))) {
    return elements;
  }
  if (const auto numbers = context.ints(input)) {
    for (const std::int64_t number : *numbers) {
      elements.push_back({number, number});
    }
  } else if (const auto dims = context.dims(input)) {
    for (const Dim dim : *dims) {
      elements.push_back({std::nullopt, dim});
    }
  }
  return elements;
}

// 1 or 0, or unknown.
Dim equal(const Known& a, const Known& b) {
  if (a.number && b.number) {
    return *a.number == *b.number ? 1 : 0;
  }
  const auto negative = [](const Known& known) { return known.number && *known.number < 0; };
  const auto extent = [](const Known& known) {
    return known.extent.known() || known.extent.is_symbol();
  };
  if ((negative(a) && extent(b)) || (negative(b) && extent(a)) ||
      certainly_differ(a.extent, b.extent)) {
    return 0;
  }
  return a.extent == b.extent ? Dim(1) : Dim();
}

void run_on_strings(const Tensor& a, const Tensor& b, Tensor& y) {
  const std::string* left = a.data<std::string>();
  const std::string* right = b.data<std::string>();
  bool* result = y.data<bool>();
  const kernels::Broadcast<2> broadcast(y.shape(), {a.shape(), b.shape()});
  broadcast.for_each_run([&](const std::array<std::int64_t, 2>& offsets, std::int64_t y_offset) {
    for (std::int64_t i = 0; i < broadcast.run(); ++i) {
      result[y_offset + i] = left[offsets[0] + (broadcast.repeats(0) ? 0 : i)] ==
                             right[offsets[1] + (broadcast.repeats(1) ? 0 : i)];
    }
  });
}

class Equal : public BinaryOperator {
 public:
  explicit Equal(const MakeContext& context) : BinaryOperator(context, kernels::kEqual) {}

  void infer(InferContext& context) const override {
    BinaryOperator::infer(context);
    const std::vector<Known> a = known_elements(context, 0);
    const std::vector<Known> b = known_elements(context, 1);
    if (a.empty() || b.empty() || (a.size() != b.size() && a.size() != 1 && b.size() != 1)) {
      return;
    }
    std::vector<Dim> answers(std::max(a.size(), b.size()));
    for (std::size_t i = 0; i < answers.size(); ++i) {
      answers[i] = equal(a[a.size() == 1 ? 0 : i], b[b.size() == 1 ? 0 : i]);
    }
    context.set_contents(0, std::move(answers));
  }

  void run(RunContext& context) const override {
    if (context.input(0).dtype() == DType::kString) {
      run_on_strings(context.input(0), context.input(1), context.output(0));
    } else {
      BinaryOperator::run(context);
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(logic, equal) {
  registry.add({.name = "Equal",
                .since = 1,
                .signature = "A: T, B: T -> C: bool",
                .types = {{{"T", kNumericTypes | DTypeSet{DType::kBool, DType::kString}}}},
                .make = make<Equal>,
                .commutative = true});
}

}  // namespace sardonyx
