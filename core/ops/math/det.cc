// https://onnx.ai/onnx/operators/onnx__Det.html

#include <cmath>
#include <utility>

#include "core/graph/op_registry.h"
#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

// The determinant of an n x n matrix, which is destroyed: Gaussian elimination with the largest
// element of each column as its pivot.
double determinant(std::span<double> a, std::size_t n) {
  double result = 1;
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < n; ++row) {
      if (std::abs(a[row * n + column]) > std::abs(a[pivot * n + column])) {
        pivot = row;
      }
    }
    if (pivot != column) {
      for (std::size_t i = column; i < n; ++i) {
        std::swap(a[pivot * n + i], a[column * n + i]);
      }
      result = -result;
    }
    const double divisor = a[column * n + column];
    result *= divisor;
    if (divisor == 0) {
      return 0;
    }
    for (std::size_t row = column + 1; row < n; ++row) {
      const double factor = a[row * n + column] / divisor;
      for (std::size_t i = column + 1; i < n; ++i) {
        a[row * n + i] -= factor * a[column * n + i];
      }
    }
  }
  return result;
}

// Everything is computed in double.
class Det : public Operator {
 public:
  explicit Det(const MakeContext&) {}

  void infer(InferContext& context) const override {
    SymbolicShape y = context.shape(0);
    const int rank = y.rank();
    context.require(rank >= 2 && !certainly_differ(y[rank - 1], y[rank - 2]), "input 0 has shape ",
                    y, ", expected square matrices");
    y.erase(rank - 1);
    y.erase(rank - 2);
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const auto n = static_cast<std::size_t>(x.dim(-1));
    const std::span<double> matrix = context.scratch<double>(n * n);
    for (std::int64_t i = 0; i < y.element_count(); ++i) {
      for (std::size_t at = 0; at < n * n; ++at) {
        matrix[at] =
            number_at(x, i * static_cast<std::int64_t>(n * n) + static_cast<std::int64_t>(at));
      }
      set_number(y, i, determinant(matrix, n));
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(math, det) {
  registry.add({.name = "Det",
                .since = 11,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Det>});
}

}  // namespace sardonyx
