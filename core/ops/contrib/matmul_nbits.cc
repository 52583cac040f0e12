// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/gemm/gemm.h"
#include "core/kernels/packed_weights.h"
#include "core/kernels/parallel.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/matrix_product.h"

namespace sardonyx {
namespace {

enum Input { kA, kB, kScales, kZeroPoints, kGroups, kBias };

// How many floats of weights exist at a time: a tile of rows fits into the L2 cache.
constexpr std::size_t kTileFloats = 64 * 1024;

// A times the transpose of a matrix [N, K] of few bits per weight, which stays packed in memory.
class MatMulNBits : public Operator {
 public:
  explicit MatMulNBits(const MakeContext& context)
      : k_(context.get_int("K")),
        n_(context.get_int("N")),
        bits_(context.get_int("bits", 4)),
        block_(context.get_int("block_size")) {
    context.require(k_ >= 1 && n_ >= 1 && k_ <= kMost && n_ <= kMost, "attributes 'K' ", k_,
                    " and 'N' ", n_, " must be between 1 and 2^30");
    context.require_supported(bits_ == 2 || bits_ == 4 || bits_ == 8, "attribute 'bits' is ", bits_,
                              ", expected 2, 4 or 8");
    context.require(block_ >= 16 && block_ <= kMost && (block_ & (block_ - 1)) == 0,
                    "attribute 'block_size' is ", block_,
                    ", expected a power of two of at least 16");
    context.require_supported(context.get_int("weight_prepacked", 0) == 0,
                              "attribute 'weight_prepacked' is set");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& a = context.shape(kA);
    context.require(a.rank() >= 1 && !certainly_differ(a[a.rank() - 1], k_),
                    "input 0 ('A') has shape ", a, ", expected [..., ", k_, "]");
    expect_count(context, kB, n_ * blocks() * (block_ * bits_ / 8));
    expect_count(context, kScales, n_ * blocks());
    if (context.has_input(kZeroPoints)) {
      const bool packed = context.dtype(kZeroPoints) == DType::kUint8;
      expect_count(context, kZeroPoints, n_ * (packed ? (blocks() * bits_ + 7) / 8 : blocks()));
    }
    if (context.has_input(kGroups)) {
      const SymbolicShape& groups = context.shape(kGroups);
      context.require(groups.rank() == 1 && (!certainly_differ(groups[0], k_) ||
                                             !certainly_differ(groups[0], blocks() * block_)),
                      "input 4 ('g_idx') has shape ", groups, ", expected [", k_, "]");
    }
    if (context.has_input(kBias)) {
      expect_count(context, kBias, n_);
    }
    SymbolicShape y = a;
    y[y.rank() - 1] = n_;
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor a = widen(context, context.input(kA));
    const Tensor scales = widen(context, context.input(kScales));
    const Tensor bias = context.has_input(kBias) ? widen(context, context.input(kBias)) : Tensor();
    Tensor zero_points;
    kernels::BlockedWeights weights;
    weights.k = static_cast<std::size_t>(k_);
    weights.block = static_cast<std::size_t>(block_);
    weights.bits = static_cast<int>(bits_);
    weights.codes = context.input(kB).data<std::uint8_t>();
    weights.scales = scales.data<float>();
    if (context.has_input(kZeroPoints)) {
      const Tensor& given = context.input(kZeroPoints);
      if (given.dtype() == DType::kUint8) {
        weights.zero_points = given.data<std::uint8_t>();
      } else {
        zero_points = widen(context, given);
        weights.float_zero_points = zero_points.data<float>();
      }
    }
    weights.groups = groups(context);
    Tensor y = widened_output(context, 0);
    multiply(context, a, weights, bias.has_data() ? bias.data<float>() : nullptr, y);
    narrow_output(context, 0, y);
  }

 private:
  static constexpr std::int64_t kMost = std::int64_t{1} << 30;

  std::int64_t blocks() const { return (k_ + block_ - 1) / block_; }

  // Older files have them flat: only the number of elements counts.
  static void expect_count(const InferContext& context, int i, std::int64_t count) {
    const SymbolicShape& shape = context.shape(i);
    if (shape.known()) {
      const Shape known = shape.value();
      context.require(known.element_count() == count, "input ", i, " has shape ", known,
                      ", expected ", count, " elements");
    }
  }

  const std::int32_t* groups(const RunContext& context) const {
    if (!context.has_input(kGroups)) {
      return nullptr;
    }
    const auto* groups = context.input(kGroups).data<std::int32_t>();
    for (std::int64_t i = 0; i < k_; ++i) {
      context.require(groups[i] >= 0 && groups[i] < blocks(), "input 4 ('g_idx') has ", groups[i],
                      " at ", i, " for ", blocks(), " blocks");
    }
    return groups;
  }

  // Tile of rows by tile of rows of the weights, which are columns of the result.
  void multiply(const RunContext& context, const Tensor& a, const kernels::BlockedWeights& weights,
                const float* bias, Tensor& y) const {
    const auto n = static_cast<std::size_t>(n_);
    const auto m = static_cast<std::size_t>(a.element_count() / k_);
    const std::size_t tile = std::clamp<std::size_t>(kTileFloats / weights.k, 4, n + 3) / 4 * 4;
    const auto view = matrix_view(a.data<float>(), k_, false);
    const auto rhs_of = [&](const float* rows) {
      return kernels::GemmRhs::of_view(matrix_view(rows, k_, true));
    };
    const std::size_t gemm_scratch = std::max(
        kernels::gemm_scratch_size({m, std::min(tile, n), weights.k}, view, rhs_of(nullptr)),
        kernels::gemm_scratch_size({m, n % tile, weights.k}, view, rhs_of(nullptr)));
    const std::span<float> memory = context.scratch<float>(tile * weights.k + gemm_scratch);
    for (std::size_t first = 0; first < n; first += tile) {
      const std::size_t count = std::min(tile, n - first);
      kernels::parallel_ranges(
          context.threads(), count, 4, [&](std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end; ++row) {
              kernels::dequantize_row(weights, first + row, memory.data() + row * weights.k);
            }
          });
      kernels::GemmEpilogue epilogue;
      epilogue.bias = bias != nullptr ? bias + first : nullptr;
      kernels::gemm({m, count, weights.k}, view, rhs_of(memory.data()), y.data<float>() + first,
                    static_cast<std::ptrdiff_t>(n), epilogue, memory.data() + tile * weights.k,
                    context.threads());
    }
  }

  std::int64_t k_;
  std::int64_t n_;
  std::int64_t bits_;
  std::int64_t block_;
};

}  // namespace

SARDONYX_OPERATORS(contrib, matmul_nbits) {
  constexpr DTypeSet kReal = kFloatTypes - DTypeSet(DType::kDouble);
  registry.add({.domain = "com.microsoft",
                .name = "MatMulNBits",
                .signature = "A: T, B: uint8, scales: T, zero_points?: Z, g_idx?: int32, bias?: T "
                             "-> Y: T",
                .types = {{{"T", kReal}, {"Z", kReal | DTypeSet(DType::kUint8)}}},
                .make = make<MatMulNBits>});
}

}  // namespace sardonyx
