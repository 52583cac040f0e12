#include "core/ops/common/svm_kernel.h"

#include <cmath>
#include <utility>

#include "core/kernels/row_products.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"

namespace sardonyx {

SvmKernel::SvmKernel(const MakeContext& context, std::vector<float> vectors, std::int64_t count,
                     bool is_linear)
    : vectors_(std::move(vectors)), count_(count) {
  const auto size = static_cast<std::int64_t>(vectors_.size());
  context.require(size > 0 && count > 0 && size % count == 0, "there are ", size, " numbers for ",
                  count, " vectors");
  features_ = size / count;
  const int kind = context.get_choice("kernel_type", {"LINEAR", "POLY", "RBF", "SIGMOID"});
  const std::vector<float> params = context.get_floats("kernel_params");
  context.require(params.empty() || params.size() == 3, "attribute 'kernel_params' has ",
                  params.size(), " elements, expected gamma, coef0 and degree");
  if (!is_linear) {
    kind_ = static_cast<Kind>(kind);
  }
  if (!params.empty()) {
    gamma_ = params[0];
    coef0_ = params[1];
    degree_ = params[2];
  }
}

Tensor SvmKernel::run(const RunContext& context, const Tensor& x) const {
  const Tensor floats = as_computed(context, x, kernels::ComputeType::kFloat);
  const std::int64_t rows = row_count(x);
  Tensor results = context.allocate(DType::kFloat, {rows, count_});
  const auto pairs = kind_ == Kind::kRbf ? kernels::row_distances : kernels::row_products;
  pairs(floats.data<float>(), static_cast<std::size_t>(rows), vectors_.data(),
        static_cast<std::size_t>(count_), static_cast<std::size_t>(features_),
        results.data<float>(), context.threads());
  for (float& value : results.span<float>()) {
    switch (kind_) {
      case Kind::kLinear:
        break;
      case Kind::kPoly:
        value = std::pow(gamma_ * value + coef0_, degree_);
        break;
      case Kind::kRbf:
        value = std::exp(-gamma_ * value);
        break;
      case Kind::kSigmoid:
        value = std::tanh(gamma_ * value + coef0_);
        break;
    }
  }
  return results;
}

}  // namespace sardonyx
