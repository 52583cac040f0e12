// https://onnx.ai/onnx/operators/onnx__OneHot.html

#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/scalar.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// From version 11 on negative indices count from the end; before, they are outside of the range.
class OneHot : public Operator {
 public:
  explicit OneHot(const MakeContext& context)
      : axis_(context.get_int("axis", -1)), wraps_(context.opset() >= 11) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& indices = context.shape(0);
    const int axis = normalize_axis(axis_, indices.rank() + 1, "attribute 'axis'");
    context.require(context.rank(2) == 1 && !certainly_differ(context.dim(2, 0), 2),
                    "input 2 ('values') has shape ", context.shape(2), ", expected [2]");
    SymbolicShape y = indices;
    y.insert(axis, depth(context));
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& indices = context.input(0);
    const Tensor& values = context.input(2);
    Tensor& y = context.output(0);
    const int axis = normalize_axis(axis_, y.rank());
    const kernels::ElementKind kind = element_kind_of(y.dtype());
    const std::size_t bytes = kernels::element_bytes(kind);
    const auto* off = static_cast<const std::byte*>(values.raw());
    auto* to = static_cast<std::byte*>(y.raw());
    kernels::fill(kind, off, to, static_cast<std::size_t>(y.element_count()));
    const std::int64_t depth = y.dim(axis);
    const std::int64_t inner = y.shape().count(axis + 1, y.rank());
    const std::int64_t count = indices.element_count();
    for (std::int64_t i = 0; i < count; ++i) {
      const double number = number_at(indices, i);
      const auto extent = static_cast<double>(depth);
      // Not a number fails both comparisons.
      if (!(number > (wraps_ ? -extent - 1 : -1) && number < extent)) {
        continue;
      }
      const auto index = static_cast<std::int64_t>(number);
      const std::int64_t place = index < 0 ? index + depth : index;
      const std::int64_t at = (i / inner * depth + place) * inner + i % inner;
      kernels::copy_run(kind, off + bytes, 1, to + static_cast<std::size_t>(at) * bytes);
    }
  }

 private:
  static Dim depth(const InferContext& context) {
    if (const std::optional<double> depth = scalar_input(context, 1)) {
      context.require(*depth >= 0 && *depth < 0x1p53, "input 1 ('depth') is ", *depth);
      return static_cast<std::int64_t>(*depth);
    }
    const auto contents = shape_contents(context, 1);
    return contents ? contents->front() : Dim();
  }

  std::int64_t axis_;
  bool wraps_;
};

constexpr DTypeSet kNumberTypes = kNumericTypes - DTypeSet(DType::kBFloat16);

}  // namespace

SARDONYX_OPERATORS(tensor, one_hot) {
  registry.add({.name = "OneHot",
                .since = 9,
                .signature = "indices: T1, depth: T2, values: T3 -> output: T3",
                .types = {{{"T1", kNumberTypes}, {"T2", kNumberTypes}, {"T3", kBasicTypes}}},
                .make = make<OneHot>});
}

}  // namespace sardonyx
