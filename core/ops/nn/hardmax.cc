// https://onnx.ai/onnx/operators/onnx__Hardmax.html

#include "core/graph/op_registry.h"
#include "core/ops/common/axis_map.h"

namespace sardonyx {
namespace {

// 1 for the first largest element along the axis, 0 for all others.
class Hardmax : public AxisMapOperator {
 public:
  using AxisMapOperator::AxisMapOperator;

 protected:
  void map(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
           ThreadPool&) const override {
    mark_largest(x, y, outer, axis, inner);
  }
  void map(const double* x, double* y, std::size_t outer, std::size_t axis, std::size_t inner,
           ThreadPool&) const override {
    mark_largest(x, y, outer, axis, inner);
  }

 private:
  template <class T>
  static void mark_largest(const T* x, T* y, std::size_t outer, std::size_t axis,
                           std::size_t inner) {
    for (std::size_t line = 0; line < outer * inner; ++line) {
      const std::size_t start = line / inner * axis * inner + line % inner;
      std::size_t largest = 0;
      for (std::size_t i = 1; i < axis; ++i) {
        largest = x[start + i * inner] > x[start + largest * inner] ? i : largest;
      }
      for (std::size_t i = 0; i < axis; ++i) {
        y[start + i * inner] = i == largest ? T{1} : T{0};
      }
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(nn, hardmax) {
  registry.add({.name = "Hardmax",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Hardmax>});
}

}  // namespace sardonyx
