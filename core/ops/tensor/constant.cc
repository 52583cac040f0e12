// https://onnx.ai/onnx/operators/onnx__Constant.html

#include "core/graph/op_registry.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

template <class T>
Tensor list_tensor(std::span<const T> elements) {
  return Tensor::of(Shape{static_cast<std::int64_t>(elements.size())}, elements);
}

// The value is one of several attributes; a sparse one arrives as a dense one.
Tensor value_of(const MakeContext& context) {
  if (const Tensor* value =
          context.get_tensor(context.has("sparse_value") ? "sparse_value" : "value")) {
    return *value;
  }
  if (context.has("value_float")) {
    return Tensor::scalar(context.get_float("value_float"));
  }
  if (context.has("value_floats")) {
    return list_tensor<float>(context.get_floats("value_floats"));
  }
  if (context.has("value_int")) {
    return Tensor::scalar(context.get_int("value_int"));
  }
  if (context.has("value_ints")) {
    return list_tensor<std::int64_t>(context.get_ints("value_ints"));
  }
  if (context.has("value_string")) {
    return Tensor::scalar(context.get_string("value_string", ""));
  }
  context.require(context.has("value_strings"), "none of the attributes for its value is there");
  return list_tensor<std::string>(context.get_strings("value_strings"));
}

class Constant : public Operator {
 public:
  explicit Constant(const MakeContext& context) : value_(value_of(context)) {}

  void infer(InferContext& context) const override {
    context.set_dtype(0, value_.dtype());
    context.set_shape(0, value_.shape());
    if (holds_shape_contents(value_.dtype(), value_.shape())) {
      const Ints numbers = ints_of(value_);
      context.set_contents(0, std::vector<Dim>(numbers.begin(), numbers.end()));
    }
  }

  void run(RunContext& context) const override { copy_elements(value_, context.output(0)); }

 private:
  Tensor value_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, constant) {
  registry.add(
      {.name = "Constant", .since = 1, .signature = "-> output: any", .make = make<Constant>});
}

}  // namespace sardonyx
