#include "core/ops/common/norm_rows.h"

#include "core/kernels/elementwise/arithmetic.h"
#include "core/kernels/normalization.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {

RowNormalization::RowNormalization(const MakeContext& context, bool centred)
    : axis_(context.get_int("axis", -1)),
      epsilon_(context.get_float("epsilon", 1e-5f)),
      centred_(centred) {}

void RowNormalization::infer(InferContext& context) const {
  const SymbolicShape& x = context.shape(0);
  const int axis = normalize_axis(axis_, x.rank());
  for (int i = 1; i < 3; ++i) {
    if (!context.has_input(i)) {
      continue;
    }
    const SymbolicShape& shape = context.shape(i);
    bool fits = shape.rank() <= x.rank();
    for (int k = 1; fits && k <= shape.rank(); ++k) {
      const Dim extent = shape[shape.rank() - k];
      fits = extent.is(1) || !certainly_differ(extent, x[x.rank() - k]);
    }
    context.require(fits, "input ", i, " has shape ", shape, ", which does not broadcast to ", x);
  }
  context.set_shape(0, x);
  SymbolicShape statistics = x;
  for (int i = axis; i < x.rank(); ++i) {
    statistics[i] = 1;
  }
  context.set_shape(1, statistics);
  context.set_shape(2, std::move(statistics));
}

void RowNormalization::run(RunContext& context) const {
  const Tensor x = widen(context, context.input(0));
  const int axis = normalize_axis(axis_, x.rank());
  const std::int64_t size = x.shape().count(axis, x.rank());
  Tensor y = widened_output(context, 0);
  const Tensor scale = widen(context, context.input(1));
  const Tensor bias = context.has_input(2) ? widen(context, context.input(2)) : Tensor();
  // Along whole rows they are applied on the way; other shapes are broadcast afterwards.
  const auto along_rows = [&](const Tensor& tensor) {
    return tensor.has_data() && tensor.element_count() == size &&
           (tensor.rank() <= x.rank() - axis ||
            tensor.shape().count(0, tensor.rank() - (x.rank() - axis)) == 1);
  };
  const bool scale_on_the_way = along_rows(scale);
  const bool bias_on_the_way = scale_on_the_way && along_rows(bias);
  Tensor mean = context.has_output(1) ? widened_output(context, 1) : Tensor();
  Tensor inverse = context.has_output(2) ? widened_output(context, 2) : Tensor();
  const auto rows = static_cast<std::size_t>(x.shape().count(0, axis));
  const auto cols = static_cast<std::size_t>(size);
  const float* row_scale = scale_on_the_way ? scale.data<float>() : nullptr;
  if (centred_) {
    kernels::layer_norm(x.data<float>(), rows, cols, row_scale,
                        bias_on_the_way ? bias.data<float>() : nullptr, epsilon_, y.data<float>(),
                        mean.has_data() ? mean.data<float>() : nullptr,
                        inverse.has_data() ? inverse.data<float>() : nullptr, context.threads());
  } else {
    kernels::rms_norm(x.data<float>(), rows, cols, row_scale, epsilon_, y.data<float>(),
                      context.threads());
  }
  if (!scale_on_the_way) {
    run_binary(kernels::kMul, y, scale, y, context.threads());
  }
  if (bias.has_data() && !bias_on_the_way) {
    run_binary(kernels::kAdd, y, bias, y, context.threads());
  }
  narrow_output(context, 0, y);
  for (const auto& [i, tensor] : {std::pair{1, &mean}, {2, &inverse}}) {
    if (tensor->has_data()) {
      narrow_output(context, i, *tensor);
    }
  }
}

}  // namespace sardonyx
