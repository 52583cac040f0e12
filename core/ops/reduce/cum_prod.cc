// https://onnx.ai/onnx/operators/onnx__CumProd.html

#include "core/graph/op_registry.h"
#include "core/ops/common/cumulative.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, cum_prod) {
  registry.add({.name = "CumProd",
                .since = 26,
                .signature = "x: T, axis: I -> y: T",
                .types = {{{"T", kNumericTypes}, {"I", kIndexTypes}}},
                .make = make<Cumulative<Step::kMultiply>>});
}

}  // namespace sardonyx
