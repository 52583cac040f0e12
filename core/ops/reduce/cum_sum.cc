// https://onnx.ai/onnx/operators/onnx__CumSum.html

#include "core/graph/op_registry.h"
#include "core/ops/common/cumulative.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, cum_sum) {
  registry.add({.name = "CumSum",
                .since = 11,
                .signature = "x: T, axis: I -> y: T",
                .types = {{{"T", kNumericTypes}, {"I", kIndexTypes}}},
                .make = make<Cumulative<Step::kAdd>>});
}

}  // namespace sardonyx
