// https://onnx.ai/onnx/operators/onnx__GridSample.html

#include "core/kernels/grid_sample.h"

#include "core/graph/op_registry.h"
#include "core/ops/common/convert_elements.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/zero_element.h"

namespace sardonyx {
namespace {

// Version 16 calls the modes bilinear and bicubic and has two spatial axes only.
class GridSample : public Operator {
 public:
  explicit GridSample(const MakeContext& context)
      : padding_(static_cast<kernels::GridPadding>(
            context.get_choice("padding_mode", {"zeros", "border", "reflection"}))),
        align_corners_(context.get_bool("align_corners", false)) {
    const int mode =
        context.get_choice("mode", {"linear", "nearest", "cubic", "bilinear", "bicubic"});
    mode_ = static_cast<kernels::GridMode>(mode < 3 ? mode : mode == 3 ? 0 : 2);
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& grid = context.shape(1);
    context.require(x.rank() >= 3, "input 0 has shape ", x, ", expected spatial axes");
    context.require_rank(1, x.rank(), x.rank());
    const int rank = x.rank() - 2;
    context.require(!certainly_differ(grid[rank + 1], rank), "input 1 has shape ", grid,
                    ", expected ", rank, " coordinates on its last axis");
    context.require(!certainly_differ(grid[0], x[0]), "input 0 has ", x[0], " batches and input 1 ",
                    grid[0]);
    SymbolicShape y{x[0], x[1]};
    for (int axis = 1; axis <= rank; ++axis) {
      context.require(!x[axis + 1].is(0), "input 0 of shape ", x, " has nothing to sample");
      y.push_back(grid[axis]);
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    if (y.element_count() == 0) {
      return;
    }
    kernels::GridSample sample{mode_, padding_, align_corners_};
    sample.batches = static_cast<std::size_t>(x.dim(0));
    sample.channels = static_cast<std::size_t>(x.dim(1));
    sample.locations = static_cast<std::size_t>(y.shape().count(2, y.rank()));
    sample.extents = std::span<const std::int64_t>(x.shape()).subspan(2);
    const bool nearest = mode_ == kernels::GridMode::kNearest;
    require_that(ErrorCode::kUnsupported, nearest || compute_type_of(x.dtype()).has_value(),
                 "elements of ", x.dtype(), " cannot be interpolated");
    const bool in_double =
        exceeds_float(context.input(1).dtype()) || (!nearest && exceeds_float(x.dtype()));
    if (in_double) {
      run_as<double>(context, sample, DType::kDouble);
    } else {
      run_as<float>(context, sample, DType::kFloat);
    }
  }

 private:
  // Computes in T, the type of `computed`.
  template <class T>
  void run_as(RunContext& context, const kernels::GridSample& sample, DType computed) const {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const Tensor grid = converted(context, context.input(1), computed);
    const auto scratch = context.scratch<std::byte>(
        kernels::grid_sample_scratch_size(sample, context.threads().threads()));
    if (mode_ == kernels::GridMode::kNearest) {
      const kernels::ElementKind kind = element_kind_of(x.dtype());
      return kernels::grid_sample_nearest(kind, sample, x.raw(), grid.data<T>(), zero_element(kind),
                                          y.raw(), scratch.data(), context.threads());
    }
    const Tensor from = converted(context, x, computed);
    const bool native = y.dtype() == computed;
    Tensor to = native ? y : context.allocate(computed, y.shape());
    kernels::grid_sample(sample, from.data<T>(), grid.data<T>(), to.data<T>(), scratch.data(),
                         context.threads());
    if (!native) {
      convert_elements(to, y, {}, context.threads());
    }
  }

  static Tensor converted(const RunContext& context, const Tensor& tensor, DType dtype) {
    if (tensor.dtype() == dtype) {
      return tensor;
    }
    Tensor other = context.allocate(dtype, tensor.shape());
    convert_elements(tensor, other, {}, context.threads());
    return other;
  }

  kernels::GridMode mode_;
  kernels::GridPadding padding_;
  bool align_corners_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, grid_sample) {
  registry.add({.name = "GridSample",
                .since = 16,
                .signature = "X: T1, grid: T2 -> Y: T1",
                .types = {{{"T1", kBasicTypes}, {"T2", kFloatTypes}}},
                .make = make<GridSample>});
}

}  // namespace sardonyx
