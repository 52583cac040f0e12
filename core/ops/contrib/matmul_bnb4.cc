// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <algorithm>
#include <array>

#include "core/base/checked.h"
#include "core/graph/op_registry.h"
#include "core/kernels/gemm/gemm.h"
#include "core/kernels/parallel.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/matrix_product.h"

namespace sardonyx {
namespace {

enum Input { kA, kB, kAbsMax };

using Table = std::array<float, 16>;

// What the codes of bitsandbytes stand for.
constexpr Table kFloat4 = {
    0,     5.208333333e-3f,  0.66666667f,  1,  0.33333333f,  0.5f,  0.16666667f,  0.25f,
    -0.0f, -5.208333333e-3f, -0.66666667f, -1, -0.33333333f, -0.5f, -0.16666667f, -0.25f};
constexpr Table kNormalFloat4 = {-1.0f,
                                 -0.6961928009986877f,
                                 -0.5250730514526367f,
                                 -0.39491748809814453f,
                                 -0.28444138169288635f,
                                 -0.18477343022823334f,
                                 -0.09105003625154495f,
                                 0.0f,
                                 0.07958029955625534f,
                                 0.16093020141124725f,
                                 0.24611230194568634f,
                                 0.33791524171829224f,
                                 0.44070982933044434f,
                                 0.5626170039176941f,
                                 0.7229568362236023f,
                                 1.0f};

// How many floats of weights exist at a time: a tile of rows fits into the L2 cache.
constexpr std::int64_t kTileFloats = 64 * 1024;

// A times the transpose of a matrix [N, K] of 4-bit codes, scaled in blocks that may straddle rows.
class MatMulBnb4 : public Operator {
 public:
  explicit MatMulBnb4(const MakeContext& context)
      : k_(context.get_int("K")), n_(context.get_int("N")), block_(context.get_int("block_size")) {
    context.require(k_ >= 1 && n_ >= 1 && k_ <= kMost && n_ <= kMost, "attributes 'K' ", k_,
                    " and 'N' ", n_, " must be between 1 and 2^30");
    context.require(block_ >= 16 && block_ <= kMost && (block_ & (block_ - 1)) == 0,
                    "attribute 'block_size' is ", block_,
                    ", expected a power of two of at least 16");
    const std::int64_t type = context.get_int("quant_type");
    context.require(type == 0 || type == 1, "attribute 'quant_type' is ", type,
                    ", expected 0 or 1");
    table_ = type == 0 ? &kFloat4 : &kNormalFloat4;
    context.require_supported(context.get_int("transB", 1) == 1, "attribute 'transB' is 0");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& a = context.shape(kA);
    context.require(a.rank() >= 1 && !certainly_differ(a[a.rank() - 1], k_),
                    "input 0 ('A') has shape ", a, ", expected [..., ", k_, "]");
    const std::int64_t count = n_ * k_;
    expect_count(context, kB, (count + 1) / 2);
    expect_count(context, kAbsMax, (count + block_ - 1) / block_);
    SymbolicShape y = a;
    y[y.rank() - 1] = n_;
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor a = widen(context, context.input(kA));
    const Tensor scales = widen(context, context.input(kAbsMax));
    const auto* codes = context.input(kB).data<std::uint8_t>();
    Tensor y = widened_output(context, 0);
    const std::size_t m = checked_size(a.element_count() / k_);
    const auto k = static_cast<std::size_t>(k_);
    const auto n = static_cast<std::size_t>(n_);
    const auto tile =
        static_cast<std::size_t>(std::clamp<std::int64_t>(kTileFloats / k_, 4, n_ + 3) / 4 * 4);
    const auto view = matrix_view(a.data<float>(), k_, false);
    const auto rhs_of = [&](const float* rows) {
      return kernels::GemmRhs::of_view(matrix_view(rows, k_, true));
    };
    const std::size_t gemm_scratch =
        std::max(kernels::gemm_scratch_size({m, std::min(tile, n), k}, view, rhs_of(nullptr)),
                 kernels::gemm_scratch_size({m, n % tile, k}, view, rhs_of(nullptr)));
    const std::span<float> memory = context.scratch<float>(tile * k + gemm_scratch);
    for (std::size_t first = 0; first < n; first += tile) {
      const std::size_t count = std::min(tile, n - first);
      kernels::parallel_ranges(
          context.threads(), count, 4, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin * k; i < end * k; ++i) {
              const std::uint64_t at = std::uint64_t{first} * k + i;
              const unsigned code = at % 2 == 0 ? codes[at / 2] >> 4 : codes[at / 2] & 15;
              memory[i] =
                  (*table_)[code] * scales.data<float>()[at / static_cast<std::uint64_t>(block_)];
            }
          });
      kernels::gemm({m, count, k}, view, rhs_of(memory.data()), y.data<float>() + first,
                    static_cast<std::ptrdiff_t>(n), {}, memory.data() + tile * k,
                    context.threads());
    }
    narrow_output(context, 0, y);
  }

 private:
  static constexpr std::int64_t kMost = std::int64_t{1} << 30;

  static void expect_count(const InferContext& context, int i, std::int64_t count) {
    const SymbolicShape& shape = context.shape(i);
    context.require(!shape.known() || shape.value().element_count() == count, "input ", i,
                    " has shape ", shape, ", expected ", count, " elements");
  }

  std::int64_t k_;
  std::int64_t n_;
  std::int64_t block_;
  const Table* table_;
};

}  // namespace

SARDONYX_OPERATORS(contrib, matmul_bnb4) {
  registry.add({.domain = "com.microsoft",
                .name = "MatMulBnb4",
                .signature = "A: T, B: uint8, absmax: T -> Y: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<MatMulBnb4>});
}

}  // namespace sardonyx
