// https://onnx.ai/onnx/operators/onnx__MatMul.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/broadcast.h"
#include "core/kernels/gemm/gemm.h"
#include "core/kernels/gemm/plain.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/matrix_product.h"
#include "core/ops/common/tail.h"

namespace sardonyx {
namespace {

// A vector on the left is a row, on the right a column; the axis that this adds is dropped from the
// result.
struct Operands {
  Shape a;
  Shape b;

  Operands(const Shape& left, const Shape& right) : a(left), b(right) {
    if (a.rank() == 1) {
      a.insert(0, 1);
    }
    if (b.rank() == 1) {
      b.push_back(1);
    }
  }
  std::int64_t m() const { return a[a.size() - 2]; }
  std::int64_t k() const { return a.back(); }
  std::int64_t n() const { return b.back(); }
};

Shape without_matrix(const Shape& shape) {
  return Shape(std::span<const std::int64_t>(shape.data(), shape.size() - 2));
}

class MatMul : public Operator {
 public:
  explicit MatMul(const MakeContext&) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, product_shape(context, context.shape(0), context.shape(1)));
  }

  void prepack(PrepackContext& context) override {
    const Tensor* b = context.constant(1);
    if (b != nullptr && b->rank() >= 2 && b->element_count() > 0 &&
        kFloatTypes.contains(b->dtype()) && b->dtype() != DType::kDouble) {
      packed_.pack(context, 1, /*transposed=*/false);
    }
  }

  void run(RunContext& context) const override {
    const Tensor& a = context.input(0);
    const Operands operands(a.shape(), context.input(1).shape());
    switch (a.dtype()) {
      case DType::kFloat:
      case DType::kFloat16:
      case DType::kBFloat16:
        return run_float(context, operands);
      case DType::kDouble:
        return run_plain<double>(context, operands);
      case DType::kInt32:
        return run_plain<std::int32_t>(context, operands);
      case DType::kUint32:
        return run_plain<std::uint32_t>(context, operands);
      case DType::kInt64:
        return run_plain<std::int64_t>(context, operands);
      default:
        return run_plain<std::uint64_t>(context, operands);
    }
  }

  bool fuses_tail() const override { return true; }

 private:
  // Calls f(offset of A, offset of B, number of the product) for every product, in matrices.
  template <class F>
  static void for_each_product(const Operands& operands, const F& f) {
    const Shape batch_a = without_matrix(operands.a);
    const Shape batch_b = without_matrix(operands.b);
    const Shape batch = broadcast(batch_a, batch_b);
    const kernels::Broadcast<2> walk(batch, {batch_a, batch_b});
    walk.for_each_run([&](const std::array<std::int64_t, 2>& offsets, std::int64_t first) {
      for (std::int64_t i = 0; i < walk.run(); ++i) {
        f(offsets[0] + (walk.repeats(0) ? 0 : i), offsets[1] + (walk.repeats(1) ? 0 : i),
          first + i);
      }
    });
  }

  void run_float(RunContext& context, const Operands& operands) const {
    const Tensor a = widen(context, context.input(0));
    const Tensor b = packed_.empty() ? widen(context, context.input(1)) : Tensor();
    Tensor y = widened_output(context, 0);
    const bool one_b = operands.b.rank() == 2;
    kernels::GemmShape shape;
    // All matrices of A under one B are one tall product.
    shape.m =
        static_cast<std::size_t>(one_b ? operands.a.count(0, operands.a.rank() - 1) : operands.m());
    shape.n = static_cast<std::size_t>(operands.n());
    shape.k = static_cast<std::size_t>(operands.k());
    const auto view_a = matrix_view(a.data<float>(), operands.k(), false);
    const auto rhs = [&](std::int64_t matrix) {
      const auto i = static_cast<std::size_t>(matrix);
      return packed_.empty() ? kernels::GemmRhs::of_view(matrix_view(
                                   b.data<float>() + i * shape.k * shape.n, operands.n(), false))
                             : kernels::GemmRhs::of_packed(packed_.at(i));
    };
    const auto c_stride = static_cast<std::ptrdiff_t>(shape.n);
    kernels::GemmEpilogue epilogue;
    Tail tail(context, y);
    take_steps(tail, epilogue);
    if (one_b) {
      const std::size_t scratch = kernels::gemm_scratch_size(shape, view_a, rhs(0));
      kernels::gemm(shape, view_a, rhs(0), y.data<float>(), c_stride, epilogue,
                    context.scratch<float>(scratch).data(), context.threads());
    } else {
      run_batch(context, operands, shape, view_a, rhs(0), y, epilogue);
    }
    narrow_output(context, 0, y);
  }

  // Every product has a B of its own: they are spread over the threads as wholes.
  void run_batch(RunContext& context, const Operands& operands, const kernels::GemmShape& shape,
                 const kernels::MatrixView<float>& a, const kernels::GemmRhs& b, Tensor& y,
                 const kernels::GemmEpilogue& epilogue) const {
    const std::size_t b_size = b.packed != nullptr
                                   ? static_cast<std::size_t>(packed_.at(1) - packed_.at(0))
                                   : shape.k * shape.n;
    const auto count = static_cast<std::size_t>(
        broadcast(without_matrix(operands.a), without_matrix(operands.b)).element_count());
    const std::size_t floats =
        kernels::gemm_batch_scratch_size(shape, a, b, count, context.threads().threads());
    const std::size_t for_offsets = count * sizeof(kernels::GemmOffsets);
    const std::span<std::byte> scratch =
        context.scratch<std::byte>(floats * sizeof(float) + for_offsets);
    auto* offsets = reinterpret_cast<kernels::GemmOffsets*>(scratch.data());
    for_each_product(operands, [&](std::int64_t of_a, std::int64_t of_b, std::int64_t i) {
      offsets[i] = {static_cast<std::ptrdiff_t>(of_a * shape.m * shape.k),
                    static_cast<std::ptrdiff_t>(of_b) * static_cast<std::ptrdiff_t>(b_size),
                    static_cast<std::ptrdiff_t>(i * shape.m * shape.n),
                    static_cast<std::ptrdiff_t>(i * shape.m * shape.n)};
    });
    kernels::gemm_batch(shape, count, offsets, a, b, y.data<float>(),
                        static_cast<std::ptrdiff_t>(shape.n), epilogue,
                        reinterpret_cast<float*>(scratch.data() + for_offsets), context.threads());
  }

  template <class T>
  static void run_plain(RunContext& context, const Operands& operands) {
    const auto m = static_cast<std::size_t>(operands.m());
    const auto n = static_cast<std::size_t>(operands.n());
    const auto k = static_cast<std::size_t>(operands.k());
    const T* a = context.input(0).data<T>();
    const T* b = context.input(1).data<T>();
    T* y = context.output(0).data<T>();
    for_each_product(operands, [&](std::int64_t of_a, std::int64_t of_b, std::int64_t i) {
      const auto at = [](std::int64_t matrix, std::size_t size) {
        return static_cast<std::size_t>(matrix) * size;
      };
      kernels::gemm_plain(m, n, k, matrix_view(a + at(of_a, m * k), operands.k(), false),
                          matrix_view(b + at(of_b, k * n), operands.n(), false), y + at(i, m * n),
                          static_cast<std::ptrdiff_t>(n));
    });
  }

  PackedMatrices packed_;
};

}  // namespace

SARDONYX_OPERATORS(math, matmul) {
  registry.add({.name = "MatMul",
                .since = 1,
                .signature = "A: T, B: T -> Y: T",
                .types = {{{"T", kFloatTypes | DTypeSet{DType::kInt32, DType::kInt64,
                                                        DType::kUint32, DType::kUint64}}}},
                .make = make<MatMul>});
}

}  // namespace sardonyx
