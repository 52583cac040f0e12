#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(MaxPool, TwoDimensions) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.input<float>({1, 2, 4, 4}, {-2, 4, 1,  -2, 4, -6, 1, -7, -7, 6, 6,  3, 8,  2, -8, -2,
                                   -5, 4, -6, 2,  7, -6, 8, 4,  -9, 1, -3, 4, -6, 0, -1, 0});
  test.output<float>({1, 2, 2, 2}, {4, 1, 8, 6, 7, 8, 1, 4}, kFloat);
  test.check();
}

TEST(MaxPool, PadsAndDilations) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1});
  test.attribute("dilations", std::vector<std::int64_t>{2, 2});
  test.attribute("strides", std::vector<std::int64_t>{2, 1});
  test.input<float>({1, 1, 5, 5}, {8, 8,  -8, 5,  -6, -7, 0, 9, 0, 2,  5,  0, -1,
                                   4, -7, 7,  -3, 2,  9,  5, 5, 6, -7, -1, 6});
  test.output<float>({1, 1, 3, 5}, {0, 9, 0, 9, 0, 0, 9, 9, 9, 9, -3, 7, 9, 5, 9}, kFloat);
  test.check();
}

TEST(MaxPool, CeilMode) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("ceil_mode", 1);
  test.input<float>({1, 1, 5, 5}, {-5, -4, 7, 5, -5, -9, 0,  7,  1,  -6, 0,  -1, 2,
                                   3,  -5, 0, 0, -6, 0,  -7, -6, -4, 9,  -9, 7});
  test.output<float>({1, 1, 3, 3}, {0, 7, -5, 0, 3, -5, -4, 9, 7}, kFloat);
  test.check();
}

TEST(MaxPool, OneDimension) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{3});
  test.attribute("strides", std::vector<std::int64_t>{2});
  test.input<float>({1, 2, 7}, {-5, 9, -7, 2, -1, -5, -3, -2, 2, 4, -4, -2, -9, -5});
  test.output<float>({1, 2, 3}, {9, 2, -1, 4, 4, -2}, kFloat);
  test.check();
}

TEST(MaxPool, ThreeDimensions) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2, 2});
  test.input<float>({1, 1, 3, 3, 3}, {-3, 6,  5,  5,  -5, -5, -2, -1, 5,  7, -2, -5, 7, 1,
                                      8,  -2, -4, -8, 4,  0,  -5, -1, -7, 9, -1, -4, 2});
  test.output<float>({1, 1, 2, 2, 2}, {7, 8, 7, 8, 7, 9, 7, 9}, kFloat);
  test.check();
}

TEST(MaxPool, Indices) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.input<float>({1, 2, 3, 3}, {6, 8, 3, -7, -2, 4, 6, 0, 7, -7, -3, 9, -6, 4, -5, -7, -6, 8});
  test.output<float>({1, 2, 2, 2}, {8, 8, 6, 7, 4, 9, 4, 8}, kFloat);
  test.output<std::int64_t>({1, 2, 2, 2}, {1, 1, 6, 8, 13, 11, 13, 17});
  test.check();
}

TEST(MaxPool, IndicesColumnMajor) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("storage_order", 1);
  test.input<float>({1, 1, 3, 4}, {9, -8, 4, -8, 6, -3, -9, 8, 8, -9, -2, 8});
  test.output<float>({1, 1, 2, 3}, {9, 4, 8, 8, -2, 8}, kFloat);
  test.output<std::int64_t>({1, 1, 2, 3}, {0, 6, 10, 2, 8, 10});
  test.check();
}

TEST(MaxPool, SameUpper) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{3, 3});
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("auto_pad", "SAME_UPPER");
  test.input<float>({1, 1, 4, 4}, {-3, 2, 7, -8, 0, 1, 8, -1, 6, 1, -1, 5, 7, 3, 2, 9});
  test.output<float>({1, 1, 2, 2}, {8, 8, 7, 9}, kFloat);
  test.check();
}

TEST(MaxPool, Uint8) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.input<std::uint8_t>({1, 1, 3, 3}, {153, 39, 234, 207, 94, 104, 169, 199, 179});
  test.output<std::uint8_t>({1, 1, 2, 2}, {207, 234, 207, 199});
  test.check();
}

TEST(MaxPool, Double) {
  OpTest test("MaxPool", 13);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.input<double>({1, 1, 3, 3}, {7, -8, 9, 0, -4, -5, -1, -4, 8});
  test.output<double>({1, 1, 2, 2}, {7, 9, 0, 8}, kFloat);
  test.check();
}

TEST(MaxPool, MissingKernelShape) {
  OpTest("MaxPool", 12)
      .input<float>({1, 1, 2, 2}, ramp(4))
      .expect_error("attribute 'kernel_shape' is missing");
}

TEST(MaxPool, WrongRank) {
  OpTest("MaxPool", 12)
      .attribute("kernel_shape", std::vector<std::int64_t>{2})
      .input<float>({1, 1, 2, 2}, ramp(4))
      .expect_error("attribute 'kernel_shape' has 1 elements, expected 2");
}

}  // namespace
}  // namespace sardonyx
