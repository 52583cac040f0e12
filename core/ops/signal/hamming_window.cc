// https://onnx.ai/onnx/operators/onnx__HammingWindow.html

#include "core/graph/op_registry.h"
#include "core/ops/common/cosine_window.h"

namespace sardonyx {
namespace {

class HammingWindow : public CosineWindow {
 public:
  explicit HammingWindow(const MakeContext& context)
      : CosineWindow(context, {25.0 / 46, 21.0 / 46, 0}) {}
};

}  // namespace

SARDONYX_OPERATORS(signal, hamming_window) {
  registry.add({.name = "HammingWindow",
                .since = 17,
                .signature = "size: I -> output: any",
                .types = {{{"I", kIndexTypes}}},
                .make = make<HammingWindow>});
}

}  // namespace sardonyx
