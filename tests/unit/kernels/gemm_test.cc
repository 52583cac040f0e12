#include "core/kernels/gemm/gemm.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "core/kernels/math/math.h"
#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

// How an operand lies in memory.
enum class Layout { kRows, kColumns, kGapped, kScattered };

// A matrix with some layout, and the memory around it filled with NaN: what must not be read shows.
struct Operand {
  std::vector<float> memory;
  MatrixView<float> view;
};

Operand make_operand(Random& random, std::size_t rows, std::size_t cols, Layout layout) {
  Operand operand;
  const auto r = static_cast<std::ptrdiff_t>(rows);
  const auto c = static_cast<std::ptrdiff_t>(cols);
  switch (layout) {
    case Layout::kRows:
      operand.view = {nullptr, c, 1};
      break;
    case Layout::kColumns:
      operand.view = {nullptr, 1, r};
      break;
    case Layout::kGapped:
      operand.view = {nullptr, c + 3, 1};
      break;
    case Layout::kScattered:
      operand.view = {nullptr, 2, 2 * r + 1};
      break;
  }
  const std::ptrdiff_t size = rows == 0 || cols == 0 ? 0
                                                     : (r - 1) * operand.view.row_stride +
                                                           (c - 1) * operand.view.col_stride + 1;
  operand.memory.assign(static_cast<std::size_t>(size), std::nanf(""));
  operand.view.data = operand.memory.data();
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < cols; ++j) {
      operand.memory[static_cast<std::size_t>(operand.view.at(i, j) - operand.view.data)] =
          random.uniform();
    }
  }
  return operand;
}

// The sum in double, and the sum of magnitudes that bounds its rounding errors in float.
struct Reference {
  double sum = 0.0;
  double magnitude = 0.0;
};

Reference reference(const GemmShape& shape, const MatrixView<float>& a, const MatrixView<float>& b,
                    std::size_t i, std::size_t j) {
  Reference result;
  for (std::size_t k = 0; k < shape.k; ++k) {
    const double product = static_cast<double>(*a.at(i, k)) * static_cast<double>(*b.at(k, j));
    result.sum += product;
    result.magnitude += std::fabs(product);
  }
  return result;
}

struct Result {
  std::vector<float> c;  // rows `stride` apart
  std::ptrdiff_t stride;
};

constexpr std::ptrdiff_t kGap = 2;

Result run(const GemmShape& shape, const MatrixView<float>& a, const GemmRhs& b,
           const GemmEpilogue& epilogue, std::size_t threads) {
  Result result;
  result.stride = static_cast<std::ptrdiff_t>(shape.n) + kGap;
  result.c.assign(shape.m * static_cast<std::size_t>(result.stride), -7.0f);
  // Scratch of exactly the promised size: the address sanitizer watches its ends.
  std::vector<float> scratch(gemm_scratch_size(shape, a, b), std::nanf(""));
  ThreadPool pool(threads);
  gemm(shape, a, b, result.c.data(), result.stride, epilogue, scratch.data(), pool);
  return result;
}

std::vector<float> pack(const MatrixView<float>& b, std::size_t k, std::size_t n) {
  std::vector<float> packed(packed_b_size(k, n));
  ThreadPool pool(1);
  pack_b(b, k, n, packed.data(), pool);
  return packed;
}

void expect_product(const GemmShape& shape, const MatrixView<float>& a, const MatrixView<float>& b,
                    const Result& actual, const std::string& what) {
  for (std::size_t i = 0; i < shape.m; ++i) {
    const float* row = actual.c.data() + i * static_cast<std::size_t>(actual.stride);
    for (std::size_t j = 0; j < shape.n; ++j) {
      const Reference expected = reference(shape, a, b, i, j);
      const double tolerance = 1e-6 * expected.magnitude + 1e-30;
      ASSERT_NEAR(static_cast<double>(row[j]), expected.sum, tolerance)
          << what << " at " << i << ", " << j << " of " << shape.m << " x " << shape.n << " x "
          << shape.k;
    }
    for (std::ptrdiff_t j = 0; j < kGap; ++j) {
      ASSERT_EQ(row[static_cast<std::ptrdiff_t>(shape.n) + j], -7.0f) << what << ": wrote beyond";
    }
  }
}

const std::size_t kSmallSizes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 15, 16, 17, 23};

TEST(GemmTest, AgreesWithNaiveAtSizesAroundTheTile) {
  Random random(1);
  for (const std::size_t m : kSmallSizes) {
    for (const std::size_t n : {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 41}) {
      for (const std::size_t k : {1, 2, 3, 4, 5, 8, 13}) {
        const GemmShape shape = {m, n, k};
        const Operand a = make_operand(random, m, k, Layout::kRows);
        const Operand b = make_operand(random, k, n, Layout::kRows);
        const std::vector<float> packed = pack(b.view, k, n);
        expect_product(shape, a.view, b.view, run(shape, a.view, GemmRhs::of_view(b.view), {}, 1),
                       "view");
        expect_product(shape, a.view, b.view,
                       run(shape, a.view, GemmRhs::of_packed(packed.data()), {}, 1), "packed");
      }
    }
  }
}

TEST(GemmTest, AgreesWithNaiveForAllLayouts) {
  Random random(2);
  const GemmShape shapes[] = {{1, 9, 7},   {1, 40, 33},  {2, 19, 21},   {3, 6, 50}, {4, 2, 9},
                              {7, 1, 64},  {17, 24, 12}, {18, 25, 31},  {33, 8, 5}, {40, 3, 17},
                              {21, 41, 3}, {1, 1, 100},  {130, 21, 400}};
  const Layout layouts[] = {Layout::kRows, Layout::kColumns, Layout::kGapped, Layout::kScattered};
  for (const GemmShape& shape : shapes) {
    for (const Layout a_layout : layouts) {
      for (const Layout b_layout : layouts) {
        const Operand a = make_operand(random, shape.m, shape.k, a_layout);
        const Operand b = make_operand(random, shape.k, shape.n, b_layout);
        const std::vector<float> packed = pack(b.view, shape.k, shape.n);
        const std::string what = std::to_string(static_cast<int>(a_layout)) + " by " +
                                 std::to_string(static_cast<int>(b_layout));
        expect_product(shape, a.view, b.view, run(shape, a.view, GemmRhs::of_view(b.view), {}, 1),
                       what);
        expect_product(shape, a.view, b.view,
                       run(shape, a.view, GemmRhs::of_packed(packed.data()), {}, 1), what);
      }
    }
  }
}

TEST(GemmTest, SumsOverNothingAndProducesNothing) {
  const float one = 1.0f;
  const MatrixView<float> empty = {&one, 0, 1};
  float bias[] = {1.0f, 2.0f, 3.0f};
  GemmEpilogue epilogue;
  epilogue.bias = bias;
  const Result sums = run({2, 3, 0}, empty, GemmRhs::of_view(empty), epilogue, 1);
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_EQ(sums.c[i * static_cast<std::size_t>(sums.stride) + j], bias[j]);
    }
  }
  run({0, 3, 4}, empty, GemmRhs::of_view(empty), {}, 1);
  run({3, 0, 4}, empty, GemmRhs::of_view(empty), {}, 1);
}

// The whole epilogue, against the same in double.
TEST(GemmTest, AppliesTheEpilogue) {
  Random random(3);
  for (const GemmShape& shape :
       {GemmShape{1, 37, 20}, GemmShape{2, 18, 20}, GemmShape{3, 9, 20}, GemmShape{13, 21, 900},
        GemmShape{9, 2, 30}, GemmShape{24, 16, 400}, GemmShape{103, 77, 20}}) {
    const Operand a = make_operand(random, shape.m, shape.k, Layout::kRows);
    const Operand b = make_operand(random, shape.k, shape.n, Layout::kColumns);
    const std::vector<float> packed = pack(b.view, shape.k, shape.n);
    const std::vector<float> bias = random.floats(shape.n);
    const std::vector<float> full = random.floats(shape.m * shape.n);
    const auto n = static_cast<std::ptrdiff_t>(shape.n);
    const struct {
      std::ptrdiff_t row;
      std::ptrdiff_t col;
    } addends[] = {{n, 1}, {0, 1}, {1, 0}, {0, 0}};
    for (const auto& strides : addends) {
      for (const bool use_bias : {false, true}) {
        for (const bool use_unary : {false, true}) {
          GemmEpilogue epilogue;
          epilogue.alpha = 0.5f;
          epilogue.bias = use_bias ? bias.data() : nullptr;
          epilogue.addend = full.data();
          epilogue.addend_row_stride = strides.row;
          epilogue.addend_col_stride = strides.col;
          epilogue.beta = -2.0f;
          epilogue.low = -1.0f;
          epilogue.high = 1.5f;
          if (use_unary) {
            epilogue.finish.function = [](float* values, std::size_t count, const void*) {
              tanh(values, values, count);
            };
          }
          for (const bool use_packed : {false, true}) {
            const GemmRhs rhs =
                use_packed ? GemmRhs::of_packed(packed.data()) : GemmRhs::of_view(b.view);
            const Result actual = run(shape, a.view, rhs, epilogue, 1);
            const MatrixView<float> addend = {full.data(), strides.row, strides.col};
            for (std::size_t i = 0; i < shape.m; ++i) {
              for (std::size_t j = 0; j < shape.n; ++j) {
                const Reference product = reference(shape, a.view, b.view, i, j);
                double expected = 0.5 * product.sum;
                if (use_bias) expected += static_cast<double>(bias[j]);
                expected -= 2.0 * static_cast<double>(*addend.at(i, j));
                expected = std::clamp(expected, -1.0, 1.5);
                if (use_unary) expected = std::tanh(expected);
                ASSERT_NEAR(
                    static_cast<double>(actual.c[i * static_cast<std::size_t>(actual.stride) + j]),
                    expected, 1e-6 * (product.magnitude + 4.0))
                    << i << ", " << j << " of " << shape.m << " x " << shape.n;
              }
            }
          }
        }
      }
    }
  }
}

TEST(GemmTest, AddsToCInPlaceOverSeveralBlocksOfK) {
  Random random(4);
  for (const GemmShape& shape : {GemmShape{11, 19, 1000}, GemmShape{2, 16, 800}}) {
    const Operand a = make_operand(random, shape.m, shape.k, Layout::kRows);
    const Operand b = make_operand(random, shape.k, shape.n, Layout::kRows);
    const std::vector<float> packed = pack(b.view, shape.k, shape.n);
    const std::vector<float> start = random.floats(shape.m * shape.n);
    std::vector<float> c = start;
    GemmEpilogue epilogue;
    epilogue.addend = c.data();
    epilogue.addend_row_stride = static_cast<std::ptrdiff_t>(shape.n);
    ThreadPool pool(2);
    gemm(shape, a.view, GemmRhs::of_packed(packed.data()), c.data(),
         static_cast<std::ptrdiff_t>(shape.n), epilogue, nullptr, pool);
    for (std::size_t i = 0; i < shape.m; ++i) {
      for (std::size_t j = 0; j < shape.n; ++j) {
        const Reference product = reference(shape, a.view, b.view, i, j);
        const double expected = product.sum + static_cast<double>(start[i * shape.n + j]);
        ASSERT_NEAR(static_cast<double>(c[i * shape.n + j]), expected,
                    1e-6 * (product.magnitude + 1.0));
      }
    }
  }
}

// Several blocks of k, groups of panels and blocks of rows: the panels that are read ahead are all
// there.
TEST(GemmTest, AgreesWithNaiveOverSeveralBlocks) {
  Random random(8);
  for (const GemmShape& shape : {GemmShape{43, 150, 1601}, GemmShape{40, 72, 769},
                                 GemmShape{450, 80, 20}, GemmShape{64, 64, 1}}) {
    const Operand a = make_operand(random, shape.m, shape.k, Layout::kRows);
    const Operand b = make_operand(random, shape.k, shape.n, Layout::kRows);
    const std::vector<float> packed = pack(b.view, shape.k, shape.n);
    for (const std::size_t threads : {1, 2}) {
      expect_product(shape, a.view, b.view,
                     run(shape, a.view, GemmRhs::of_packed(packed.data()), {}, threads), "packed");
    }
  }
}

TEST(GemmTest, KeepsNaNThroughTheClamp) {
  const float a[] = {std::nanf(""), 1.0f};
  std::vector<float> b(9, 1.0f);
  GemmEpilogue epilogue;
  epilogue.low = 0.0f;
  epilogue.high = 6.0f;
  const Result wide = run({2, 9, 1}, {a, 1, 1}, GemmRhs::of_view({b.data(), 9, 1}), epilogue, 1);
  const Result thin = run({2, 1, 1}, {a, 1, 1}, GemmRhs::of_view({b.data(), 9, 1}), epilogue, 1);
  EXPECT_TRUE(std::isnan(wide.c[0]) && std::isnan(wide.c[8]) && std::isnan(thin.c[0]));
  EXPECT_EQ(wide.c[static_cast<std::size_t>(wide.stride)], 1.0f);
}

TEST(GemmTest, GivesTheSameBitsForEveryNumberOfThreads) {
  Random random(5);
  for (const GemmShape& shape :
       {GemmShape{97, 130, 500}, GemmShape{1, 700, 900}, GemmShape{2000, 2, 100},
        GemmShape{3, 400, 500}, GemmShape{500, 20, 64}}) {
    for (const Layout layout : {Layout::kRows, Layout::kColumns}) {
      const Operand a = make_operand(random, shape.m, shape.k, layout);
      const Operand b = make_operand(random, shape.k, shape.n, layout);
      const std::vector<float> packed = pack(b.view, shape.k, shape.n);
      for (const GemmRhs& rhs : {GemmRhs::of_view(b.view), GemmRhs::of_packed(packed.data())}) {
        const Result one = run(shape, a.view, rhs, {}, 1);
        for (const std::size_t threads : {2, 3, 5, 8}) {
          const Result many = run(shape, a.view, rhs, {}, threads);
          ASSERT_EQ(0, std::memcmp(one.c.data(), many.c.data(), one.c.size() * sizeof(float)))
              << threads << " threads, " << shape.m << " x " << shape.n << " x " << shape.k;
        }
      }
    }
  }
}

// One row has tiles of its own, of several panels: every number of panels, and a remainder of k.
TEST(GemmTest, GivesARowAloneTheSameBitsAsTheFirstOfTwo) {
  Random random(9);
  const std::size_t k = 803;
  for (std::size_t n = 5; n < 120; n += 8) {
    const Operand a = make_operand(random, 2, k, Layout::kRows);
    const Operand b = make_operand(random, k, n, Layout::kRows);
    const std::vector<float> packed = pack(b.view, k, n);
    const std::vector<float> bias = random.floats(n);
    GemmEpilogue epilogue;
    epilogue.bias = bias.data();
    epilogue.low = -0.5f;
    const Result two = run({2, n, k}, a.view, GemmRhs::of_packed(packed.data()), epilogue, 1);
    // A copy of exactly one row: the address sanitizer watches its end.
    const std::vector<float> row(a.memory.begin(), a.memory.begin() + k);
    const MatrixView<float> row_view = {row.data(), static_cast<std::ptrdiff_t>(k), 1};
    const Result one = run({1, n, k}, row_view, GemmRhs::of_packed(packed.data()), epilogue, 1);
    ASSERT_EQ(0, std::memcmp(one.c.data(), two.c.data(), one.c.size() * sizeof(float))) << n;
  }
}

TEST(GemmTest, GivesARowTheSameBitsInABatchAsAlone) {
  Random random(6);
  const std::size_t k = 900;
  const std::size_t n = 45;
  const Operand a = make_operand(random, 23, k, Layout::kRows);
  const Operand b = make_operand(random, k, n, Layout::kRows);
  const std::vector<float> packed = pack(b.view, k, n);
  const GemmRhs rhs = GemmRhs::of_packed(packed.data());
  const Result all = run({23, n, k}, a.view, rhs, {}, 1);
  for (std::size_t m = 1; m < 23; ++m) {
    const Result some = run({m, n, k}, a.view, rhs, {}, 1);
    ASSERT_EQ(0, std::memcmp(all.c.data(), some.c.data(), some.c.size() * sizeof(float))) << m;
  }
}

TEST(GemmBatchTest, GivesWhatSingleProductsGive) {
  Random random(7);
  for (const GemmShape& shape :
       {GemmShape{7, 9, 11}, GemmShape{20, 24, 64}, GemmShape{1, 30, 64}, GemmShape{16, 1, 8}}) {
    const std::size_t count = 5;
    const std::vector<float> a = random.floats(count * shape.m * shape.k);
    const std::vector<float> b = random.floats(count * shape.n * shape.k);
    // B is the transpose of what lies in memory; one product in two shares B with its neighbour.
    const MatrixView<float> a_view = {a.data(), static_cast<std::ptrdiff_t>(shape.k), 1};
    const MatrixView<float> b_view = {b.data(), 1, static_cast<std::ptrdiff_t>(shape.k)};
    std::vector<GemmOffsets> offsets(count);
    for (std::size_t i = 0; i < count; ++i) {
      offsets[i].a = static_cast<std::ptrdiff_t>(i * shape.m * shape.k);
      offsets[i].b = static_cast<std::ptrdiff_t>(i / 2 * shape.n * shape.k);
      offsets[i].c = static_cast<std::ptrdiff_t>((count - 1 - i) * shape.m * shape.n);
    }
    const GemmRhs rhs = GemmRhs::of_view(b_view);
    for (const std::size_t threads : {1, 2, 4, 8}) {
      ThreadPool pool(threads);
      std::vector<float> scratch(gemm_batch_scratch_size(shape, a_view, rhs, count, threads));
      std::vector<float> c(count * shape.m * shape.n);
      gemm_batch(shape, count, offsets.data(), a_view, rhs, c.data(),
                 static_cast<std::ptrdiff_t>(shape.n), {}, scratch.data(), pool);
      for (std::size_t i = 0; i < count; ++i) {
        const MatrixView<float> a_i = {a.data() + offsets[i].a, a_view.row_stride, 1};
        const MatrixView<float> b_i = {b.data() + offsets[i].b, 1, b_view.col_stride};
        const Result one = run(shape, a_i, GemmRhs::of_view(b_i), {}, 1);
        for (std::size_t r = 0; r < shape.m; ++r) {
          ASSERT_EQ(0, std::memcmp(one.c.data() + r * static_cast<std::size_t>(one.stride),
                                   c.data() + offsets[i].c + r * shape.n, shape.n * sizeof(float)))
              << "product " << i << ", " << threads << " threads";
        }
      }
    }
  }
}

}  // namespace
}  // namespace sardonyx::kernels
