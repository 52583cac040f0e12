// https://onnx.ai/onnx/operators/onnx_aionnxml_ZipMap.html

#include <algorithm>
#include <memory>
#include <utility>

#include "core/graph/op_registry.h"
#include "core/ops/common/class_labels.h"
#include "core/ops/common/feature_rows.h"

namespace sardonyx {
namespace {

class ZipMap : public Operator {
 public:
  explicit ZipMap(const MakeContext& context)
      : labels_(context, "classlabels_int64s", "classlabels_strings") {
    context.require(labels_.count() > 0,
                    "one of 'classlabels_int64s' and 'classlabels_strings' must be given");
  }

  void infer(InferContext& context) const override {
    feature_rows(context, 0, labels_.count());
    context.set_type(0, ValueType::sequence(ValueType::map(
                            labels_.dtype(), ValueType::tensor(DType::kFloat, {labels_.count()}))));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const std::int64_t rows = row_count(x);
    const std::int64_t columns = labels_.count();
    Sequence maps;
    for (std::int64_t row = 0; row < rows; ++row) {
      Tensor values = context.allocate(DType::kFloat, {columns});
      std::copy_n(x.data<float>() + row * columns, columns, values.data<float>());
      maps.elements.emplace_back(Map{labels_.tensor(), std::make_shared<Value>(std::move(values))});
    }
    context.set_output(0, std::move(maps));
  }

 private:
  ClassLabels labels_;
};

}  // namespace

SARDONYX_OPERATORS(ml, zip_map) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "ZipMap",
                .since = 1,
                .signature = "X: float -> Z: any",
                .make = make<ZipMap>});
}

}  // namespace sardonyx
