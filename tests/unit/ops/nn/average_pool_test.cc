#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(AveragePool, TwoDimensions) {
  OpTest test("AveragePool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.input<float>({1, 2, 4, 4}, {0,  8,  3,  -2, -2, 8,  3,  -2, 5, -2, -5, 5, -8, -1, -2, -1,
                                   -5, -2, -7, -1, 4,  -7, -7, -8, 6, 5,  -9, 1, -1, 3,  -2, 6});
  test.output<float>({1, 2, 2, 2}, {3.5f, 0.5f, -1.5f, -0.75f, -2.5f, -5.75f, 3.25f, -1}, kFloat);
  test.check();
}

TEST(AveragePool, PadsExcluded) {
  OpTest test("AveragePool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{3, 3});
  test.attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1});
  test.input<float>({1, 1, 4, 4}, {0, -5, 0, -5, 0, -4, -1, -4, 0, 5, 4, -2, 0, -3, -4, 3});
  test.output<float>(
      {1, 1, 4, 4},
      {-2.25f, -1.66667f, -3.16667f, -2.5f, -0.666667f, -0.111111f, -1.33333f, -1.33333f,
       -0.333333f, -0.333333f, -0.666667f, -0.666667f, 0.5f, 0.333333f, 0.5f, 0.25f},
      kFloat);
  test.check();
}

TEST(AveragePool, PadsIncluded) {
  OpTest test("AveragePool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{3, 3});
  test.attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1});
  test.attribute("count_include_pad", 1);
  test.input<float>({1, 1, 4, 4}, {5, -6, -5, -7, 9, 4, -6, 5, -4, -4, 0, 3, 3, -9, 5, -2});
  test.output<float>(
      {1, 1, 4, 4},
      {1.33333f, 0.111111f, -1.66667f, -1.44444f, 0.444444f, -0.777778f, -1.77778f, -1.11111f,
       -0.111111f, -0.222222f, -0.444444f, 0.555556f, -1.55556f, -1, -0.777778f, 0.666667f},
      kFloat);
  test.check();
}

TEST(AveragePool, CeilMode) {
  OpTest test("AveragePool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("ceil_mode", 1);
  test.input<float>({1, 1, 5, 5}, {8, 1,  8,  -5, 3, -3, 7,  2, 5,  2, 5,  -7, -5,
                                   4, -6, -8, 1,  9, -4, -6, 4, -5, 5, -6, -6});
  test.output<float>({1, 1, 3, 3}, {3.25f, 2.5f, 2.5f, -2.25f, 1, -6, -0.5f, -0.5f, -6}, kFloat);
  test.check();
}

TEST(AveragePool, CeilModePadsIncluded) {
  OpTest test("AveragePool", 19);
  test.attribute("kernel_shape", std::vector<std::int64_t>{3, 3});
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("pads", std::vector<std::int64_t>{0, 0, 1, 1});
  test.attribute("ceil_mode", 1);
  test.attribute("count_include_pad", 1);
  test.input<float>({1, 1, 5, 5}, {9, 2, -4, -1, 2,  -9, 9, 0,  9, 6,  -9, 6, 0,
                                   7, 2, -4, 4,  -4, -3, 2, -3, 8, -9, -2, -9});
  test.output<float>({1, 1, 3, 3},
                     {0.444444f, 2.33333f, 1.66667f, -1.22222f, -1.77778f, -0.833333f, -0.666667f,
                      -3.33333f, -2.25f},
                     kFloat);
  test.check();
}

TEST(AveragePool, OneDimension) {
  OpTest test("AveragePool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{3});
  test.attribute("strides", std::vector<std::int64_t>{2});
  test.input<float>({1, 2, 7}, {4, 1, -7, -8, 5, -6, 6, -3, 1, -8, 0, -9, -5, 8});
  test.output<float>({1, 2, 3}, {-0.666667f, -3.33333f, 1.66667f, -3.33333f, -5.66667f, -2},
                     kFloat);
  test.check();
}

TEST(AveragePool, Dilated) {
  OpTest test("AveragePool", 19);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("dilations", std::vector<std::int64_t>{2, 2});
  test.input<float>({1, 1, 5, 5}, {9, -1, 8, -6, 2,  4, 7,  -9, 2,  -5, -2, 9, 3,
                                   8, -6, 3, 8,  -8, 7, -3, -1, -9, 6,  -5, 9});
  test.output<float>({1, 1, 3, 3}, {4.5f, 2.5f, 1.75f, -2.5f, 6, -6.25f, 1.5f, 0.75f, 3}, kFloat);
  test.check();
}

TEST(AveragePool, SameLower) {
  OpTest test("AveragePool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{3, 3});
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("auto_pad", "SAME_LOWER");
  test.input<float>({1, 1, 4, 4}, {-9, -7, -7, 3, 3, -6, -8, -5, -7, 4, 8, -1, -3, 0, -3, -6});
  test.output<float>({1, 1, 2, 2}, {-4.75f, -5, -1.5f, -1.88889f}, kFloat);
  test.check();
}

TEST(AveragePool, Double) {
  OpTest("AveragePool", 22)
      .attribute("kernel_shape", std::vector<std::int64_t>{2})
      .input<double>({1, 1, 2}, {1, 2})
      .expect<double>({1, 1, 1}, {1.5});
}

TEST(AveragePool, ScalarInput) {
  OpTest("AveragePool", 22)
      .attribute("kernel_shape", std::vector<std::int64_t>{2})
      .input<float>({}, {1})
      .expect_error("expected [N, C, ...]");
}

}  // namespace
}  // namespace sardonyx
