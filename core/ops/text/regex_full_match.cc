// https://onnx.ai/onnx/operators/onnx__RegexFullMatch.html

#include "core/graph/op_registry.h"
#include "core/ops/common/regex.h"

namespace sardonyx {
namespace {

class RegexFullMatch : public Operator {
 public:
  explicit RegexFullMatch(const MakeContext& context) : regex_(context.get_string("pattern", "")) {}

  void infer(InferContext& context) const override { context.set_shape(0, context.shape(0)); }

  void run(RunContext& context) const override {
    const auto texts = context.input(0).span<std::string>();
    bool* y = context.output(0).data<bool>();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      y[i] = regex_.matches(texts[i]);
    }
  }

 private:
  Regex regex_;
};

}  // namespace

SARDONYX_OPERATORS(text, regex_full_match) {
  registry.add({.name = "RegexFullMatch",
                .since = 20,
                .signature = "X: string -> Y: bool",
                .make = make<RegexFullMatch>});
}

}  // namespace sardonyx
