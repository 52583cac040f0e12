#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 2e-6};

TEST(Lstm, Forward) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({3, 2, 2}, {1.0f, -0.875f, -0.875f, 0.375f, -0.25f, 0.875f, -0.375f, -0.75f,
                                0.0f, 0.75f, 0.25f, -0.625f});
  test.input<float>({1, 8, 2}, {0.5f, 0.125f, 0.25f, 0.5f, 0.5f, -0.75f, -0.875f, 0.0f, -0.25f,
                                0.75f, -0.625f, -0.25f, -0.625f, 0.625f, -0.375f, -0.125f});
  test.input<float>({1, 8, 2}, {0.625f, 1.0f, -0.75f, -0.25f, 0.625f, 0.625f, 0.625f, -0.875f,
                                0.375f, -0.375f, -0.625f, -0.75f, 1.0f, -0.25f, 0.375f, -0.25f});
  test.input<float>({1, 16}, {0.875f, -0.5f, 0.875f, -0.125f, 0.75f, 0.375f, 0.375f, 0.125f,
                              -0.875f, -0.5f, -0.875f, 0.5f, -0.75f, 0.5f, -1.0f, -0.125f});
  test.output<float>({3, 1, 2, 2},
                     {-0.388934f, -0.022873f, 0.020469f, 0.054493f, -0.118607f, -0.064765f,
                      -0.167835f, 0.063891f, -0.137433f, -0.071063f, -0.309678f, 0.023289f},
                     kFloat);
  test.output<float>({1, 2, 2}, {-0.137433f, -0.071063f, -0.309678f, 0.023289f}, kFloat);
  test.output<float>({1, 2, 2}, {-0.433119f, -0.121356f, -0.53893f, 0.046718f}, kFloat);
  test.check();
}

TEST(Lstm, WithoutBias) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({3, 2, 2}, {0.625f, -0.125f, 1.0f, -0.75f, -0.25f, 0.75f, 0.375f, -0.25f,
                                -0.125f, -0.5f, 0.625f, 0.875f});
  test.input<float>({1, 8, 2}, {0.125f, -0.375f, -1.0f, -0.625f, 0.75f, -0.25f, 1.0f, 0.0f, 0.5f,
                                0.25f, 0.5f, -0.25f, 0.0f, 0.375f, -0.25f, -1.0f});
  test.input<float>({1, 8, 2}, {-0.5f, 0.875f, -0.75f, -0.125f, 0.0f, -0.125f, 0.375f, -0.125f,
                                0.75f, -0.5f, 0.125f, 0.625f, 1.0f, -0.125f, 0.625f, -0.875f});
  test.output<float>({3, 1, 2, 2},
                     {-0.015485f, -0.007459f, -0.117146f, 0.123869f, 0.039563f, -0.116437f,
                      -0.12004f, 0.050219f, -0.011095f, 0.099553f, -0.019019f, -0.101563f},
                     kFloat);
  test.output<float>({1, 2, 2}, {-0.011095f, 0.099553f, -0.019019f, -0.101563f}, kFloat);
  test.output<float>({1, 2, 2}, {-0.021696f, 0.212224f, -0.033937f, -0.160141f}, kFloat);
  test.check();
}

TEST(Lstm, Reverse) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "reverse");
  test.input<float>({3, 2, 2}, {0.375f, 0.0f, -0.375f, 0.375f, 1.0f, -1.0f, -0.375f, 0.0f, -0.75f,
                                -0.125f, -0.125f, -0.125f});
  test.input<float>({1, 8, 2}, {0.375f, -1.0f, -0.125f, -1.0f, 0.375f, 0.0f, -0.625f, -0.125f,
                                0.875f, -0.375f, -0.375f, -0.875f, 0.0f, -0.25f, 1.0f, 0.375f});
  test.input<float>({1, 8, 2}, {0.0f, 0.625f, 0.625f, 0.5f, 0.375f, -1.0f, -1.0f, -0.375f, 0.25f,
                                0.0f, 0.25f, 0.625f, 0.5f, 0.125f, 0.75f, 0.625f});
  test.input<float>({1, 16}, {1.0f, 0.375f, 0.5f, -0.875f, 0.875f, 1.0f, 1.0f, 0.125f, -0.375f,
                              0.25f, 0.625f, -0.5f, -0.75f, 0.875f, 0.5f, 1.0f});
  test.no_input();
  test.input<float>({1, 2, 2}, {1.0f, -0.375f, -0.25f, 0.0f});
  test.input<float>({1, 2, 2}, {-1.0f, -0.875f, 0.625f, 0.5f});
  test.output<float>({3, 1, 2, 2},
                     {0.681922f, 0.080301f, 0.561242f, 0.133781f, 0.595478f, 0.062242f, 0.570229f,
                      0.133414f, 0.079499f, -0.037036f, 0.523422f, 0.182485f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.681922f, 0.080301f, 0.561242f, 0.133781f}, kFloat);
  test.output<float>({1, 2, 2}, {1.240693f, 1.174607f, 0.983918f, 1.82578f}, kFloat);
  test.check();
}

TEST(Lstm, Bidirectional) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.input<float>({3, 2, 2}, {-0.875f, 0.25f, 0.375f, -0.625f, 1.0f, 0.75f, -0.625f, 0.125f,
                                0.125f, 0.875f, 0.125f, 0.625f});
  test.input<float>({2, 8, 2}, {0.875f,  -0.875f, -1.0f,  -0.5f,  -0.875f, 0.75f,  1.0f,    -1.0f,
                                0.5f,    -0.75f,  -0.25f, 0.875f, -0.5f,   0.625f, -0.625f, -0.5f,
                                -0.375f, -0.375f, 0.5f,   -1.0f,  1.0f,    -0.75f, 1.0f,    -1.0f,
                                0.5f,    0.125f,  0.0f,   0.25f,  -0.375f, -0.75f, 0.625f,  0.75f});
  test.input<float>({2, 8, 2}, {-0.875f, 0.0f,   0.125f, 0.25f,   0.125f,  0.375f, 0.125f,  -0.625f,
                                -0.625f, 0.625f, 0.875f, -0.25f,  -0.875f, 0.0f,   -0.75f,  -0.75f,
                                0.625f,  -0.5f,  -0.5f,  -0.125f, 1.0f,    0.5f,   0.75f,   -0.125f,
                                -1.0f,   0.125f, 0.75f,  0.5f,    -0.5f,   -0.25f, -0.375f, -1.0f});
  test.input<float>(
      {2, 16},
      {-0.875f, 0.125f,  -0.375f, 1.0f,  0.625f, -1.0f, 0.625f,  -0.125f, 0.5f,    0.375f,  1.0f,
       0.0f,    -0.625f, -0.875f, -0.5f, 0.0f,   -1.0f, -0.875f, -1.0f,   -0.875f, -0.375f, -0.375f,
       -0.875f, -0.625f, -0.125f, 0.0f,  0.125f, 1.0f,  -0.875f, -0.625f, -0.875f, 1.0f});
  test.no_input();
  test.input<float>({2, 2, 2}, {0.5f, -0.375f, -1.0f, 0.75f, -0.625f, 0.0f, -0.25f, 0.625f});
  test.input<float>({2, 2, 2}, {0.5f, 0.75f, -1.0f, 0.75f, 0.0f, -0.75f, 0.625f, 0.875f});
  test.output<float>(
      {3, 2, 2, 2},
      {0.127505f, 0.192399f,  -0.242259f, 0.085881f,  -0.034197f, 0.012524f, -0.13534f,  0.061608f,
       0.041871f, -0.147583f, -0.038998f, 0.12977f,   -0.071384f, 0.132531f, -0.042397f, 0.032847f,
       0.116283f, -0.166918f, 0.088665f,  -0.134446f, -0.014716f, 0.002276f, 0.015769f,  0.119388f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {0.116283f, -0.166918f, 0.088665f, -0.134446f, -0.034197f, 0.012524f, -0.13534f, 0.061608f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {0.155395f, -0.292943f, 0.120964f, -0.227141f, -0.279877f, 0.049081f, -0.286219f, 0.082527f},
      kFloat);
  test.check();
}

TEST(Lstm, SequenceLengths) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.input<float>({3, 2, 2}, {0.125f, -0.75f, 1.0f, 0.5f, 0.0f, -1.0f, -0.25f, -0.375f, 1.0f,
                                -0.75f, 0.875f, 0.25f});
  test.input<float>({2, 8, 2},
                    {0.625f, -0.375f, 0.125f,  0.125f,  -0.375f, -0.625f, 0.375f,  -0.25f,
                     1.0f,   0.875f,  -0.625f, 0.25f,   0.5f,    0.0f,    -0.5f,   0.5f,
                     0.625f, 1.0f,    -0.625f, -0.375f, 0.125f,  -0.875f, -0.125f, -0.5f,
                     0.0f,   -0.75f,  -0.375f, -0.25f,  -0.875f, 0.5f,    -0.375f, 0.625f});
  test.input<float>(
      {2, 8, 2},
      {0.625f, -0.875f, 0.5f,    -0.75f, -0.75f,  -0.25f,  -0.875f, 0.75f,  0.625f,  0.0f, 0.0f,
       0.125f, 0.5f,    -0.5f,   0.125f, 0.125f,  0.375f,  0.25f,   -0.5f,  -0.375f, 1.0f, 0.25f,
       0.75f,  0.5f,    -0.875f, -0.25f, -0.875f, -0.125f, 0.75f,   -0.75f, -0.25f,  -0.5f});
  test.input<float>({2, 16}, {-0.125f, -1.0f,   0.0f,    -1.0f,  0.375f, -0.875f, -1.0f,   0.875f,
                              0.125f,  0.5f,    -0.125f, 0.125f, 0.125f, 0.625f,  -0.625f, -0.75f,
                              0.25f,   -0.375f, 0.875f,  0.125f, 0.75f,  0.75f,   0.25f,   0.125f,
                              -0.875f, -0.75f,  0.5f,    -1.0f,  0.5f,   -1.0f,   0.25f,   0.5f});
  test.input<std::int32_t>({2}, {3, 1});
  test.input<float>({2, 2, 2}, {0.125f, 0.875f, 0.375f, -0.75f, 0.375f, 0.625f, -0.125f, -1.0f});
  test.input<float>({2, 2, 2}, {-0.125f, 0.75f, 0.0f, 0.375f, 1.0f, 0.0f, 0.125f, 0.0f});
  test.output<float>(
      {3, 2, 2, 2},
      {-0.215635f, 0.119418f,  -0.110084f, 0.001685f, 0.407584f, -0.007524f, 0.232403f, 0.019753f,
       -0.386124f, -0.00622f,  0.0f,       0.0f,      0.42191f,  -0.026516f, 0.0f,      0.0f,
       -0.432803f, -0.114357f, 0.0f,       0.0f,      0.436535f, -0.035743f, 0.0f,      0.0f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {-0.432803f, -0.114357f, -0.110084f, 0.001685f, 0.407584f, -0.007524f, 0.232403f, 0.019753f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {-1.011907f, -0.230362f, -0.403036f, 0.009354f, 0.475125f, -0.016829f, 0.364603f, 0.14562f},
      kFloat);
  test.check();
}

TEST(Lstm, Clip) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.attribute("clip", 0.5f);
  test.input<float>({3, 2, 2}, {0.125f, -0.625f, 1.0f, 0.875f, 0.5f, -0.5f, -1.0f, -0.5f, 0.0f,
                                0.625f, 0.375f, 0.125f});
  test.input<float>({1, 8, 2}, {-1.0f, 0.0f, -0.25f, 0.125f, 0.625f, -0.875f, -0.25f, -0.875f,
                                0.25f, 1.0f, 0.5f, 0.375f, -0.5f, 0.25f, -0.875f, 0.125f});
  test.input<float>({1, 8, 2}, {-0.5f, -0.625f, -0.75f, -0.75f, 0.875f, 0.125f, 0.25f, -1.0f, 0.0f,
                                -1.0f, -0.875f, -0.375f, -0.75f, 0.125f, 1.0f, 0.875f});
  test.input<float>({1, 16}, {0.25f, -0.125f, 0.5f, -0.375f, -0.125f, 1.0f, -1.0f, -0.375f, 0.875f,
                              0.0f, 0.75f, 0.0f, -0.25f, -1.0f, -0.25f, -0.875f});
  test.output<float>({3, 1, 2, 2},
                     {-0.17427f, -0.107724f, -0.149805f, -0.074717f, -0.234502f, -0.161374f,
                      -0.225948f, -0.188586f, -0.297677f, -0.164813f, -0.278211f, -0.164985f},
                     kFloat);
  test.output<float>({1, 2, 2}, {-0.297677f, -0.164813f, -0.278211f, -0.164985f}, kFloat);
  test.output<float>({1, 2, 2}, {-0.52596f, -0.467953f, -0.480887f, -0.450983f}, kFloat);
  test.check();
}

TEST(Lstm, BatchFirst) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.attribute("layout", 1);
  test.input<float>({2, 3, 2}, {-0.5f, -1.0f, -0.375f, -0.25f, 1.0f, -0.125f, 0.0f, 0.625f, 0.5f,
                                0.375f, -0.75f, 0.0f});
  test.input<float>(
      {2, 8, 2},
      {-0.5f, 0.75f,  0.625f, -0.25f, 0.5f,    -0.875f, -0.875f, 0.375f, -1.0f,   -1.0f,  -0.375f,
       0.0f,  0.25f,  -0.25f, 0.875f, -0.125f, -0.625f, 0.5f,    0.875f, 0.75f,   -0.5f,  1.0f,
       0.0f,  0.625f, -0.5f,  0.625f, -0.25f,  0.875f,  0.75f,   -0.25f, -0.375f, -0.375f});
  test.input<float>({2, 8, 2},
                    {-0.5f,   -1.0f,   0.5f,   -0.125f, 1.0f,   -1.0f,  -0.625f, -0.625f,
                     -0.5f,   -0.125f, 0.375f, -0.25f,  0.875f, 0.625f, 0.0f,    -0.125f,
                     -0.125f, 0.5f,    -0.75f, -1.0f,   0.875f, 0.5f,   -0.875f, 0.5f,
                     0.875f,  -1.0f,   -0.25f, -0.375f, 0.0f,   0.25f,  -0.75f,  -0.75f});
  test.input<float>({2, 16},
                    {-0.375f, 0.625f, -0.25f,  1.0f,    -0.75f, 0.625f,  -0.375f, 0.25f,
                     -0.5f,   0.625f, -0.875f, 0.875f,  0.625f, 1.0f,    0.625f,  -0.375f,
                     -0.75f,  0.375f, -1.0f,   -0.875f, 1.0f,   0.875f,  -0.875f, -1.0f,
                     -0.875f, -0.5f,  0.625f,  0.125f,  -0.75f, -0.625f, -1.0f,   -0.125f});
  test.no_input();
  test.input<float>({2, 2, 2}, {-0.25f, -0.375f, -1.0f, 0.0f, -0.125f, 0.375f, -0.375f, 0.75f});
  test.input<float>({2, 2, 2}, {-0.125f, 0.25f, 1.0f, -1.0f, -0.25f, 0.5f, -0.375f, 0.375f});
  test.output<float>({2, 3, 2, 2},
                     {-0.051053f, -0.058923f, -0.034113f, -0.075622f, -0.009293f, -0.299453f,
                      -0.016968f, -0.165405f, 0.02961f,   0.226868f,  0.019848f,  -0.394391f,
                      -0.001074f, 0.197389f,  -0.21068f,  -0.303008f, 0.019148f,  0.290394f,
                      -0.140632f, -0.215911f, 0.020417f,  -0.12221f,  -0.221265f, 0.014929f},
                     kFloat);
  test.output<float>(
      {2, 2, 2},
      {0.02961f, 0.226868f, -0.034113f, -0.075622f, 0.020417f, -0.12221f, -0.21068f, -0.303008f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {0.066809f, 0.308403f, -0.151094f, -0.418553f, 0.141365f, -0.134819f, -0.444535f, -0.92989f},
      kFloat);
  test.check();
}

TEST(Lstm, OneStep) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({1, 1, 2}, {-0.875f, 0.875f});
  test.input<float>({1, 8, 2}, {-0.75f, -0.75f, 0.0f, 0.625f, 1.0f, 0.625f, 0.625f, -0.875f,
                                -0.875f, 0.25f, 0.5f, -0.375f, 0.875f, -0.25f, 0.125f, 1.0f});
  test.input<float>({1, 8, 2}, {0.625f, 0.125f, 0.625f, 0.0f, 0.0f, 0.625f, 0.875f, -0.25f, -0.25f,
                                -0.75f, -0.875f, 1.0f, -0.125f, -0.75f, 0.75f, 0.875f});
  test.input<float>({1, 16}, {1.0f, 1.0f, 0.875f, -0.125f, 0.375f, -0.75f, 0.875f, -0.125f, -0.25f,
                              0.125f, -0.75f, 0.625f, 0.625f, 1.0f, -0.625f, -0.5f});
  test.no_input();
  test.input<float>({1, 1, 2}, {-0.25f, -1.0f});
  test.input<float>({1, 1, 2}, {-0.625f, 1.0f});
  test.output<float>({1, 1, 1, 2}, {-0.154504f, -0.114234f}, kFloat);
  test.output<float>({1, 1, 2}, {-0.154504f, -0.114234f}, kFloat);
  test.output<float>({1, 1, 2}, {-0.560256f, -0.381193f}, kFloat);
  test.check();
}

TEST(Lstm, Peepholes) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.input<float>({3, 2, 2}, {0.375f, -1.0f, 0.25f, 1.0f, -0.875f, 0.875f, -0.875f, 0.875f, 1.0f,
                                -0.25f, -0.125f, -0.625f});
  test.input<float>({2, 8, 2}, {-0.75f, 0.25f,   0.875f, -0.125f, 0.0f,    0.5f,  0.875f,  -0.625f,
                                -1.0f,  -0.125f, 0.125f, 0.875f,  -1.0f,   0.25f, -0.625f, 0.875f,
                                0.5f,   0.5f,    1.0f,   -0.75f,  -0.25f,  0.25f, 0.25f,   -0.625f,
                                -1.0f,  -0.875f, -0.75f, 0.25f,   -0.375f, -1.0f, 0.875f,  -1.0f});
  test.input<float>(
      {2, 8, 2},
      {-1.0f,   -0.25f, 0.375f, -0.625f, -0.5f,  0.375f, 1.0f,   -0.5f, -0.375f, -0.5f,  0.25f,
       0.125f,  0.625f, 0.0f,   0.0f,    0.75f,  0.125f, 0.625f, 0.5f,  0.875f,  0.875f, -0.875f,
       -0.375f, -1.0f,  0.875f, 0.5f,    0.875f, -0.25f, 1.0f,   -1.0f, 0.0f,    0.125f});
  test.input<float>({2, 16}, {0.75f,  -0.375f, -0.75f,  -0.625f, 0.25f,  0.375f,  -0.125f, 0.5f,
                              0.625f, -0.5f,   0.75f,   0.375f,  0.75f,  -0.625f, 0.375f,  0.875f,
                              0.625f, -0.25f,  -0.875f, 0.0f,    0.375f, -0.75f,  0.0f,    -0.125f,
                              1.0f,   -0.5f,   0.5f,    0.625f,  -0.25f, -0.75f,  0.375f,  0.125f});
  test.no_input();
  test.input<float>({2, 2, 2}, {0.875f, -0.25f, -0.375f, 0.875f, -0.25f, 0.375f, -0.625f, 0.125f});
  test.input<float>({2, 2, 2}, {0.0f, -0.75f, 1.0f, -0.875f, -0.375f, 0.25f, -0.5f, 0.875f});
  test.input<float>({2, 6}, {-0.25f, -0.875f, -0.875f, -0.125f, -0.625f, -0.25f, 0.0f, -1.0f, 0.5f,
                             0.25f, 0.875f, -0.125f});
  test.output<float>(
      {3, 2, 2, 2},
      {0.021421f, -0.164261f, 0.269366f, -0.05473f, 0.088319f,  0.372231f, -0.204556f, -0.074821f,
       0.281909f, 0.012328f,  0.267455f, 0.003921f, -0.201256f, 0.033998f, -0.113798f, -0.009891f,
       0.005534f, 0.203201f,  0.161629f, 0.125672f, -0.076075f, 0.330994f, -0.002428f, 0.129907f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {0.005534f, 0.203201f, 0.161629f, 0.125672f, 0.088319f, 0.372231f, -0.204556f, -0.074821f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {0.012802f, 0.283739f, 0.930199f, 0.225492f, 0.288792f, 0.49053f, -0.664349f, -0.144979f},
      kFloat);
  test.check();
}

TEST(Lstm, InputForget) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.attribute("input_forget", 1);
  test.input<float>({3, 2, 2}, {0.375f, 0.0f, -0.625f, 0.75f, 0.375f, 0.25f, 0.25f, -0.5f, -0.25f,
                                1.0f, 0.5f, 0.875f});
  test.input<float>({1, 8, 2}, {-0.375f, 0.375f, 0.5f, -0.75f, 0.125f, 0.25f, -1.0f, -1.0f, -1.0f,
                                -0.5f, 0.0f, -0.125f, -0.25f, -0.125f, -1.0f, 0.625f});
  test.input<float>({1, 8, 2}, {0.125f, 0.125f, -0.75f, 0.375f, 0.25f, -0.125f, -0.875f, 0.5f,
                                0.25f, -0.625f, -0.5f, 0.875f, -0.5f, 0.75f, 0.5f, 0.875f});
  test.input<float>({1, 16}, {0.875f, 1.0f, 0.875f, 0.625f, -1.0f, -0.5f, -0.75f, 0.875f, -0.625f,
                              0.625f, 0.75f, 0.0f, 0.125f, -0.875f, 1.0f, 1.0f});
  test.output<float>({3, 1, 2, 2},
                     {0.068649f, 0.36633f, 0.173165f, 0.366413f, 0.193715f, 0.389287f, 0.247846f,
                      0.513691f, 0.270202f, 0.35718f, 0.242166f, 0.246644f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.270202f, 0.35718f, 0.242166f, 0.246644f}, kFloat);
  test.output<float>({1, 2, 2}, {0.323828f, 0.977241f, 0.285775f, 0.969136f}, kFloat);
  test.check();
}

TEST(Lstm, OtherActivations) {
  OpTest test("LSTM", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.attribute("activations", std::vector<std::string>{"HardSigmoid", "Softsign", "Relu"});
  test.input<float>({3, 2, 2}, {0.125f, -0.625f, -0.625f, -0.75f, -0.25f, 0.125f, 1.0f, 0.75f,
                                0.375f, -0.5f, 0.875f, -0.625f});
  test.input<float>({1, 8, 2}, {-0.5f, 0.625f, 0.375f, 0.125f, 0.875f, 0.125f, -0.875f, 0.25f,
                                -0.875f, 0.625f, -0.375f, 0.625f, 0.875f, -0.5f, 0.875f, -0.25f});
  test.input<float>({1, 8, 2}, {-0.25f, 1.0f, 0.875f, 0.75f, -1.0f, 0.125f, -0.625f, -0.375f,
                                -0.125f, 0.875f, 0.625f, -0.5f, 1.0f, -0.125f, 0.375f, 0.25f});
  test.input<float>({1, 16}, {-0.75f, 0.625f, 0.125f, 0.5f, -1.0f, 0.375f, -0.75f, -0.625f, 0.875f,
                              -0.375f, 1.0f, 0.5f, 0.5f, 0.125f, 0.5f, 0.875f});
  test.output<float>({3, 1, 2, 2},
                     {0.046587f, 0.119664f, 0.0f, 0.0f, 0.0f, 0.104084f, 0.052418f, 0.158593f,
                      0.046003f, 0.189937f, 0.16335f, 0.236302f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.046003f, 0.189937f, 0.16335f, 0.236302f}, kFloat);
  test.output<float>({1, 2, 2}, {0.058923f, 0.315736f, 0.190834f, 0.475285f}, kFloat);
  test.check();
}

TEST(Lstm, WrongShapes) {
  OpTest("LSTM", 14)
      .attribute("hidden_size", 2)
      .input<float>({1, 1, 3}, ramp(3))
      .input<float>({1, 8, 2}, ramp(16))
      .input<float>({1, 8, 2}, ramp(16))
      .expect_error("input 1 ('W') has shape");
}

TEST(Lstm, UnknownActivation) {
  OpTest("LSTM", 14)
      .attribute("activations", std::vector<std::string>{"Sigmoid", "Swoosh", "Tanh"})
      .input<float>({1, 1, 2}, ramp(2))
      .input<float>({1, 8, 2}, ramp(16))
      .input<float>({1, 8, 2}, ramp(16))
      .expect_error("no activation function \"Swoosh\"");
}

}  // namespace
}  // namespace sardonyx
