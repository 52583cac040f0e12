#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(Lrn, Default) {
  OpTest test("LRN", 13);
  test.attribute("size", 3);
  test.input<float>({1, 5, 2, 1}, {8, 2, 3, 8, 1, 5, 6, -5, -8, -4});
  test.output<float>({1, 5, 2, 1},
                     {7.98543f, 1.99661f, 2.99446f, 7.98145f, 0.998851f, 4.9858f, 5.98489f,
                      -4.99177f, -7.98006f, -3.99591f},
                     kFloat);
  test.check();
}

TEST(Lrn, Parameters) {
  OpTest test("LRN", 13);
  test.attribute("size", 5);
  test.attribute("alpha", 0.5f);
  test.attribute("beta", 0.5f);
  test.attribute("bias", 2.0f);
  test.input<float>({2, 6, 1, 2}, {-4, 7,  8, -9, 0, 6,  -7, 6, -7, -1, 6, -4,
                                   -3, -4, 4, -5, 9, -1, 0,  0, 2,  1,  0, 9});
  test.output<float>(
      {2, 6, 1, 2},
      {-1.26491f, 1.62309f,   2.07251f, -1.91014f, 0,          1.27057f,  -1.49924f, 1.37649f,
       -1.78377f, -0.302891f, 1.52894f, -1.48047f, -0.845154f, -1.60644f, 1.12687f,  -2.00805f,
       2.49615f,  -0.39841f,  0,        0,         0.617213f,  0.311588f, 0,         2.81801f},
      kFloat);
  test.check();
}

TEST(Lrn, SizeIsMissing) {
  OpTest("LRN", 13).input<float>({1, 1, 1}, {1}).expect_error("attribute 'size' is missing");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(Lrn, Doubles) {
  OpTest test("LRN", 13);
  test.attribute("size", 3);
  test.attribute("alpha", 0.5f);
  test.attribute("beta", 0.75f);
  test.attribute("bias", 2.0f);
  test.input<double>({1, 4, 2}, {1.125, -0.125, 1.75, -1.125, 1.5, -1.75, -1.25, 1});
  test.output<double>(
      {1, 4, 2},
      {0.5309623452249493, -0.06888017423289322, 0.7497216908825222, -0.5305815905724371,
       0.6350230310849097, -0.7899285440855723, -0.604328459564706, 0.4778081819267571},
      kDouble);
  test.check();
}

TEST(Lrn, HalfPrecision) {
  OpTest("LRN", 13)
      .attribute("size", 1)
      .attribute("alpha", 1.0f)
      .attribute("beta", 1.0f)
      .input<Float16>({1, 2, 1}, to_float16({1, -2}))
      .expect<Float16>({1, 2, 1}, to_float16({0.5f, -0.4f}), {0x1p-10});
  OpTest("LRN", 13)
      .attribute("size", 1)
      .attribute("alpha", 1.0f)
      .attribute("beta", 1.0f)
      .input<BFloat16>({1, 2, 1}, to_bfloat16({1, -2}))
      .expect<BFloat16>({1, 2, 1}, to_bfloat16({0.5f, -0.4f}), {0x1p-7});
}

}  // namespace
}  // namespace sardonyx
