// https://onnx.ai/onnx/operators/onnx__LogSoftmax.html

#include "core/graph/op_registry.h"
#include "core/kernels/softmax.h"
#include "core/ops/common/axis_map.h"

namespace sardonyx {
namespace {

class LogSoftmax : public AxisMapOperator {
 public:
  using AxisMapOperator::AxisMapOperator;

 protected:
  void map(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
           ThreadPool& pool) const override {
    kernels::log_softmax(x, y, outer, axis, inner, pool);
  }
  void map(const double* x, double* y, std::size_t outer, std::size_t axis, std::size_t inner,
           ThreadPool& pool) const override {
    kernels::log_softmax(x, y, outer, axis, inner, pool);
  }
};

}  // namespace

SARDONYX_OPERATORS(nn, log_softmax) {
  registry.add({.name = "LogSoftmax",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<LogSoftmax>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
