// https://onnx.ai/onnx/operators/onnx__Gemm.html

#include "core/kernels/gemm/gemm.h"
#include "core/graph/op_registry.h"
#include "core/kernels/gemm/plain.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/matrix_product.h"
#include "core/ops/common/tail.h"

namespace sardonyx {
namespace {

class Gemm : public Operator {
 public:
  explicit Gemm(const MakeContext& context)
      : alpha_(context.get_float("alpha", 1)),
        beta_(context.get_float("beta", 1)),
        transposed_a_(context.get_bool("transA", false)),
        transposed_b_(context.get_bool("transB", false)) {}

  void infer(InferContext& context) const override {
    context.require_rank(0, 2, 2);
    context.require_rank(1, 2, 2);
    const SymbolicShape& a = context.shape(0);
    const SymbolicShape& b = context.shape(1);
    const Dim k_of_a = a[transposed_a_ ? 0 : 1];
    const Dim k_of_b = b[transposed_b_ ? 1 : 0];
    context.require(!certainly_differ(k_of_a, k_of_b), "inner dimensions ", k_of_a, " and ", k_of_b,
                    " differ (A", a, transposed_a_ ? " transposed" : "", ", B", b,
                    transposed_b_ ? " transposed" : "", ")");
    const SymbolicShape y{a[transposed_a_ ? 1 : 0], b[transposed_b_ ? 0 : 1]};
    if (context.has_input(2)) {
      check_addend(context, context.shape(2), y);
    }
    context.set_shape(0, y);
  }

  void prepack(PrepackContext& context) override {
    const Tensor* b = context.constant(1);
    if (b != nullptr && b->element_count() > 0 && kFloatTypes.contains(b->dtype()) &&
        b->dtype() != DType::kDouble) {
      packed_.pack(context, 1, transposed_b_);
    }
  }

  void run(RunContext& context) const override {
    switch (context.input(0).dtype()) {
      case DType::kFloat:
      case DType::kFloat16:
      case DType::kBFloat16:
        return run_float(context);
      case DType::kDouble:
        return run_plain<double>(context);
      case DType::kInt32:
        return run_plain<std::int32_t>(context);
      case DType::kUint32:
        return run_plain<std::uint32_t>(context);
      case DType::kInt64:
        return run_plain<std::int64_t>(context);
      default:
        return run_plain<std::uint64_t>(context);
    }
  }

  bool fuses_tail() const override { return true; }

 private:
  static void check_addend(const InferContext& context, const SymbolicShape& c,
                           const SymbolicShape& y) {
    bool fits = c.rank() <= 2;
    for (int i = 1; fits && i <= c.rank(); ++i) {
      const Dim extent = c[c.rank() - i];
      fits = extent.is(1) || !certainly_differ(extent, y[2 - i]);
    }
    context.require(fits, "input 2 ('C') has shape ", c, ", which does not broadcast to ", y);
  }

  // C as a matrix with the strides that repeat it over the result.
  template <class T>
  static kernels::MatrixView<T> addend_view(const Tensor& c) {
    const std::int64_t cols = c.rank() >= 1 ? c.dim(-1) : 1;
    const std::int64_t rows = c.rank() >= 2 ? c.dim(-2) : 1;
    return {c.data<T>(), rows == 1 ? 0 : static_cast<std::ptrdiff_t>(cols),
            cols == 1 ? 0 : std::ptrdiff_t{1}};
  }

  kernels::GemmShape shape_of(const RunContext& context) const {
    const Shape& y = context.output(0).shape();
    return {static_cast<std::size_t>(y[0]), static_cast<std::size_t>(y[1]),
            static_cast<std::size_t>(context.input(0).dim(transposed_a_ ? 0 : 1))};
  }

  void run_float(RunContext& context) const {
    const kernels::GemmShape shape = shape_of(context);
    const Tensor a = widen(context, context.input(0));
    const Tensor b = packed_.empty() ? widen(context, context.input(1)) : Tensor();
    const Tensor c = context.has_input(2) ? widen(context, context.input(2)) : Tensor();
    Tensor y = widened_output(context, 0);
    const auto view_a = matrix_view(a.data<float>(), a.dim(1), transposed_a_);
    const kernels::GemmRhs rhs =
        packed_.empty()
            ? kernels::GemmRhs::of_view(matrix_view(b.data<float>(), b.dim(1), transposed_b_))
            : kernels::GemmRhs::of_packed(packed_.at(0));
    kernels::GemmEpilogue epilogue;
    epilogue.alpha = alpha_;
    if (c.has_data() && beta_ != 0) {
      const auto addend = addend_view<float>(c);
      epilogue.addend = addend.data;
      epilogue.addend_row_stride = addend.row_stride;
      epilogue.addend_col_stride = addend.col_stride;
      epilogue.beta = beta_;
    }
    Tail tail(context, y);
    take_steps(tail, epilogue);
    const std::size_t scratch = kernels::gemm_scratch_size(shape, view_a, rhs);
    kernels::gemm(shape, view_a, rhs, y.data<float>(), static_cast<std::ptrdiff_t>(shape.n),
                  epilogue, context.scratch<float>(scratch).data(), context.threads());
    narrow_output(context, 0, y);
  }

  template <class T>
  void run_plain(RunContext& context) const {
    const kernels::GemmShape shape = shape_of(context);
    const Tensor& a = context.input(0);
    const Tensor& b = context.input(1);
    T* y = context.output(0).data<T>();
    kernels::gemm_plain(
        shape.m, shape.n, shape.k, matrix_view(a.data<T>(), a.dim(1), transposed_a_),
        matrix_view(b.data<T>(), b.dim(1), transposed_b_), y, static_cast<std::ptrdiff_t>(shape.n));
    const auto addend =
        context.has_input(2) ? addend_view<T>(context.input(2)) : kernels::MatrixView<T>{};
    for (std::size_t i = 0; i < shape.m; ++i) {
      for (std::size_t j = 0; j < shape.n; ++j) {
        T& element = y[i * shape.n + j];
        const auto with = addend.data == nullptr ? 0.0 : static_cast<double>(*addend.at(i, j));
        // Integer results follow from the real-valued formula, as in the reference.
        if (alpha_ != 1 || addend.data != nullptr) {
          element = scale_and_add(element, with);
        }
      }
    }
  }

  template <class T>
  T scale_and_add(T product, double addend) const {
    if (alpha_ == 1 && beta_ == 1 && std::is_integral_v<T>) {
      using Wrapping = std::conditional_t<std::is_integral_v<T>, std::uint64_t, T>;
      return static_cast<T>(static_cast<Wrapping>(product) +
                            static_cast<Wrapping>(static_cast<T>(addend)));
    }
    return static_cast<T>(static_cast<double>(alpha_) * static_cast<double>(product) +
                          static_cast<double>(beta_) * addend);
  }

  float alpha_;
  float beta_;
  bool transposed_a_;
  bool transposed_b_;
  PackedMatrices packed_;
};

}  // namespace

SARDONYX_OPERATORS(math, gemm) {
  registry.add({.name = "Gemm",
                .since = 1,
                .signature = "A: T, B: T, C?: T -> Y: T",
                .types = {{{"T", kFloatTypes | DTypeSet{DType::kInt32, DType::kInt64,
                                                        DType::kUint32, DType::kUint64}}}},
                .make = make<Gemm>});
}

}  // namespace sardonyx
