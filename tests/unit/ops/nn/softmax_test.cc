#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(Softmax, LastAxis) {
  OpTest test("Softmax", 13);
  test.input<float>({2, 7}, {0.5f, 0.25f, 0.5f, -1, 0.375f, 0, -0.875f, 0, 0.375f, -0.125f, 1,
                             1.125f, -0.375f, 1.125f});
  test.output<float>({2, 7},
                     {0.210802f, 0.164172f, 0.210802f, 0.047036f, 0.186032f, 0.127858f, 0.053299f,
                      0.077498f, 0.11276f, 0.068392f, 0.210662f, 0.238712f, 0.053264f, 0.238712f},
                     kFloat);
  test.check();
}

TEST(Softmax, FirstAxis) {
  OpTest test("Softmax", 13);
  test.attribute("axis", 0);
  test.input<float>({5, 3}, {-0.625f, -0.875f, 0.375f, -0.875f, -0.375f, -0.25f, 0.5f, 0.75f,
                             0.875f, 0.25f, 1.125f, 0.5f, 0.875f, 0.125f, -0.875f});
  test.output<float>(
      {5, 3},
      {0.085182f, 0.056071f, 0.21722f, 0.06634f, 0.092446f, 0.116269f, 0.262379f, 0.284753f,
       0.358135f, 0.204341f, 0.414313f, 0.246142f, 0.381759f, 0.152417f, 0.062234f},
      kFloat);
  test.check();
}

TEST(Softmax, MiddleAxis) {
  OpTest test("Softmax", 13);
  test.attribute("axis", 1);
  test.input<float>({2, 5, 3}, {-0.75f,  -0.25f, 0.75f,   -0.25f, -1.125f, -0.125f, 0.5f,   1.125f,
                                -0.75f,  -0.5f,  -0.125f, 0,      1.125f,  -0.25f,  0.125f, -0.625f,
                                -1,      -0.25f, -0.125f, -0.75f, 0.375f,  -0.375f, -1,     0.125f,
                                -0.625f, 0.5f,   -1.125f, 0.625f, 0.125f,  0.5f});
  test.output<float>({2, 5, 3}, {0.071716f, 0.133243f, 0.377698f, 0.11824f,  0.055544f, 0.157448f,
                                 0.250313f, 0.526986f, 0.084276f, 0.092085f, 0.150984f, 0.178412f,
                                 0.467646f, 0.133243f, 0.202167f, 0.118721f, 0.0922f,   0.145834f,
                                 0.195738f, 0.118388f, 0.272454f, 0.152441f, 0.0922f,   0.212188f,
                                 0.118721f, 0.413214f, 0.060793f, 0.414378f, 0.283997f, 0.308731f},
                     kFloat);
  test.check();
}

TEST(Softmax, Large) {
  OpTest test("Softmax", 13);
  test.input<float>({1, 3}, {10000, 10001, -10000});
  test.output<float>({1, 3}, {0.268941f, 0.731059f, 0}, kFloat);
  test.check();
}

TEST(Softmax, Version11FlattensFromTheAxis) {
  OpTest("Softmax", 11)
      .attribute("axis", 1)
      .input<float>({1, 2, 2}, {0, 0, 0, 0})
      .expect<float>({1, 2, 2}, {0.25f, 0.25f, 0.25f, 0.25f}, kFloat);
}

TEST(Softmax, AxisOutOfRange) {
  OpTest("Softmax", 13)
      .attribute("axis", 2)
      .input<float>({2, 2}, ramp(4))
      .expect_error("axis 2 is outside");
}

TEST(Softmax, Doubles) {
  OpTest("Softmax", 13)
      .input<double>({2, 3}, {1.5, -2, 0.25, 3, 4, -0.5})
      .expect<double>({2, 3},
                      {0.7594731860969822, 0.022934102999540424, 0.21759271090347723,
                       0.2667748554748152, 0.7251692419269782, 0.008055902598206599},
                      {1e-14});
  OpTest("Softmax", 13)
      .attribute("axis", 0)
      .input<double>({2, 3}, {1.5, -2, 0.25, 3, 4, -0.5})
      .expect<double>({2, 3},
                      {0.18242552380635632, 0.0024726231566347748, 0.679178699175393,
                       0.8175744761936437, 0.9975273768433653, 0.32082130082460697},
                      {1e-14});
  OpTest("Softmax", 13)
      .input<double>({1, 3}, {1000, 1001, -100000})
      .expect<double>({1, 3}, {0.2689414213699951, 0.7310585786300049, 0}, {1e-14});
}

TEST(Softmax, HalfPrecision) {
  OpTest("Softmax", 13)
      .input<Float16>({2, 3}, to_float16({1.5f, -2, 0.25f, 3, 4, -0.5f}))
      .expect<Float16>({2, 3},
                       to_float16({0.7594732f, 0.022934103f, 0.2175927f, 0.26677486f, 0.72516924f,
                                   0.008055903f}),
                       {0x1p-10});
  OpTest("Softmax", 13)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, -2, 0.25f, 3, 4, -0.5f}))
      .expect<BFloat16>({2, 3},
                        to_bfloat16({0.7594732f, 0.022934103f, 0.2175927f, 0.26677486f, 0.72516924f,
                                     0.008055903f}),
                        {0x1p-7});
}

TEST(Softmax, ScalarsAndEmptyTensors) {
  OpTest("Softmax", 13).input<float>({1}, {3}).expect<float>({1}, {1});
  OpTest("Softmax", 13).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
  OpTest("Softmax", 13).input<float>({3, 0}, {}).expect<float>({3, 0}, {});
  OpTest("Softmax", 13).input<double>({3, 0}, {}).expect<double>({3, 0}, {});
}

}  // namespace
}  // namespace sardonyx
