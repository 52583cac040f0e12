// https://onnx.ai/onnx/operators/onnx__StringConcat.html

#include <array>
#include <string>

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/broadcast.h"

namespace sardonyx {
namespace {

class StringConcat : public Operator {
 public:
  explicit StringConcat(const MakeContext&) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, broadcast(context.shape(0), context.shape(1)));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Tensor& y = context.input(1);
    Tensor& z = context.output(0);
    const kernels::Broadcast<2> broadcast(z.shape(), {x.shape(), y.shape()});
    const std::string* first = x.data<std::string>();
    const std::string* second = y.data<std::string>();
    std::string* to = z.data<std::string>();
    broadcast.for_each_run([&](const std::array<std::int64_t, 2>& offsets, std::int64_t start) {
      for (std::int64_t i = 0; i < broadcast.run(); ++i) {
        to[start + i] = first[offsets[0] + (broadcast.repeats(0) ? 0 : i)] +
                        second[offsets[1] + (broadcast.repeats(1) ? 0 : i)];
      }
    });
  }
};

}  // namespace

SARDONYX_OPERATORS(text, string_concat) {
  registry.add({.name = "StringConcat",
                .since = 20,
                .signature = "X: string, Y: string -> Z: string",
                .make = make<StringConcat>});
}

}  // namespace sardonyx
