#include "core/ops/common/norm_rows.h"

#include "core/kernels/elementwise/arithmetic.h"
#include "core/kernels/normalization.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/compute_io.h"

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
  // The input and the scale may have different types.
  const bool is_double =
      context.input(0).dtype() == DType::kDouble || context.input(1).dtype() == DType::kDouble;
  const auto type = is_double ? kernels::ComputeType::kDouble : kernels::ComputeType::kFloat;
  const Tensor x = as_computed(context, context.input(0), type);
  const int axis = normalize_axis(axis_, x.rank());
  const std::int64_t size = x.shape().count(axis, x.rank());
  const auto optional_output = [&](int i) {
    return context.has_output(i) ? computed_output(context, i, type) : Tensor();
  };
  Tensor y = computed_output(context, 0, type);
  Tensor scale = as_computed(context, context.input(1), type);
  Tensor bias = context.has_input(2) ? as_computed(context, context.input(2), type) : Tensor();
  // Along whole rows they are applied on the way; other shapes are broadcast afterwards.
  const auto along_rows = [&](const Tensor& tensor) {
    return tensor.has_data() && tensor.element_count() == size &&
           (tensor.rank() <= x.rank() - axis ||
            tensor.shape().count(0, tensor.rank() - (x.rank() - axis)) == 1);
  };
  const bool scale_on_the_way = along_rows(scale);
  const bool bias_on_the_way = scale_on_the_way && along_rows(bias);
  Tensor mean = optional_output(1);
  Tensor inverse = optional_output(2);
  const auto rows = static_cast<std::size_t>(x.shape().count(0, axis));
  const auto cols = static_cast<std::size_t>(size);
  with_float_type(x.dtype(), [&]<class T>() {
    const auto elements = [](Tensor& tensor, bool wanted) -> T* {
      return wanted ? tensor.data<T>() : nullptr;
    };
    const T* row_scale = elements(scale, scale_on_the_way);
    if (centred_) {
      kernels::layer_norm(x.data<T>(), rows, cols, row_scale, elements(bias, bias_on_the_way),
                          epsilon_, y.data<T>(), elements(mean, mean.has_data()),
                          elements(inverse, inverse.has_data()), context.threads());
    } else {
      kernels::rms_norm(x.data<T>(), rows, cols, row_scale, epsilon_, y.data<T>(),
                        context.threads());
    }
  });
  if (!scale_on_the_way) {
    run_binary(kernels::kMul, y, scale, y, context.threads());
  }
  if (bias.has_data() && !bias_on_the_way) {
    run_binary(kernels::kAdd, y, bias, y, context.threads());
  }
  store_computed(context, 0, y);
  for (const auto& [i, tensor] : {std::pair{1, &mean}, {2, &inverse}}) {
    if (tensor->has_data()) {
      store_computed(context, i, *tensor);
    }
  }
}

}  // namespace sardonyx
