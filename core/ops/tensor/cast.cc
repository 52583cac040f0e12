// https://onnx.ai/onnx/operators/onnx__Cast.html

#include <algorithm>
#include <cctype>

#include "core/graph/op_registry.h"
#include "core/ops/common/shape_contents.h"
#include "core/ops/common/small_float_rounding.h"

namespace sardonyx {
namespace {

constexpr DTypeSet kCastTypes = kAllTypes - kComplexTypes;

// Version 1 names the type ("FLOAT"), later ones number it.
DType target_type(const MakeContext& context) {
  if (context.since() >= 6) {
    return context.get_dtype("to", DType::kUndefined);
  }
  std::string name = context.get_string("to", "");
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (int number = 1; number < kDTypeCount; ++number) {
    if (name_of(static_cast<DType>(number)) == name) {
      return static_cast<DType>(number);
    }
  }
  return DType::kUndefined;
}

class Cast : public Operator {
 public:
  explicit Cast(const MakeContext& context)
      : to_(target_type(context)), rounding_(small_float_rounding(context)) {
    context.require(kCastTypes.contains(to_), "attribute 'to' is missing or names no type that ",
                    "Cast can convert to");
  }

  void infer(InferContext& context) const override {
    context.set_dtype(0, to_);
    context.set_shape(0, context.shape(0));
    if (kIndexTypes.contains(to_)) {
      if (auto dims = shape_contents(context, 0)) {
        context.set_contents(0, std::move(*dims));
      }
    }
  }

  void run(RunContext& context) const override {
    convert_elements(context.input(0), context.output(0), rounding_, context.threads());
  }

 private:
  DType to_;
  SmallFloatRounding rounding_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, cast) {
  for (const int since : {1, 6}) {
    registry.add({.name = "Cast",
                  .since = since,
                  .signature = "input: T -> output: any",
                  .types = {{{"T", kCastTypes}}},
                  .make = make<Cast>});
  }
}

}  // namespace sardonyx
