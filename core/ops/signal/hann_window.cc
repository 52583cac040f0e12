// https://onnx.ai/onnx/operators/onnx__HannWindow.html

#include "core/graph/op_registry.h"
#include "core/ops/common/cosine_window.h"

namespace sardonyx {
namespace {

class HannWindow : public CosineWindow {
 public:
  explicit HannWindow(const MakeContext& context) : CosineWindow(context, {0.5, 0.5, 0}) {}
};

}  // namespace

SARDONYX_OPERATORS(signal, hann_window) {
  registry.add({.name = "HannWindow",
                .since = 17,
                .signature = "size: I -> output: any",
                .types = {{{"I", kIndexTypes}}},
                .make = make<HannWindow>});
}

}  // namespace sardonyx
