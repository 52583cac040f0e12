// https://onnx.ai/onnx/operators/onnx__AffineGrid.html

#include "core/graph/op_registry.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

class AffineGrid : public Operator {
 public:
  explicit AffineGrid(const MakeContext& context)
      : align_corners_(context.get_bool("align_corners", false)) {}

  void infer(InferContext& context) const override {
    context.require_rank(0, 3, 3);
    const SymbolicShape& theta = context.shape(0);
    const Dim length = list_length(context, 1);
    if (!length.known()) {
      return context.set_shape(0, SymbolicShape());
    }
    context.require(length.is(4) || length.is(5), "input 1 ('size') has ", length,
                    " extents, expected 4 or 5");
    const auto rank = static_cast<int>(length.value()) - 2;
    context.require(!certainly_differ(theta[1], rank) && !certainly_differ(theta[2], rank + 1),
                    "input 0 has shape ", theta, ", expected matrices of ", rank, " rows and ",
                    rank + 1, " columns");
    SymbolicShape y = SymbolicShape::of_rank(rank + 2);
    y[0] = theta[0];
    y[rank + 1] = rank;
    if (const auto size = context.dims(1)) {
      context.require(!certainly_differ((*size)[0], theta[0]), "input 1 ('size') asks for ",
                      (*size)[0], " batches, but input 0 has shape ", theta);
      for (int axis = 1; axis <= rank; ++axis) {
        y[axis] = (*size)[static_cast<std::size_t>(axis) + 1];
      }
    }
    if (const auto size = context.ints(1)) {
      for (const std::int64_t extent : *size) {
        context.require(extent >= 0, "the size ", *size, " has a negative extent");
      }
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor theta = as_computed(context, context.input(0));
    Tensor grid = computed_output(context, 0);
    with_float_type(theta.dtype(), [&]<class T>() { fill(theta.data<T>(), grid); });
    store_computed(context, 0, grid);
  }

 private:
  // The position of a pixel on an axis from -1 to 1.
  double position(std::int64_t i, std::int64_t extent) const {
    const auto at = static_cast<double>(i);
    const auto size = static_cast<double>(extent);
    if (!align_corners_) {
      return (2 * at + 1) / size - 1;
    }
    return extent == 1 ? 0.0 : 2 * at / (size - 1) - 1;
  }

  template <class T>
  void fill(const T* theta, Tensor& grid) const {
    const int rank = grid.rank() - 2;
    const std::int64_t locations = grid.shape().count(1, rank + 1);
    T* to = grid.data<T>();
    for (std::int64_t batch = 0; batch < grid.dim(0); ++batch) {
      for (std::int64_t location = 0; location < locations; ++location) {
        // Coordinates begin with the innermost axis; the last one is 1.
        double coordinates[4] = {};
        std::int64_t rest = location;
        for (int axis = rank; axis > 0; rest /= grid.dim(axis), --axis) {
          coordinates[rank - axis] = position(rest % grid.dim(axis), grid.dim(axis));
        }
        coordinates[rank] = 1;
        for (int row = 0; row < rank; ++row) {
          double sum = 0;
          for (int column = 0; column <= rank; ++column) {
            sum += static_cast<double>(theta[row * (rank + 1) + column]) * coordinates[column];
          }
          *to++ = static_cast<T>(sum);
        }
      }
      theta += rank * (rank + 1);
    }
  }

  bool align_corners_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, affine_grid) {
  registry.add({.name = "AffineGrid",
                .since = 20,
                .signature = "theta: T, size: int64 -> grid: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<AffineGrid>});
}

}  // namespace sardonyx
