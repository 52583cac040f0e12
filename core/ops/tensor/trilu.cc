// https://onnx.ai/onnx/operators/onnx__Trilu.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/zero_element.h"

namespace sardonyx {
namespace {

class Trilu : public Operator {
 public:
  explicit Trilu(const MakeContext& context) : upper_(context.get_bool("upper", true)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    context.require(x.rank() >= 2, "input 0 has shape ", x, ", expected matrices");
    context.require(!context.has_input(1) || !certainly_differ(context.shape(1).element_count(), 1),
                    "input 1 ('k') must have one element");
    context.set_shape(0, x);
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const std::int64_t rows = x.dim(-2);
    const std::int64_t columns = x.dim(-1);
    const std::int64_t k = context.has_input(1) ? *context.input(1).data<std::int64_t>() : 0;
    const std::int64_t diagonal = std::clamp(k, -rows - 1, columns + 1);
    copy_elements(x, y);
    const kernels::ElementKind kind = element_kind_of(x.dtype());
    const void* zero = zero_element(kind);
    auto* row = static_cast<std::byte*>(y.raw());
    const std::size_t bytes = kernels::element_bytes(kind);
    const std::int64_t all_rows = x.element_count() == 0 ? 0 : x.element_count() / columns;
    for (std::int64_t i = 0; i < all_rows; ++i) {
      // Above and on the diagonal are the columns from `split` on; the lower part keeps one more.
      const std::int64_t split = i % rows + diagonal + (upper_ ? 0 : 1);
      const auto kept = static_cast<std::size_t>(std::clamp<std::int64_t>(split, 0, columns));
      const auto width = static_cast<std::size_t>(columns);
      if (upper_) {
        kernels::fill(kind, zero, row, kept);
      } else {
        kernels::fill(kind, zero, row + kept * bytes, width - kept);
      }
      row += width * bytes;
    }
  }

 private:
  bool upper_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, trilu) {
  registry.add({.name = "Trilu",
                .since = 14,
                .signature = "input: T, k?: int64 -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Trilu>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
