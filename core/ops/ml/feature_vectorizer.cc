// https://onnx.ai/onnx/operators/onnx_aionnxml_FeatureVectorizer.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/feature_rows.h"

namespace sardonyx {
namespace {

// Rows are cut or filled with zeros where they are not as long as `inputdimensions` says.
class FeatureVectorizer : public Operator {
 public:
  explicit FeatureVectorizer(const MakeContext& context)
      : widths_(context.get_ints("inputdimensions", {})) {
    context.require(
        widths_.empty() || widths_.size() == static_cast<std::size_t>(context.input_count()),
        "attribute 'inputdimensions' has ", widths_.size(), " elements for ", context.input_count(),
        " inputs");
    for (const std::int64_t width : widths_) {
      context.require(width >= 0, "attribute 'inputdimensions' has ", width);
    }
  }

  void infer(InferContext& context) const override {
    Dim rows;
    Dim width = 0;
    for (int i = 0; i < context.input_count(); ++i) {
      const FeatureRows input = feature_rows(context, i);
      context.require(!certainly_differ(rows, input.rows), "input ", i, " has ", input.rows,
                      " rows, expected ", rows);
      rows = rows.known() ? rows : input.rows;
      width =
          width + (widths_.empty() ? input.features : Dim(widths_[static_cast<std::size_t>(i)]));
    }
    context.set_shape(0, {rows, width});
  }

  void run(RunContext& context) const override {
    Tensor& y = context.output(0);
    const std::int64_t rows = y.dim(0);
    const std::int64_t stride = y.dim(1);
    float* to = y.data<float>();
    for (int i = 0; i < context.input_count(); ++i) {
      const Tensor x = as_computed(context, context.input(i), kernels::ComputeType::kFloat);
      const std::int64_t features = x.dim(-1);
      const std::int64_t width = widths_.empty() ? features : widths_[static_cast<std::size_t>(i)];
      const std::int64_t copied = std::min(width, features);
      for (std::int64_t row = 0; row < rows; ++row) {
        float* end = std::copy_n(x.data<float>() + row * features, copied, to + row * stride);
        std::fill_n(end, width - copied, 0.0f);
      }
      to += width;
    }
  }

 private:
  Ints widths_;
};

}  // namespace

SARDONYX_OPERATORS(ml, feature_vectorizer) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "FeatureVectorizer",
                .since = 1,
                .signature = "X...: T -> Y: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<FeatureVectorizer>});
}

}  // namespace sardonyx
