// https://onnx.ai/onnx/operators/onnx__SplitToSequence.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"

namespace sardonyx {
namespace {

// Input 'split' is a list of sizes, or one size for all parts but the last. Without it the parts
// are single slices, and keepdims says whether the axis stays.
class SplitToSequence : public Operator {
 public:
  explicit SplitToSequence(const MakeContext& context)
      : axis_(context.get_int("axis", 0)),
        keeps_axis_(context.has_input(1) || context.get_bool("keepdims", true)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const int axis = normalize_axis(axis_, x.rank(), "attribute 'axis'");
    if (context.has_input(1)) {
      context.require_rank(1, 0, 1);
    }
    ValueType element = ValueType::tensor(context.dtype(0), x);
    if (!keeps_axis_) {
      element.shape.erase(axis);
    } else {
      element.shape[axis] = context.has_input(1) ? Dim() : Dim(1);
    }
    context.set_type(0, ValueType::sequence(std::move(element)));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const int axis = normalize_axis(axis_, x.rank());
    const Ints outer{x.shape().count(0, axis), x.dim(axis), x.shape().count(axis + 1, x.rank())};
    Sequence sequence;
    sequence.dtype = x.dtype();
    std::int64_t at = 0;
    for (const std::int64_t size : sizes(context, x.dim(axis))) {
      Shape shape = x.shape();
      shape[static_cast<std::size_t>(axis)] = size;
      Tensor part = context.allocate(x.dtype(), shape);
      kernels::slice(element_kind_of(x.dtype()), x.raw(), outer, Ints{0, at, 0}, Ints{1, 1, 1},
                     part.raw(), Ints{outer[0], size, outer[2]}, context.threads());
      if (!keeps_axis_) {
        shape.erase(static_cast<std::size_t>(axis));
        part = part.reshaped(shape);
      }
      sequence.elements.emplace_back(std::move(part));
      at += size;
    }
    context.set_output(0, std::move(sequence));
  }

 private:
  static Ints sizes(const RunContext& context, std::int64_t extent) {
    if (!context.has_input(1)) {
      return Ints(static_cast<std::size_t>(extent), 1);
    }
    Ints sizes = ints_of(context.input(1));
    if (context.input(1).rank() == 0) {
      const std::int64_t size = sizes[0];
      context.require(size > 0, "input 1 ('split') is ", size);
      sizes.clear();
      for (std::int64_t at = 0; at < extent; at += std::min(size, extent - at)) {
        sizes.push_back(std::min(size, extent - at));
      }
      return sizes;
    }
    std::int64_t sum = 0;
    for (const std::int64_t size : sizes) {
      context.require(size >= 0 && size <= extent - sum, "the sizes ", sizes,
                      " do not fit an axis of extent ", extent);
      sum += size;
    }
    context.require(sum == extent, "the sizes ", sizes, " add up to ", sum,
                    ", but the axis has extent ", extent);
    return sizes;
  }

  std::int64_t axis_;
  bool keeps_axis_;
};

}  // namespace

SARDONYX_OPERATORS(sequence, split_to_sequence) {
  registry.add({.name = "SplitToSequence",
                .since = 11,
                .signature = "input: T, split?: I -> output_sequence: any",
                .types = {{{"T", kBasicTypes}, {"I", kIndexTypes}}},
                .make = make<SplitToSequence>});
}

}  // namespace sardonyx
