// https://onnx.ai/onnx/operators/onnx__Softmax.html

#include "core/kernels/softmax.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/axis_map.h"

namespace sardonyx {
namespace {

class Softmax : public AxisMapOperator {
 public:
  using AxisMapOperator::AxisMapOperator;

 protected:
  void map(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
           ThreadPool& pool) const override {
    kernels::softmax(x, y, outer, axis, inner, pool);
  }
  void map(const double* x, double* y, std::size_t outer, std::size_t axis, std::size_t inner,
           ThreadPool& pool) const override {
    kernels::softmax(x, y, outer, axis, inner, pool);
  }
};

}  // namespace

SARDONYX_OPERATORS(nn, softmax) {
  registry.add({.name = "Softmax",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Softmax>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
