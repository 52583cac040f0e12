// https://onnx.ai/onnx/operators/onnx__BlackmanWindow.html

#include "core/graph/op_registry.h"
#include "core/ops/common/cosine_window.h"

namespace sardonyx {
namespace {

class BlackmanWindow : public CosineWindow {
 public:
  explicit BlackmanWindow(const MakeContext& context) : CosineWindow(context, {0.42, 0.5, 0.08}) {}
};

}  // namespace

SARDONYX_OPERATORS(signal, blackman_window) {
  registry.add({.name = "BlackmanWindow",
                .since = 17,
                .signature = "size: I -> output: any",
                .types = {{{"I", kIndexTypes}}},
                .make = make<BlackmanWindow>});
}

}  // namespace sardonyx
