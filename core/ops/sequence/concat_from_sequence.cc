// https://onnx.ai/onnx/operators/onnx__ConcatFromSequence.html

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/sequence.h"

namespace sardonyx {
namespace {

class ConcatFromSequence : public Operator {
 public:
  explicit ConcatFromSequence(const MakeContext& context)
      : axis_(context.get_int("axis")), new_axis_(context.get_bool("new_axis", false)) {}

  // The extent along the axis is the sequence's business.
  void infer(InferContext& context) const override {
    const ValueType element = sequence_element_type(context, 0);
    context.set_dtype(0, element.dtype);
    SymbolicShape y = element.shape;
    if (y.ranked() && new_axis_) {
      y.insert(normalize_axis(axis_, y.rank() + 1, "attribute 'axis'"), Dim());
    } else if (y.ranked()) {
      y[normalize_axis(axis_, y.rank(), "attribute 'axis'")] = Dim();
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Sequence& sequence = context.input_value(0).sequence();
    context.require(!sequence.elements.empty(), "the sequence is empty");
    const Tensor& first = sequence.elements.front().tensor();
    Shape y = first.shape();
    const int axis = normalize_axis(axis_, y.rank() + (new_axis_ ? 1 : 0), "attribute 'axis'");
    const auto at = static_cast<std::size_t>(axis);
    if (new_axis_) {
      y.insert(at, 1);
    }
    const std::int64_t outer = y.count(0, axis);
    const std::int64_t inner = y.count(axis + 1, y.rank());
    SmallVector<kernels::ConcatPart, 8> parts;
    y[at] = 0;
    for (const Value& value : sequence.elements) {
      const Tensor& part = value.tensor();
      context.require(fits(first.shape(), part.shape(), at) && part.dtype() == first.dtype(),
                      "the elements ", first.dtype(), first.shape(), " and ", part.dtype(),
                      part.shape(), " do not fit each other on axis ", axis);
      parts.push_back({part.raw(), new_axis_ ? 1 : part.shape()[at]});
      y[at] += parts.back().extent;
    }
    Tensor& output = context.output(0, first.dtype(), y);
    kernels::concat(element_kind_of(first.dtype()), outer, inner, parts, output.raw(),
                    context.threads());
  }

 private:
  bool fits(const Shape& a, const Shape& b, std::size_t axis) const {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; i < a.size() && same; ++i) {
      same = a[i] == b[i] || (i == axis && !new_axis_);
    }
    return same;
  }

  std::int64_t axis_;
  bool new_axis_;
};

}  // namespace

SARDONYX_OPERATORS(sequence, concat_from_sequence) {
  registry.add({.name = "ConcatFromSequence",
                .since = 11,
                .signature = "input_sequence: any -> concat_result: any",
                .make = make<ConcatFromSequence>,
                .infers_unranked = true});
}

}  // namespace sardonyx
