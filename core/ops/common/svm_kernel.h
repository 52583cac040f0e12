#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/op.h"

namespace sardonyx {

/// The attributes kernel_type and kernel_params of the support vector machines of ai.onnx.ml, and
/// their vectors.
class SvmKernel {
 public:
  /// `vectors`: [count, features]. A machine without kernel is linear in its coefficients.
  SvmKernel(const MakeContext& context, std::vector<float> vectors, std::int64_t count,
            bool is_linear);

  std::int64_t features() const { return features_; }
  /// [rows, count] of K(x[row], vectors[i]) for rows of features, from the pool.
  Tensor run(const RunContext& context, const Tensor& x) const;

 private:
  enum class Kind { kLinear, kPoly, kRbf, kSigmoid };

  Kind kind_ = Kind::kLinear;
  float gamma_ = 0;
  float coef0_ = 0;
  float degree_ = 0;
  std::vector<float> vectors_;
  std::int64_t count_;
  std::int64_t features_;
};

}  // namespace sardonyx
