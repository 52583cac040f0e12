#include "core/ops/common/skip_normalization.h"

#include "core/kernels/elementwise/arithmetic.h"
#include "core/kernels/normalization.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/compute_io.h"

namespace sardonyx {
namespace {

enum Input { kX, kSkip, kGamma, kBeta };
enum Output { kY, kMean, kInverseDeviation, kSum };

}  // namespace

SkipNormalization::SkipNormalization(const MakeContext& context, bool centred)
    : epsilon_(context.get_float("epsilon", 1e-12f)), centred_(centred) {
  context.require_supported(!context.has_output(kMean) && !context.has_output(kInverseDeviation),
                            "outputs 1 ('mean') and 2 ('inv_std_var') are for training only");
}

void SkipNormalization::infer(InferContext& context) const {
  context.require_rank(kX, 2, 3);
  const SymbolicShape& x = context.shape(kX);
  const SymbolicShape& skip = context.shape(kSkip);
  bool fits = skip.rank() >= 2 && skip.rank() <= x.rank();
  for (int k = 1; fits && k <= skip.rank(); ++k) {
    const Dim extent = skip[skip.rank() - k];
    fits = (k == 3 && extent.is(1)) || !certainly_differ(extent, x[x.rank() - k]);
  }
  context.require(fits, "input 1 ('skip') has shape ", skip, ", which does not fit ", x);
  for (int i = kGamma; i <= bias_input(); ++i) {
    if (context.has_input(i)) {
      const SymbolicShape& vector = context.shape(i);
      context.require(vector.rank() == 1 && !certainly_differ(vector[0], x[x.rank() - 1]), "input ",
                      i, " has shape ", vector, ", expected [", x[x.rank() - 1], "]");
    }
  }
  context.set_shape(kY, x);
  context.set_shape(kSum, x);
}

void SkipNormalization::run(RunContext& context) const {
  const Tensor x = as_computed(context, context.input(kX));
  const Tensor skip = as_computed(context, context.input(kSkip));
  const Tensor gamma = as_computed(context, context.input(kGamma));
  Tensor y = computed_output(context, kY);
  Tensor sum = context.has_output(kSum) ? computed_output(context, kSum) : y;
  run_binary(kernels::kAdd, x, skip, sum, context.threads());
  if (context.has_input(bias_input())) {
    const Tensor bias = as_computed(context, context.input(bias_input()));
    run_binary(kernels::kAdd, sum, bias, sum, context.threads());
  }
  const auto cols = static_cast<std::size_t>(x.dim(-1));
  const auto rows = static_cast<std::size_t>(x.shape().count(0, x.rank() - 1));
  const Tensor beta =
      centred_ && context.has_input(kBeta) ? as_computed(context, context.input(kBeta)) : Tensor();
  with_float_type(x.dtype(), [&]<class T>() {
    if (centred_) {
      kernels::layer_norm(sum.data<T>(), rows, cols, gamma.data<T>(),
                          beta.has_data() ? beta.data<T>() : nullptr, epsilon_, y.data<T>(),
                          nullptr, nullptr, context.threads());
    } else {
      kernels::rms_norm(sum.data<T>(), rows, cols, gamma.data<T>(), epsilon_, y.data<T>(),
                        context.threads());
    }
  });
  store_computed(context, kY, y);
  if (context.has_output(kSum)) {
    store_computed(context, kSum, sum);
  }
}

}  // namespace sardonyx
