#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ConvTranspose, Plain) {
  OpTest test("ConvTranspose", 11);
  test.input<float>({1, 1, 3, 3}, {8, 2, 3, 8, 1, 5, 6, -5, -8});
  test.input<float>({1, 2, 3, 3}, {-4, -4, 7, 8, -9, 0, 6, -7, 6, -7, -1, 6, -4, -3, -4, 4, -5, 9});
  test.output<float>(
      {1, 2, 5, 5},
      {-32, -40, 36,  2,   21,  32,  -92, 38,  -40, 35,  88, -112, 177, -57, -38, 96,  -144,
       52,  43,  30,  36,  -72, 23,  26,  -48, -56, -22, 25, 9,    18,  -88, -47, -38, -16,
       18,  -42, -31, 116, -38, -41, 8,   -34, 110, 28,  77, 24,   -50, 47,  -5,  -72},
      kFloat);
  test.check();
}

TEST(ConvTranspose, StridesPadsBias) {
  OpTest test("ConvTranspose", 11);
  test.attribute("strides", std::vector<std::int64_t>{2, 3});
  test.attribute("pads", std::vector<std::int64_t>{1, 0, 1, 2});
  test.input<float>({1, 2, 3, 3}, {-1, 0, 0, 2, 1, 0, 9, 6, 6, 4, 2, -3, 9, -1, -5, 7, -6, 7});
  test.input<float>({2, 3, 3, 3},
                    {2,  -7, -9, -1, -9, -7, 0, 9, -1, 6,  8,  6,  2,  -1, 0, -4, 0,  -2,
                     -5, 9,  -9, -8, -6, 9,  4, 7, -6, 4,  -2, 0,  -9, 2,  6, 3,  -7, 1,
                     -4, 9,  7,  -6, 0,  8,  7, 4, 3,  -9, 5,  -1, -8, -5, 1, 4,  0,  2});
  test.input<float>({3}, {7, 4, -3});
  test.output<float>(
      {1, 3, 5, 7},
      {-28, 24,  38,  -11, 11,   19,  34,  59,   -62,  -6,  11,  -12, 0,   -22, -76, 7,   47,  15,
       -4,  -6,  52,  80,  -115, -67, -8,  -7,   -49,  32,  -65, -60, -14, 55,  -59, -71, -62, -22,
       5,   36,  -8,  4,   20,   22,  12,  117,  93,   28,  11,  9,   3,   -46, 2,   76,  12,  3,
       -4,  34,  85,  175, 130,  53,  -6,  -7,   -23,  -20, -5,  60,  52,  -2,  -44, -26, -27, -17,
       -8,  -19, -13, -1,  21,   -82, 53,  -16,  9,    1,   -7,  30,  -91, -60, 24,  -3,  -4,  5,
       37,  -67, 127, -85, 21,   28,  -59, -116, -131, -92, 85,  -3,  -9,  45,  -107},
      kFloat);
  test.check();
}

TEST(ConvTranspose, OutputPadding) {
  OpTest test("ConvTranspose", 11);
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("output_padding", std::vector<std::int64_t>{1, 1});
  test.input<float>({1, 1, 3, 3}, {3, 2, -7, -8, 3, -2, 2, -3, -5});
  test.input<float>({1, 1, 3, 3}, {-7, -2, 6, -2, -2, 1, 9, -2, 2});
  test.output<float>({1, 1, 8, 8},
                     {-21, -6, 4,   -4,  61,  14, -42, 0, -6, -6, -1,  -4, 16, 14, -7, 0,
                      83,  10, -45, -10, -27, 18, -26, 0, 16, 16, -14, -6, 7,  4,  -2, 0,
                      -86, 12, 44,  0,   5,   14, -34, 0, -4, -4, 8,   6,  7,  10, -5, 0,
                      18,  -4, -23, 6,   -51, 10, -10, 0, 0,  0,  0,   0,  0,  0,  0,  0},
                     kFloat);
  test.check();
}

TEST(ConvTranspose, OutputShape) {
  OpTest test("ConvTranspose", 11);
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("output_shape", std::vector<std::int64_t>{8, 7});
  test.input<float>({1, 1, 3, 3}, {-1, 2, -1, 3, 1, 3, 9, -7, 1});
  test.input<float>({1, 1, 3, 3}, {-1, -3, -5, -9, -2, 6, -8, -2, 9});
  test.output<float>({1, 1, 8, 7}, {1,   3,   3,   -6, -9,  3,  5,   9,   2,   -24, -4, 21,  2,  -6,
                                    5,   -7,  -41, -7, 18,  -7, -24, -27, -6,  9,   -2, -21, -6, 18,
                                    -33, -33, -19, 19, 19,  -9, 22,  -81, -18, 117, 14, -51, -2, 6,
                                    -72, -18, 137, 14, -71, -2, 9,   0,   0,   0,   0,  0,   0,  0},
                     kFloat);
  test.check();
}

TEST(ConvTranspose, SameUpper) {
  OpTest test("ConvTranspose", 11);
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("auto_pad", "SAME_UPPER");
  test.input<float>({1, 1, 3, 3}, {9, -5, -9, 3, -9, -4, 0, 7, -8});
  test.input<float>({1, 1, 4, 4}, {3, 1, -7, 7, 7, 0, 8, 2, 8, 9, 1, -4, -7, 1, -6, 5});
  test.output<float>({1, 1, 6, 6}, {0, 37,  18, -103, -10, -72, 84, -79, -69, -26,  -128, 19,
                                    9, -58, 46, -7,   -52, 22,  27, -48, -86, -114, 41,   52,
                                    3, 94,  6,  82,   -35, -40, 0,  56,  63,  -57,  -100, -8},
                     kFloat);
  test.check();
}

TEST(ConvTranspose, SameLower) {
  OpTest test("ConvTranspose", 11);
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.attribute("auto_pad", "SAME_LOWER");
  test.input<float>({1, 1, 3, 3}, {8, -5, 1, -9, -6, -2, 7, 9, 3});
  test.input<float>({1, 1, 3, 3}, {2, 1, -8, -2, 9, -2, -5, -5, 4});
  test.output<float>({1, 1, 6, 6}, {72,  -6,  -45, 8,   9,   -2, -49, 117, 19,  19,  -7,  20,
                                    -81, 30,  -54, 16,  -18, 4,  52,  -44, 39,  -80, 13,  -32,
                                    63,  -32, 81,  -24, 27,  -6, -35, -17, -45, 21,  -15, 12},
                     kFloat);
  test.check();
}

TEST(ConvTranspose, Dilated) {
  OpTest test("ConvTranspose", 11);
  test.attribute("dilations", std::vector<std::int64_t>{2, 2});
  test.input<float>({1, 1, 3, 3}, {-9, 9, 7, 1, -1, 5, 1, 0, -3});
  test.input<float>({1, 1, 2, 2}, {-1, 5, -8, -9});
  test.output<float>({1, 1, 5, 5}, {9,   -9,  -52, 45, 35,  -1, 1,   0,  -5, 25, 71, -72, 33,
                                    -81, -78, -8,  8,  -49, 9,  -45, -8, 0,  15, 0,  27},
                     kFloat);
  test.check();
}

TEST(ConvTranspose, Grouped) {
  OpTest test("ConvTranspose", 11);
  test.attribute("group", 2);
  test.input<float>({1, 4, 2, 2}, {4, -2, 6, -9, 8, -7, -2, 9, -7, 3, 4, -1, -8, 0, -1, 7});
  test.input<float>({4, 2, 2, 2}, {3,  -3, -8, 2,  -4, 3, 7, -3, 8, 0,  1, 5,  5, 8, 9, -7,
                                   -2, 8,  -4, -9, 1,  5, 5, 6,  3, -7, 7, -2, 7, 6, 9, -9});
  test.input<float>({4}, {7, 2, 0, 6});
  test.output<float>({1, 4, 3, 3}, {83,  -67, 13,  -15, 91,  -5,  -43,  90,  34, 26,  51,  -60,
                                    68,  -60, 102, 26,  16,  -34, -10,  -6,  24, -39, 129, -84,
                                    -23, 19,  -5,  -57, -74, 21,  -104, 113, 61, 17,  97,  -63},
                     kFloat);
  test.check();
}

TEST(ConvTranspose, OneDimension) {
  OpTest test("ConvTranspose", 11);
  test.attribute("strides", std::vector<std::int64_t>{2});
  test.input<float>({2, 2, 4}, {9, 0, -8, 4, -5, -5, -6, -6, 8, -3, -7, -6, -2, -3, -4, 9});
  test.input<float>({2, 3, 3}, {7, 1, 9, -3, -7, -4, -8, 9, -5, -1, -6, 9, -6, 0, 9, 0, 8, 8});
  test.input<float>({3}, {5, 5, 1});
  test.output<float>(
      {2, 3, 9},
      {73,  44,  46,  35,  -90, 33,   -87, 45,  -13, 8,   -58, -46, 5,   20,  61,  7,    -23, -65,
       -71, 42,  -84, -39, 25,  -119, -39, -11, -67, 63,  25,  41,  20,  -94, 22,  -145, -55, 32,
       -7,  -51, -18, 26,  35,  54,   -39, 47,  110, -63, 57,  -31, -50, 48,  -94, 52,   19,  103},
      kFloat);
  test.check();
}

TEST(ConvTranspose, ThreeDimensions) {
  OpTest test("ConvTranspose", 11);
  test.input<float>({1, 1, 2, 2, 2}, {2, 6, -1, 8, 7, -2, -2, 4});
  test.input<float>({1, 2, 2, 2, 2}, {8, -8, -8, -5, -1, -6, 0, 1, 9, 5, -5, 5, 6, 3, 3, -4});
  test.output<float>(
      {1, 2, 3, 3, 3},
      {16, 32,  -48, -24, 14,  -94, 8, -59, -40, 54, -90, -20, -71, 29,  -64, 16, -23, -12,
       -7, -40, 12,  2,   15,  -26, 0, -2,  4,   18, 64,  30,  -19, 47,  70,  5,  -45, 40,
       75, 59,  8,   -53, 126, 10,  7, -2,  -12, 42, 9,   -6,  9,   -16, 20,  -6, 20,  -16},
      kFloat);
  test.check();
}

TEST(ConvTranspose, WrongChannels) {
  OpTest("ConvTranspose", 22)
      .input<float>({1, 2, 2, 2}, ramp(8))
      .input<float>({1, 1, 2, 2}, ramp(4))
      .expect_error("has 2 channels, the weights of shape");
}

TEST(ConvTranspose, EmptyBatch) {
  OpTest("ConvTranspose", 22)
      .input<float>({0, 1, 2, 2}, {})
      .input<float>({1, 1, 2, 2}, ramp(4))
      .expect<float>({0, 1, 3, 3}, {});
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(ConvTranspose, DoublesInGroups) {
  OpTest test("ConvTranspose", 22);
  test.attribute("strides", std::vector<std::int64_t>{2, 1});
  test.attribute("pads", std::vector<std::int64_t>{1, 0, 0, 1});
  test.attribute("dilations", std::vector<std::int64_t>{1, 2});
  test.attribute("group", 2);
  test.attribute("output_padding", std::vector<std::int64_t>{1, 0});
  test.input<double>(
      {2, 4, 3, 2},
      {-0.57, 1.36, -0.32, 0.59,  -1.86, 0.58,  -0.69, -0.38, 0.99,  -1.21, 1.81,  -1.33,
       1.95,  1.73, -1.46, -1.99, -2,    1.34,  1.08,  0.72,  1.19,  0.31,  -0.57, 1.87,
       -1.71, 0.02, -1.93, 0.32,  1.74,  -1.15, 1.13,  0.41,  -0.75, 0.64,  -0.87, -1.12,
       -0.45, 0.66, 1.97,  -0.75, -0.66, -0.07, -1.1,  0.02,  1.84,  0.65,  -1.01, 1.11});
  test.input<double>({4, 1, 3, 2}, {1.59, -1.17, -1.64, 1.6,   -1.99, -1.08, 1.33,  1.81,
                                    -2,   -0.59, -0.29, -1.76, 0.09,  0.23,  -1.61, -1.24,
                                    1.22, -0.55, 1.39,  1.48,  -1.16, -0.77, -0.22, -0.18});
  test.input<double>({2}, {0.4, -0.85});
  test.output<double>({2, 2, 7, 3},
                      {2.7148,
                       -1.0703999999999998,
                       -0.10489999999999988,
                       2.5422999999999996,
                       -2.8674000000000004,
                       4.3963,
                       -1.0552000000000001,
                       1.8523999999999998,
                       -0.6960999999999998,
                       0.1995999999999999,
                       -1.2699000000000003,
                       4.455500000000001,
                       -0.1696000000000003,
                       2.1088000000000005,
                       -3.643900000000001,
                       3.5765,
                       -0.36849999999999994,
                       -0.7767999999999996,
                       0.4,
                       0.4,
                       0.4,
                       -5.242299999999999,
                       -4.4705,
                       -4.0996,
                       2.8140999999999994,
                       1.3539999999999996,
                       -0.6915000000000001,
                       0.1202000000000002,
                       1.9943,
                       0.04410000000000003,
                       -3.8653,
                       -0.6261,
                       -1.5648,
                       3.0312,
                       -5.1766000000000005,
                       2.0688999999999997,
                       -3.1646,
                       0.37340000000000007,
                       0.35260000000000014,
                       -0.85,
                       -0.85,
                       -0.85,
                       0.9444,
                       -0.4528,
                       -3.0027000000000004,
                       -0.5910000000000003,
                       1.6013000000000002,
                       1.1585999999999999,
                       5.0652,
                       -1.4047999999999998,
                       -2.2455000000000003,
                       6.067700000000001,
                       -3.7405000000000004,
                       0.19390000000000007,
                       -0.7135999999999997,
                       4.526,
                       3.6973000000000003,
                       -2.8103000000000002,
                       3.0133,
                       0.05199999999999971,
                       0.4,
                       0.4,
                       0.4,
                       1.1505,
                       -1.9358000000000004,
                       0.5550000000000003,
                       1.5778999999999996,
                       0.7868,
                       2.7718000000000003,
                       -6.1560999999999995,
                       -0.39649999999999996,
                       -4.7096,
                       -0.3147000000000001,
                       -0.37140000000000006,
                       -3.9113,
                       1.3842000000000003,
                       -2.0249,
                       0.7461000000000001,
                       -1.4329999999999998,
                       -1.1796,
                       -0.3051999999999999,
                       -0.85,
                       -0.85,
                       -0.85},
                      kDouble);
  test.check();
}

TEST(ConvTranspose, DoublesInOneDimension) {
  OpTest test("ConvTranspose", 22);
  test.attribute("strides", std::vector<std::int64_t>{3});
  test.attribute("pads", std::vector<std::int64_t>{1, 1});
  test.attribute("dilations", std::vector<std::int64_t>{1});
  test.attribute("group", 1);
  test.attribute("output_padding", std::vector<std::int64_t>{2});
  test.input<double>({1, 2, 4}, {-1.49, 1.84, 0.15, 0.7, -1.51, 1.3, 0.4, 1.48});
  test.input<double>({2, 2, 3},
                     {0.91, -0.06, 1.07, 0.48, 1.01, 1.4, 1.24, 1.5, -1.6, 0.62, -0.02, 0.74});
  test.output<double>({1, 2, 12},
                      {-2.1756,
                       0.8217000000000003,
                       3.2864000000000004,
                       1.8396000000000001,
                       -0.11119999999999997,
                       0.6325000000000001,
                       0.5910000000000001,
                       -0.47950000000000015,
                       2.4722,
                       2.178,
                       -1.6189999999999998,
                       0,
                       -1.4747,
                       -3.2034,
                       1.6892,
                       1.8324,
                       3.5380000000000003,
                       0.32,
                       0.1435,
                       0.506,
                       1.2536,
                       0.6774,
                       2.0751999999999997,
                       0},
                      kDouble);
  test.check();
}

TEST(ConvTranspose, DoublesInThreeDimensions) {
  OpTest test("ConvTranspose", 22);
  test.attribute("strides", std::vector<std::int64_t>{1, 2, 1});
  test.attribute("pads", std::vector<std::int64_t>{0, 0, 0, 0, 0, 0});
  test.attribute("dilations", std::vector<std::int64_t>{1, 1, 1});
  test.attribute("group", 1);
  test.attribute("output_padding", std::vector<std::int64_t>{0, 1, 0});
  test.input<double>({1, 1, 2, 2, 2}, {-0.64, 1.29, 1.41, 1.36, 1.7, 1.62, -1.51, 1.14});
  test.input<double>({1, 1, 2, 1, 2}, {-1.88, -0.75, 0.82, -0.27});
  test.output<double>({1, 1, 3, 4, 3},
                      {1.2032,
                       -1.9451999999999998,
                       -0.9675,
                       0,
                       0,
                       0,
                       -2.6508,
                       -3.6143,
                       -1.02,
                       0,
                       0,
                       0,
                       -3.7207999999999997,
                       -3.09,
                       -1.5633000000000001,
                       0,
                       0,
                       0,
                       3.995,
                       -0.2761999999999998,
                       -1.2222,
                       0,
                       0,
                       0,
                       1.394,
                       0.8694,
                       -0.43740000000000007,
                       0,
                       0,
                       0,
                       -1.2382,
                       1.3424999999999998,
                       -0.3078,
                       0,
                       0,
                       0},
                      kDouble);
  test.check();
}

}  // namespace
}  // namespace sardonyx
