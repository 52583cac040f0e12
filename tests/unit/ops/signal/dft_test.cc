#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(Dft, Real) {
  OpTest test("DFT", 20);
  test.input<float>({1, 6, 1}, {1, 0.25f, 0.375f, 1, 0.125f, 0.625f});
  test.output<float>({1, 6, 2},
                     {3.375f, 0, 0.1875f, 0.108253f, 1.3125f, 0.541266f, -0.375f, 0, 1.3125f,
                      -0.541266f, 0.1875f, -0.108253f},
                     kFloat);
  test.check();
}

TEST(Dft, Complex) {
  OpTest test("DFT", 20);
  test.input<float>({2, 5, 2}, {0.75f,   -0.625f, -1,      -0.5f,   -0.5f, 0.875f,  1,
                                -1.125f, 0,       0.75f,   -0.875f, 0.75f, -0.875f, -0.125f,
                                0.75f,   -0.5f,   -0.375f, -0.5f,   0.5f,  -0.625f});
  test.output<float>(
      {2, 5, 2}, {0.25f,      -0.625f,   0.023224f, 1.48724f,   -0.923319f, -1.74331f,  4.35037f,
                  -0.065709f, 0.049725f, -2.17823f, -0.875f,    -1,         -0.818734f, 1.9737f,
                  -0.161845f, 2.92589f,  -0.74963f, -0.830398f, -1.76979f,  0.68081f},
      kFloat);
  test.check();
}

TEST(Dft, Inverse) {
  OpTest test("DFT", 20);
  test.attribute("inverse", 1);
  test.input<float>({1, 4, 2}, {1.125f, -0.125f, 0, 0, 0.25f, 0.125f, 0, 1.125f});
  test.output<float>({1, 4, 2},
                     {0.34375f, 0.28125f, 0.5f, -0.0625f, 0.34375f, -0.28125f, -0.0625f, -0.0625f},
                     kFloat);
  test.check();
}

TEST(Dft, Onesided) {
  OpTest test("DFT", 20);
  test.attribute("onesided", 1);
  test.input<float>({1, 5, 1}, {0.75f, 0.75f, 0.5f, 0.25f, -0.375f});
  test.output<float>({1, 3, 2}, {1.875f, 0, 0.259119f, -1.21688f, 0.678381f, -0.423494f}, kFloat);
  test.check();
}

TEST(Dft, OneElement) {
  OpTest("DFT", 20)
      .input<float>({2, 1, 2}, {1.5f, 2, -3, 4})
      .expect<float>({2, 1, 2}, {1.5f, 2, -3, 4});
  OpTest("DFT", 20)
      .attribute("inverse", 1)
      .input<float>({1, 1, 1}, {3})
      .expect<float>({1, 1, 2}, {3, 0});
}

TEST(Dft, OneSidedOfNothing) {
  OpTest("DFT", 20)
      .attribute("onesided", 1)
      .input<float>({1, 0, 1}, {})
      .expect_error("no one-sided spectrum");
  OpTest("DFT", 20)
      .attribute("onesided", 1)
      .attribute("inverse", 1)
      .input<float>({1, 0, 2}, {})
      .expect<float>({1, 0, 1}, {});
}

TEST(Dft, PaddedLength) {
  OpTest test("DFT", 20);
  test.input<float>({1, 3, 1}, {1.125f, -0.125f, -0.625f});
  test.input<std::int64_t>({}, {5});
  test.output<float>({1, 5, 2},
                     {0.375f, 0, 1.59201f, 0.486248f, 1.03299f, -0.520937f, 1.03299f, 0.520937f,
                      1.59201f, -0.486248f},
                     kFloat);
  test.check();
}

TEST(Dft, CutLength) {
  OpTest test("DFT", 20);
  test.input<float>({1, 6, 1}, {0.875f, -0.75f, 0.875f, 0.25f, -0.875f, -1.125f});
  test.input<std::int64_t>({}, {4});
  test.output<float>({1, 4, 2}, {1.25f, 0, 0, 1, 2.25f, 0, 0, -1}, kFloat);
  test.check();
}

TEST(Dft, FirstAxis) {
  OpTest test("DFT", 20);
  test.input<float>({3, 2, 1}, {-0.125f, -1.125f, -0.875f, 0, 1.125f, -0.125f});
  test.input<std::int64_t>({}, {3});
  test.input<std::int64_t>({}, {0});
  test.output<float>({3, 2, 2},
                     {0.125f, 0, -1.25f, 0, -0.25f, 1.73205f, -1.0625f, -0.108253f, -0.25f,
                      -1.73205f, -1.0625f, 0.108253f},
                     kFloat);
  test.check();
}

TEST(Dft, Version17) {
  OpTest test("DFT", 17);
  test.attribute("axis", 2);
  test.input<float>({1, 4, 3, 1}, {0.75f, 1, 0.75f, 0.25f, -0.125f, 0, -0.5f, 0, -0.25f, -0.625f,
                                   1.125f, -1.125f});
  test.output<float>({1, 4, 3, 2}, {2.5f,    0, -0.125f, -0.216506f, -0.125f, 0.216506f,
                                    0.125f,  0, 0.3125f, 0.108253f,  0.3125f, -0.108253f,
                                    -0.75f,  0, -0.375f, -0.216506f, -0.375f, 0.216506f,
                                    -0.625f, 0, -0.625f, -1.94856f,  -0.625f, 1.94856f},
                     kFloat);
  test.check();
}

TEST(Dft, OnesidedInverse) {
  OpTest test("DFT", 20);
  test.attribute("inverse", 1);
  test.attribute("onesided", 1);
  test.input<float>({1, 3, 2}, {-1, -0.75f, 1.125f, 0.5f, 0.875f, -0.75f});
  test.output<float>({1, 4, 1}, {0.53125f, -0.71875f, -0.59375f, -0.21875f}, kFloat);
  test.check();
}

TEST(Dft, Errors) {
  OpTest("DFT", 20).input<float>({1, 2, 3}, ramp(6)).expect_error("expected a last axis of 1 or 2");
  OpTest("DFT", 20)
      .input<float>({1, 2, 1}, ramp(2))
      .input<std::int64_t>({}, {0})
      .expect_error("expected a positive number");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(Dft, Doubles) {
  OpTest test("DFT", 20);
  test.input<double>({1, 5, 1}, {-0.49, -0.86, -1.35, 1.92, 1.03});
  test.no_input();
  test.input<std::int64_t>({}, {1});
  test.output<double>({1, 5, 2},
                      {0.2499999999999999, 0, -0.8986067977499788, 3.7195545907942273,
                       -0.45139320225002105, -1.999040681452378, -0.45139320225002105,
                       1.999040681452378, -0.8986067977499788, -3.7195545907942273},
                      kDouble);
  test.check();
}

}  // namespace
}  // namespace sardonyx
