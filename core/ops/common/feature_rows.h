#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// The element types that most operators of ai.onnx.ml take for features.
inline constexpr DTypeSet kFeatureTypes{DType::kFloat, DType::kDouble, DType::kInt64,
                                        DType::kInt32};

/// The rows N of an input [N, F] of features; a vector [F] is one row.
struct FeatureRows {
  Dim rows;
  Dim features;
};

/// Throws unless input i has 1 or 2 axes.
FeatureRows feature_rows(const InferContext& context, int i);
/// The same, and throws unless there are `features` features in a row.
Dim feature_rows(const InferContext& context, int i, std::int64_t features);

/// Rows and features of a tensor that feature_rows has accepted.
inline std::int64_t row_count(const Tensor& x) {
  return x.rank() == 1 ? 1 : x.dim(0);
}

}  // namespace sardonyx
