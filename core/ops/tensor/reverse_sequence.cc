// https://onnx.ai/onnx/operators/onnx__ReverseSequence.html

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"

namespace sardonyx {
namespace {

class ReverseSequence : public Operator {
 public:
  explicit ReverseSequence(const MakeContext& context)
      : time_axis_(context.get_int("time_axis", 0)), batch_axis_(context.get_int("batch_axis", 1)) {
    context.require((time_axis_ == 0 && batch_axis_ == 1) || (time_axis_ == 1 && batch_axis_ == 0),
                    "attributes 'time_axis' ", time_axis_, " and 'batch_axis' ", batch_axis_,
                    " must be 0 and 1, or 1 and 0");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    context.require(x.rank() >= 2, "input 0 has shape ", x, ", expected rank 2 at least");
    context.require_rank(1, 1, 1);
    const Dim batch = x[static_cast<int>(batch_axis_)];
    context.require(!certainly_differ(context.dim(1, 0), batch), "input 1 has ", context.dim(1, 0),
                    " lengths for a batch of ", batch);
    context.set_shape(0, x);
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const auto time = static_cast<std::size_t>(time_axis_);
    const auto batch = static_cast<std::size_t>(batch_axis_);
    const auto lengths = context.input(1).span<std::int64_t>();
    for (const std::int64_t length : lengths) {
      context.require(length >= 0 && length <= x.shape()[time], "the length ", length,
                      " does not fit an axis of extent ", x.shape()[time]);
    }
    copy_elements(x, y);
    const kernels::ElementKind kind = element_kind_of(x.dtype());
    const auto bytes = static_cast<std::ptrdiff_t>(kernels::element_bytes(kind));
    const Ints strides = strides_of(x.shape());
    Ints backwards = strides;
    backwards[time] = -backwards[time];
    Shape shape = x.shape();
    shape[batch] = 1;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      if (lengths[i] < 2) {
        continue;
      }
      shape[time] = lengths[i];
      const std::int64_t first = static_cast<std::int64_t>(i) * strides[batch];
      const std::int64_t last = first + (lengths[i] - 1) * strides[time];
      kernels::copy_strided(
          kind, shape,
          static_cast<const std::byte*>(x.raw()) + static_cast<std::ptrdiff_t>(last) * bytes,
          backwards, static_cast<std::byte*>(y.raw()) + static_cast<std::ptrdiff_t>(first) * bytes,
          strides, context.threads());
    }
  }

 private:
  std::int64_t time_axis_;
  std::int64_t batch_axis_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, reverse_sequence) {
  registry.add({.name = "ReverseSequence",
                .since = 10,
                .signature = "input: T, sequence_lens: int64 -> Y: T",
                .types = {{{"T", kBasicTypes}}},
                .make = make<ReverseSequence>});
}

}  // namespace sardonyx
