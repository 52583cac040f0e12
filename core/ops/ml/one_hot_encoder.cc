// https://onnx.ai/onnx/operators/onnx_aionnxml_OneHotEncoder.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/class_labels.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/key_index.h"

namespace sardonyx {
namespace {

class OneHotEncoder : public Operator {
 public:
  explicit OneHotEncoder(const MakeContext& context)
      : OneHotEncoder(context, ClassLabels(context, "cats_int64s", "cats_strings")) {}

  void infer(InferContext& context) const override {
    context.require((context.dtype(0) == DType::kString) == are_strings_, "input 0 is of ",
                    context.dtype(0), ", and the categories are ",
                    are_strings_ ? "strings" : "integers");
    SymbolicShape shape = context.shape(0);
    shape.push_back(static_cast<std::int64_t>(categories_.count()));
    context.set_shape(0, std::move(shape));
  }

  void run(RunContext& context) const override {
    Tensor& y = context.output(0);
    float* to = y.data<float>();
    std::fill_n(to, y.element_count(), 0.0f);
    const auto width = static_cast<std::int64_t>(categories_.count());
    categories_.find(context.input(0), /*truncate=*/true,
                     [&](std::int64_t i, std::int64_t category) {
                       context.require(zeros_ || category >= 0, "element ", i,
                                       " of input 0 is none of the categories");
                       if (category >= 0) {
                         to[i * width + category] = 1;
                       }
                     });
  }

 private:
  OneHotEncoder(const MakeContext& context, const ClassLabels& categories)
      : categories_(categories.tensor()),
        are_strings_(categories.dtype() == DType::kString),
        zeros_(context.get_bool("zeros", true)) {
    context.require(categories.count() > 0,
                    "one of 'cats_int64s' and 'cats_strings' must be given");
  }

  KeyIndex categories_;
  bool are_strings_;
  bool zeros_;
};

}  // namespace

SARDONYX_OPERATORS(ml, one_hot_encoder) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "OneHotEncoder",
                .since = 1,
                .signature = "X: T -> Y: float",
                .types = {{{"T", kFeatureTypes | DTypeSet{DType::kString}}}},
                .make = make<OneHotEncoder>});
}

}  // namespace sardonyx
