// https://onnx.ai/onnx/operators/onnx_aionnxml_DictVectorizer.html

#include <algorithm>
#include <cstring>
#include <string>

#include "core/graph/op_registry.h"
#include "core/ops/common/class_labels.h"
#include "core/ops/common/key_index.h"
#include "core/ops/common/map_input.h"

namespace sardonyx {
namespace {

constexpr DTypeSet kValueTypes{DType::kInt64, DType::kString, DType::kFloat, DType::kDouble};

// The output is one row, as onnxruntime and the converters have it. Keys that the vocabulary lacks
// are left out.
class DictVectorizer : public Operator {
 public:
  explicit DictVectorizer(const MakeContext& context)
      : DictVectorizer(context, ClassLabels(context, "int64_vocabulary", "string_vocabulary")) {}

  void infer(InferContext& context) const override {
    const DType dtype = mapped_dtype(context, 0, key_dtype_);
    context.require(kValueTypes.contains(dtype), "the map at input 0 has values of ", dtype,
                    ", expected ", kValueTypes);
    context.set_dtype(0, dtype);
    context.set_shape(0, {1, static_cast<std::int64_t>(vocabulary_.count())});
  }

  void run(RunContext& context) const override {
    Tensor& y = context.output(0);
    const Map& map = read_map(context, 0, key_dtype_, y.dtype());
    const Tensor& values = map.values->tensor();
    if (y.dtype() == DType::kString) {
      const auto to = y.span<std::string>();
      std::fill(to.begin(), to.end(), std::string());
      vocabulary_.find(map.keys, /*truncate=*/false, [&](std::int64_t i, std::int64_t word) {
        if (word >= 0) {
          to[static_cast<std::size_t>(word)] = values.data<std::string>()[i];
        }
      });
      return;
    }
    const std::size_t size = element_size(y.dtype());
    auto* to = static_cast<std::byte*>(y.raw());
    std::fill_n(to, y.byte_size(), std::byte{0});
    vocabulary_.find(map.keys, /*truncate=*/false, [&](std::int64_t i, std::int64_t word) {
      if (word >= 0) {
        std::memcpy(
            to + static_cast<std::size_t>(word) * size,
            static_cast<const std::byte*>(values.raw()) + static_cast<std::size_t>(i) * size, size);
      }
    });
  }

 private:
  DictVectorizer(const MakeContext& context, const ClassLabels& vocabulary)
      : vocabulary_(vocabulary.tensor()), key_dtype_(vocabulary.dtype()) {
    context.require(vocabulary.count() > 0,
                    "one of 'int64_vocabulary' and 'string_vocabulary' must be given");
  }

  KeyIndex vocabulary_;
  DType key_dtype_;
};

}  // namespace

SARDONYX_OPERATORS(ml, dict_vectorizer) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "DictVectorizer",
                .since = 1,
                .signature = "X: any -> Y: any",
                .make = make<DictVectorizer>});
}

}  // namespace sardonyx
