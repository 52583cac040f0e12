// https://onnx.ai/onnx/operators/onnx__TopK.html

#include "core/kernels/top_k.h"

#include <limits>

#include "core/graph/op_registry.h"
#include "core/kernels/gather.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/shape_contents.h"
#include "core/ops/common/sort_keys.h"

namespace sardonyx {
namespace {

// What top_k_of_floats can count.
constexpr std::size_t kMostFloats = std::numeric_limits<std::uint32_t>::max();

// k is an attribute before version 10 and an input from then on. Results are sorted also where the
// attribute `sorted` leaves their order open.
class TopK : public Operator {
 public:
  explicit TopK(const MakeContext& context)
      : axis_(context.get_int("axis", -1)),
        largest_(context.get_bool("largest", true)),
        k_(context.since() < 10 ? context.get_int("k") : -1) {
    context.require(context.since() >= 10 || k_ >= 0, "attribute 'k' is ", k_);
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const int axis = normalize_axis(axis_, x.rank(), "attribute 'axis'");
    const Dim k = k_ >= 0 ? Dim(k_) : k_of(context);
    context.require(!k.known() || !x[axis].known() || k.value() <= x[axis].value(), "k is ", k,
                    ", but axis ", axis, " of input 0 of shape ", x, " has extent ", x[axis]);
    SymbolicShape y = x;
    y[axis] = k;
    context.set_shape(0, y);
    context.set_shape(1, y);
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Shape& shape = (context.has_output(0) ? context.output(0) : context.output(1)).shape();
    const int axis = normalize_axis(axis_, x.rank());
    Tensor indices =
        context.has_output(1) ? context.output(1) : context.allocate(DType::kInt64, shape);
    if (indices.element_count() == 0) {
      return;
    }
    const auto size = [](std::int64_t count) { return static_cast<std::size_t>(count); };
    const std::size_t outer = size(x.shape().count(0, axis));
    const std::size_t extent = size(x.dim(axis));
    const std::size_t inner = size(x.shape().count(axis + 1, x.rank()));
    const std::size_t k = size(indices.dim(axis));
    const auto scratch = context.scratch<std::byte>(
        kernels::top_k_scratch_size(outer, extent, k, context.threads().threads()));
    if (x.dtype() == DType::kFloat && inner == 1 && extent <= kMostFloats) {
      kernels::top_k_of_floats(largest_, outer, extent, k, x.data<float>(),
                               indices.data<std::int64_t>(), scratch.data(), context.threads());
    } else {
      kernels::top_k(sort_keys_of(x.dtype()), element_size(x.dtype()), largest_, outer, extent,
                     inner, k, x.raw(), indices.data<std::int64_t>(), scratch.data(),
                     context.threads());
    }
    if (context.has_output(0)) {
      const auto count = size(indices.element_count());
      kernels::gather_elements(element_kind_of(x.dtype()), x.raw(), x.shape(),
                               kernels::Indices(indices.data<std::int64_t>(), count), shape, axis,
                               context.output(0).raw(), context.threads());
    }
  }

 private:
  static Dim k_of(const InferContext& context) {
    context.require(!certainly_differ(list_length(context, 1), 1), "input 1 ('K') has shape ",
                    context.shape(1), ", expected one number");
    if (const auto k = context.ints(1)) {
      context.require(k->front() >= 0, "input 1 ('K') is ", k->front());
      return k->front();
    }
    const auto contents = shape_contents(context, 1);
    return contents ? contents->front() : Dim();
  }

  std::int64_t axis_;
  bool largest_;
  std::int64_t k_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, top_k) {
  registry.add({.name = "TopK",
                .since = 1,
                .signature = "X: T -> Values: T, Indices: int64",
                .types = {{{"T", kNumericTypes}}},
                .make = make<TopK>});
  registry.add({.name = "TopK",
                .since = 10,
                .signature = "X: T, K: int64 -> Values: T, Indices: int64",
                .types = {{{"T", kNumericTypes}}},
                .make = make<TopK>});
}

}  // namespace sardonyx
