// https://onnx.ai/onnx/operators/onnx__DeformConv.html

#include "core/kernels/deform_conv.h"

#include "core/graph/op_registry.h"
#include "core/kernels/gemm/gemm.h"
#include "core/kernels/gemm/plain.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/matrix_product.h"
#include "core/ops/common/window_attributes.h"

namespace sardonyx {
namespace {

enum Input { kX, kW, kOffset, kBias, kMask };

// Per batch entry: the columns that the offsets lead to, then one matrix product per group.
class DeformConv : public Operator {
 public:
  explicit DeformConv(const MakeContext& context)
      : attributes_(context),
        groups_(context.get_int("group", 1)),
        offset_groups_(context.get_int("offset_group", 1)) {
    context.require(groups_ >= 1, "attribute 'group' is ", groups_);
    context.require(offset_groups_ >= 1, "attribute 'offset_group' is ", offset_groups_);
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(kX);
    const SymbolicShape& w = context.shape(kW);
    context.require(x.rank() >= 3, "input 0 ('X') has shape ", x, ", expected [N, C, ...]");
    context.require(w.rank() == x.rank(), "input 1 ('W') has shape ", w, ", expected rank ",
                    x.rank(), " as input 0 ('X') of shape ", x);
    context.require(!certainly_differ(w[1] * Dim(groups_), x[1]), "input 0 ('X') of shape ", x,
                    " does not fit the weights of shape ", w, " in ", groups_, " groups");
    context.require(!w[0].known() || w[0].value() % groups_ == 0, "the ", w[0],
                    " output channels of input 1 ('W') are no multiple of ", groups_, " groups");
    context.require(!x[1].known() || x[1].value() % offset_groups_ == 0, "the ", x[1],
                    " channels of input 0 ('X') are no multiple of ", offset_groups_,
                    " offset groups");
    SymbolicShape y = attributes_.output_extents(spatial(x), spatial(w));
    y.insert(0, w[0]);
    y.insert(0, x[0]);
    if (context.has_input(kBias)) {
      const SymbolicShape& b = context.shape(kBias);
      context.require(b.rank() == 1 && !certainly_differ(b[0], w[0]), "input 3 ('B') has shape ", b,
                      ", expected [", w[0], "]");
    }
    const Dim points = Dim(offset_groups_) * w.count(2, w.rank());
    check_points(context, kOffset, points * Dim(x.rank() - 2), y);
    check_points(context, kMask, points, y);
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    Tensor y = computed_output(context, 0);
    if (y.element_count() > 0) {
      with_compute_type(y.dtype(), [&]<class T>() {
        if constexpr (std::is_floating_point_v<T>) {
          run_as<T>(context, y);
        }
      });
    }
    store_computed(context, 0, y);
  }

 private:
  // Offsets and masks: [N, points, output extents].
  static void check_points(const InferContext& context, int i, Dim points, const SymbolicShape& y) {
    if (!context.has_input(i)) {
      return;
    }
    SymbolicShape expected = y;
    expected[1] = points;
    const SymbolicShape& shape = context.shape(i);
    bool fits = shape.rank() == expected.rank();
    for (int axis = 0; axis < expected.rank() && fits; ++axis) {
      fits = !certainly_differ(shape[axis], expected[axis]);
    }
    context.require(fits, "input ", i, i == kMask ? " ('mask')" : " ('offset')", " has shape ",
                    shape, ", expected ", expected);
  }

  template <class T>
  void run_as(RunContext& context, Tensor& y) const {
    const Tensor x = as_computed(context, context.input(kX));
    const Tensor w = as_computed(context, context.input(kW));
    const Tensor offset = as_computed(context, context.input(kOffset));
    const Tensor bias = optional_input(context, kBias);
    const Tensor mask = optional_input(context, kMask);
    kernels::DeformWindow deform;
    deform.window = attributes_.window(spatial(x.shape()), spatial(w.shape()));
    deform.spatial_rank = x.rank() - 2;
    deform.channels = x.dim(1);
    deform.offset_groups = offset_groups_;
    const std::int64_t outputs = deform.window.output_count();
    const std::int64_t depth = w.dim(1) * deform.window.kernel_count();
    Tensor columns = context.allocate(x.dtype(), {groups_, depth, outputs});
    const auto entry = [](const Tensor& tensor, std::int64_t n) {
      return tensor.data<T>() + n * tensor.shape().count(1, tensor.rank());
    };
    for (std::int64_t n = 0; n < x.dim(0); ++n) {
      kernels::deform_columns<T>(deform, entry(x, n), entry(offset, n),
                                 context.has_input(kMask) ? entry(mask, n) : nullptr,
                                 columns.data<T>(), context.threads());
      for (std::int64_t group = 0; group < groups_; ++group) {
        const std::int64_t channels = w.dim(0) / groups_;
        const std::int64_t first = group * channels;
        multiply<T>(context, channels, depth, outputs, w.data<T>() + first * depth,
                    columns.data<T>() + group * depth * outputs,
                    context.has_input(kBias) ? bias.data<T>() + first : nullptr,
                    y.data<T>() + (n * w.dim(0) + first) * outputs);
      }
    }
  }

  // y [m, n] = w [m, k] * columns [k, n] + bias [m]
  template <class T>
  static void multiply(const RunContext& context, std::int64_t m, std::int64_t k, std::int64_t n,
                       const T* w, const T* columns, const T* bias, T* y) {
    const kernels::GemmShape shape{static_cast<std::size_t>(m), static_cast<std::size_t>(n),
                                   static_cast<std::size_t>(k)};
    const kernels::MatrixView<T> left = matrix_view(w, k, false);
    const kernels::MatrixView<T> right = matrix_view(columns, n, false);
    if constexpr (std::is_same_v<T, float>) {
      const auto rhs = kernels::GemmRhs::of_view(right);
      kernels::GemmEpilogue epilogue;
      epilogue.addend = bias;
      epilogue.addend_row_stride = 1;
      epilogue.addend_col_stride = 0;
      kernels::gemm(shape, left, rhs, y, static_cast<std::ptrdiff_t>(n), epilogue,
                    context.scratch<float>(kernels::gemm_scratch_size(shape, left, rhs)).data(),
                    context.threads());
    } else {
      kernels::gemm_plain(shape.m, shape.n, shape.k, left, right, y,
                          static_cast<std::ptrdiff_t>(n));
      for (std::int64_t i = 0; i < m * n && bias != nullptr; ++i) {
        y[i] += bias[i / n];
      }
    }
  }

  static Tensor optional_input(const RunContext& context, int i) {
    return context.has_input(i) ? as_computed(context, context.input(i)) : Tensor();
  }

  WindowAttributes attributes_;
  std::int64_t groups_;
  std::int64_t offset_groups_;
};

}  // namespace

SARDONYX_OPERATORS(nn, deform_conv) {
  registry.add({.name = "DeformConv",
                .since = 19,
                .signature = "X: T, W: T, offset: T, B?: T, mask?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<DeformConv>});
}

}  // namespace sardonyx
