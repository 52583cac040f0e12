#include "core/ops/common/feature_rows.h"

namespace sardonyx {

FeatureRows feature_rows(const InferContext& context, int i) {
  context.require_rank(i, 1, 2);
  const SymbolicShape& shape = context.shape(i);
  return shape.rank() == 1 ? FeatureRows{1, shape[0]} : FeatureRows{shape[0], shape[1]};
}

Dim feature_rows(const InferContext& context, int i, std::int64_t features) {
  const FeatureRows rows = feature_rows(context, i);
  context.require(!certainly_differ(rows.features, features), "input ", i, " has ", rows.features,
                  " features, expected ", features);
  return rows.rows;
}

}  // namespace sardonyx
