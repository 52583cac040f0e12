// https://onnx.ai/onnx/operators/onnx__MatMulInteger.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/broadcast.h"
#include "core/kernels/gemm/gemm.h"
#include "core/ops/common/integer_product.h"
#include "core/ops/common/matrix_product.h"

namespace sardonyx {
namespace {

class MatMulInteger : public Operator {
 public:
  explicit MatMulInteger(const MakeContext&) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& a = context.shape(0);
    const SymbolicShape& b = context.shape(1);
    SymbolicShape y = product_shape(context, a, b);
    check_zero_point(context, 2, a.rank() == 1 ? Dim(1) : a[a.rank() - 2]);
    check_zero_point(context, 3, b.rank() == 1 ? Dim(1) : b[b.rank() - 1]);
    context.set_shape(0, std::move(y));
  }

  void prepack(PrepackContext& context) override {
    const Tensor* b = context.constant(1);
    if (b == nullptr || b->rank() != 2 || b->element_count() == 0 ||
        (context.has_input(3) && context.constant(3) == nullptr)) {
      return;
    }
    Tensor wide = Tensor::allocate(DType::kFloat, b->shape());
    subtract_zero_point(*b, context.constant(3), 1, wide.data<float>());
    for (std::int64_t k = 0; k < b->dim(0); k += kExactProducts) {
      packed_.emplace_back().pack(rows(wide, k, std::min(kExactProducts, b->dim(0) - k)), false);
    }
    context.release(1);
  }

  void run(RunContext& context) const override {
    const Tensor a = as_matrix(context.input(0), Shape{1, context.input(0).element_count()});
    const Tensor b = as_matrix(context.input(1), Shape{context.input(1).element_count(), 1});
    Tensor& y = context.output(0);
    Tensor wide_a = context.allocate(DType::kFloat, a.shape());
    subtract_zero_point(a, context.optional_input(2), a.rank() - 2, wide_a.data<float>());
    Tensor wide_b;
    if (packed_.empty()) {
      wide_b = context.allocate(DType::kFloat, b.shape());
      subtract_zero_point(b, context.optional_input(3), b.rank() - 1, wide_b.data<float>());
    }
    const auto m = static_cast<std::size_t>(a.dim(-2));
    const auto n = static_cast<std::size_t>(b.dim(-1));
    const auto k = static_cast<std::size_t>(a.dim(-1));
    const Shape batch_a(std::span<const std::int64_t>(a.shape()).first(a.shape().size() - 2));
    const Shape batch_b(std::span<const std::int64_t>(b.shape()).first(b.shape().size() - 2));
    const kernels::Broadcast<2> walk(broadcast(batch_a, batch_b), {batch_a, batch_b});
    Tensor part = context.allocate(DType::kFloat, Shape{a.dim(-2), b.dim(-1)});
    walk.for_each_run([&](const std::array<std::int64_t, 2>& offsets, std::int64_t first) {
      for (std::int64_t i = 0; i < walk.run(); ++i) {
        const auto of_a = static_cast<std::size_t>(offsets[0] + (walk.repeats(0) ? 0 : i));
        const auto of_b = static_cast<std::size_t>(offsets[1] + (walk.repeats(1) ? 0 : i));
        const float* matrix_b = packed_.empty() ? wide_b.data<float>() + of_b * k * n : nullptr;
        multiply(context, {m, n, k}, wide_a.data<float>() + of_a * m * k, matrix_b,
                 part.data<float>(),
                 y.data<std::int32_t>() + static_cast<std::size_t>(first + i) * m * n);
      }
    });
  }

 private:
  static Tensor as_matrix(const Tensor& operand, const Shape& of_vector) {
    return operand.rank() == 1 ? operand.reshaped(of_vector) : operand;
  }

  static Tensor rows(const Tensor& matrix, std::int64_t first, std::int64_t count) {
    return {DType::kFloat, Shape{count, matrix.dim(1)},
            const_cast<float*>(matrix.data<float>()) + first * matrix.dim(1), matrix.owner()};
  }

  // One product, its sum cut into parts that float adds exactly.
  void multiply(RunContext& context, const kernels::GemmShape& whole, const float* a,
                const float* b, float* part, std::int32_t* y) const {
    if (whole.k == 0) {
      std::fill_n(y, whole.m * whole.n, 0);
    }
    const auto most = static_cast<std::size_t>(kExactProducts);
    for (std::size_t k = 0; k < whole.k; k += most) {
      const kernels::GemmShape shape{whole.m, whole.n, std::min(most, whole.k - k)};
      const kernels::MatrixView<float> view{a + k, static_cast<std::ptrdiff_t>(whole.k), 1};
      const auto rhs =
          b == nullptr
              ? kernels::GemmRhs::of_packed(packed_[k / most].at(0))
              : kernels::GemmRhs::of_view(matrix_view(
                    b + k * whole.n, static_cast<std::int64_t>(whole.n), /*transposed=*/false));
      const std::span<float> scratch =
          context.scratch<float>(kernels::gemm_scratch_size(shape, view, rhs));
      kernels::gemm(shape, view, rhs, part, static_cast<std::ptrdiff_t>(shape.n), {},
                    scratch.data(), context.threads());
      add_part(part, shape.m * shape.n, k == 0, y);
    }
  }

  std::vector<PackedMatrices> packed_;  // one per part of the sum
};

}  // namespace

SARDONYX_OPERATORS(quant, matmul_integer) {
  registry.add({.name = "MatMulInteger",
                .since = 10,
                .signature = "A: T1, B: T2, a_zero_point?: T1, b_zero_point?: T2 -> Y: int32",
                .types = {{{"T1", DTypeSet{DType::kInt8, DType::kUint8}},
                           {"T2", DTypeSet{DType::kInt8, DType::kUint8}}}},
                .make = make<MatMulInteger>});
}

}  // namespace sardonyx
