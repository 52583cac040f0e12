// https://onnx.ai/onnx/operators/onnx__TensorScatter.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/packed.h"

namespace sardonyx {
namespace {

// Writes rows into a cache, in place where the cache dies here.
class TensorScatter : public Operator {
 public:
  explicit TensorScatter(const MakeContext& context)
      : axis_(context.get_int("axis", -2)),
        circular_(context.get_choice("mode", {"linear", "circular"}) == 1) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& cache = context.shape(0);
    const SymbolicShape& update = context.shape(1);
    const int axis = normalize_axis(axis_, cache.rank(), "attribute 'axis'");
    context.require(axis > 0, "attribute 'axis' ", axis_, " is the batch axis of input 0 of shape ",
                    cache);
    context.require_rank(1, cache.rank(), cache.rank());
    for (int a = 0; a < cache.rank(); ++a) {
      const bool known = cache[a].known() && update[a].known();
      const bool fits = !known || (a == axis ? update[a].value() <= cache[a].value()
                                             : update[a].is(cache[a].value()));
      context.require(fits, "input 1 of shape ", update, " does not fit input 0 of shape ", cache);
    }
    if (context.has_input(2)) {
      context.require_rank(2, 1, 1);
      context.require(!certainly_differ(context.dim(2, 0), cache[0]), "input 2 has ",
                      context.dim(2, 0), " indices for a batch of ", cache[0]);
    }
    context.set_shape(0, cache);
  }

  void run(RunContext& context) const override {
    const Tensor update = unpacked(context, context.input(1));
    Tensor& y = context.output(0);
    const int axis = normalize_axis(axis_, y.rank());
    const std::int64_t extent = y.dim(axis);
    const std::int64_t rows = update.dim(axis);
    const std::int64_t batches = y.dim(0);
    const std::int64_t* starts =
        context.has_input(2) ? context.input(2).data<std::int64_t>() : nullptr;
    for (std::int64_t batch = 0; starts != nullptr && batch < batches; ++batch) {
      const bool inside = starts[batch] >= 0 && starts[batch] <= (circular_ ? INT64_MAX : extent);
      context.require(inside && (circular_ || starts[batch] <= extent - rows), "index ",
                      starts[batch], " does not leave room for ", rows,
                      " rows on an axis of extent ", extent);
    }
    if (update.element_count() == 0) {
      return copy_elements(context.input(0), y);
    }
    const Tensor cache = unpacked(context, context.input(0));
    UnpackedOutput target(context, y);
    Tensor copy(cache.dtype(), cache.shape(), target.raw());
    copy_elements(cache, copy);
    const kernels::ElementKind kind = element_kind_of(update.dtype());
    const auto inner = static_cast<std::size_t>(y.shape().count(axis + 1, y.rank()));
    const std::size_t row_bytes = inner * kernels::element_bytes(kind);
    const std::int64_t prefixes = y.shape().count(1, axis);
    const auto* from = static_cast<const std::byte*>(update.raw());
    for (std::int64_t outer = 0; outer < batches * prefixes; ++outer) {
      std::int64_t at = starts == nullptr ? 0 : starts[outer / prefixes] % extent;
      for (std::int64_t left = rows; left > 0;) {
        const std::int64_t run = std::min(left, extent - at);
        const auto place = static_cast<std::size_t>(outer * extent + at);
        const std::size_t count = static_cast<std::size_t>(run) * inner;
        kernels::copy_run(kind, from, count,
                          static_cast<std::byte*>(target.raw()) + place * row_bytes);
        from += static_cast<std::size_t>(run) * row_bytes;
        left -= run;
        at = 0;
      }
    }
    target.finish();
  }

 private:
  std::int64_t axis_;
  bool circular_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, tensor_scatter) {
  registry.add({.name = "TensorScatter",
                .since = 24,
                .signature = "past_cache: T, update: T, write_indices?: int64 -> present_cache: T",
                .types = {{{"T", kAllTypes - DTypeSet(DType::kString)}}},
                .make = make<TensorScatter>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
