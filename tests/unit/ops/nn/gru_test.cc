#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 2e-6};

TEST(Gru, Forward) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({3, 2, 2}, {-0.125f, -0.625f, 0.5f, 0.75f, -0.875f, 0.0f, -0.25f, 0.5f, 0.875f,
                                0.125f, 0.5f, -0.375f});
  test.input<float>(
      {1, 6, 2}, {0.125f, 0.0f, 0.5f, -1.0f, -0.5f, -1.0f, 1.0f, 0.125f, 0.0f, 0.0f, -1.0f, 0.75f});
  test.input<float>({1, 6, 2}, {0.75f, -1.0f, 0.25f, 0.125f, -0.25f, 0.0f, 0.75f, 0.25f, 0.0f, 0.5f,
                                0.375f, 0.0f});
  test.input<float>({1, 12}, {0.75f, 0.125f, 0.25f, 0.0f, 0.25f, 0.25f, 0.875f, -0.5f, -0.25f,
                              0.125f, -0.375f, 0.375f});
  test.output<float>({3, 1, 2, 2},
                     {-0.020727f, 0.124222f, -0.019412f, 0.420912f, -0.037618f, 0.662808f,
                      -0.019143f, 0.728685f, 0.005062f, 0.253649f, 0.020244f, 0.358896f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.005062f, 0.253649f, 0.020244f, 0.358896f}, kFloat);
  test.check();
}

TEST(Gru, WithoutBias) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({3, 2, 2}, {0.75f, -0.625f, -1.0f, 1.0f, 0.0f, 0.5f, 0.5f, 1.0f, -1.0f, -0.5f,
                                1.0f, -0.125f});
  test.input<float>({1, 6, 2}, {-0.25f, -0.5f, -1.0f, -1.0f, 1.0f, -1.0f, -0.75f, -0.5f, -0.5f,
                                0.75f, -0.375f, -0.75f});
  test.input<float>({1, 6, 2}, {-0.25f, 0.375f, -0.125f, -0.5f, -0.75f, -0.875f, 0.0f, -0.625f,
                                0.125f, 0.375f, -0.25f, 0.0f});
  test.output<float>({3, 1, 2, 2},
                     {-0.32243f, 0.098451f, 0.476885f, -0.179179f, 0.039962f, -0.168438f, 0.465788f,
                      -0.644738f, 0.055538f, -0.031514f, -0.191674f, -0.458293f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.055538f, -0.031514f, -0.191674f, -0.458293f}, kFloat);
  test.check();
}

TEST(Gru, Reverse) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "reverse");
  test.input<float>({3, 2, 2}, {-0.625f, 0.5f, -0.125f, -0.5f, -0.125f, -0.625f, -0.75f, -0.375f,
                                1.0f, -0.875f, 0.125f, 0.875f});
  test.input<float>({1, 6, 2}, {-0.125f, -0.25f, 0.125f, -0.75f, 0.375f, -1.0f, 0.125f, -0.875f,
                                -1.0f, -0.625f, 0.5f, -0.125f});
  test.input<float>({1, 6, 2}, {-0.125f, 0.25f, -0.875f, 1.0f, 0.0f, 0.875f, 0.5f, -0.5f, -0.375f,
                                0.25f, 0.75f, 0.875f});
  test.input<float>({1, 12}, {0.0f, -0.875f, 1.0f, 0.75f, 0.5f, -0.25f, -0.75f, 0.625f, -0.625f,
                              -0.375f, 0.75f, 0.25f});
  test.no_input();
  test.input<float>({1, 2, 2}, {-0.375f, 0.0f, 0.25f, -0.875f});
  test.output<float>({3, 1, 2, 2},
                     {0.845293f, 0.01028f, 0.85468f, -0.090738f, 0.721617f, 0.184821f, 0.775044f,
                      -0.447572f, 0.336425f, 0.106444f, 0.374915f, -0.456698f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.845293f, 0.01028f, 0.85468f, -0.090738f}, kFloat);
  test.check();
}

TEST(Gru, Bidirectional) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.input<float>({3, 2, 2}, {-0.5f, 0.5f, 0.25f, 0.625f, 0.5f, 0.0f, -0.375f, -0.25f, -0.625f,
                                1.0f, -1.0f, -0.25f});
  test.input<float>({2, 6, 2},
                    {-0.875f, 0.75f,   0.375f, -0.125f, 0.625f, -0.25f,  -0.125f, -0.25f,
                     0.5f,    -0.875f, 0.125f, -0.5f,   1.0f,   -0.625f, -0.25f,  -0.875f,
                     0.0f,    0.125f,  0.5f,   -0.125f, -0.5f,  -1.0f,   0.875f,  -0.75f});
  test.input<float>({2, 6, 2},
                    {0.625f,  0.875f,  -0.375f, -0.75f, 0.375f,  -0.25f, -1.0f,   1.0f,
                     0.875f,  -0.875f, 0.5f,    -0.25f, -0.875f, 0.625f, 0.75f,   -1.0f,
                     -0.875f, -0.875f, 1.0f,    0.875f, 0.75f,   0.375f, -0.875f, -0.5f});
  test.input<float>({2, 12},
                    {0.0f,    0.0f,    -0.875f, -0.5f, 0.375f,  0.875f,  -0.875f, 1.0f,
                     -0.375f, -0.875f, 0.875f,  0.0f,  0.375f,  -0.625f, 0.875f,  -0.25f,
                     -0.25f,  0.5f,    0.5f,    0.5f,  -0.625f, -0.625f, 0.125f,  -0.375f});
  test.no_input();
  test.input<float>({2, 2, 2}, {-1.0f, -0.125f, 0.625f, -0.25f, -0.125f, 0.375f, 1.0f, 0.625f});
  test.output<float>(
      {3, 2, 2, 2},
      {0.008243f, 0.01178f,  0.707965f, -0.017452f, -0.472365f, -0.269418f, 0.086622f, -0.210773f,
       0.712622f, 0.182196f, 0.814028f, 0.25727f,   -0.438745f, 0.065692f,  0.667518f, -0.027009f,
       0.562304f, 0.249539f, 0.803313f, 0.476433f,  -0.406574f, -0.567249f, 0.834501f, 0.102033f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {0.562304f, 0.249539f, 0.803313f, 0.476433f, -0.472365f, -0.269418f, 0.086622f, -0.210773f},
      kFloat);
  test.check();
}

TEST(Gru, SequenceLengths) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.input<float>({3, 2, 2}, {-0.75f, -0.375f, 0.125f, -0.125f, -0.625f, -0.875f, 0.375f, -0.25f,
                                -0.375f, 1.0f, 0.75f, 0.0f});
  test.input<float>({2, 6, 2}, {0.875f, 0.125f, 0.875f,  0.25f,   -0.25f,  0.125f, 0.375f, 0.625f,
                                1.0f,   -0.5f,  -0.875f, -0.375f, 0.125f,  0.875f, 0.875f, 0.0f,
                                -1.0f,  1.0f,   -0.625f, -0.75f,  -0.625f, 0.625f, 0.125f, 0.0f});
  test.input<float>({2, 6, 2}, {-0.375f, 0.0f,   0.5f,    0.75f,   1.0f,    -0.75f, 0.5f,    0.0f,
                                -0.25f,  -0.5f,  -0.875f, -0.375f, -0.625f, 0.625f, 0.875f,  -0.25f,
                                -0.25f,  0.625f, -0.75f,  -1.0f,   -0.625f, 1.0f,   -0.125f, 1.0f});
  test.input<float>({2, 12}, {-1.0f,  0.375f,  -0.5f,   -0.625f, 0.25f,   0.375f,  0.625f,  -0.625f,
                              0.75f,  -0.25f,  -0.875f, -1.0f,   -0.875f, -0.875f, 0.375f,  -0.75f,
                              0.125f, -0.625f, 0.5f,    0.75f,   0.75f,   -0.5f,   -0.125f, 0.75f});
  test.input<std::int32_t>({2}, {3, 1});
  test.input<float>({2, 2, 2}, {0.625f, -1.0f, 0.375f, -1.0f, 0.25f, -0.875f, 0.125f, 0.875f});
  test.output<float>(
      {3, 2, 2, 2},
      {-0.522869f, -0.351356f, -0.053431f, -0.781897f, 0.034501f,  -0.189587f, -0.003005f, 0.52275f,
       -0.589926f, 0.318532f,  0.0f,       0.0f,       -0.382397f, -0.365323f, 0.0f,       0.0f,
       -0.774592f, -0.145756f, 0.0f,       0.0f,       0.369907f,  -0.519495f, 0.0f,       0.0f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {-0.774592f, -0.145756f, -0.053431f, -0.781897f, 0.034501f, -0.189587f, -0.003005f, 0.52275f},
      kFloat);
  test.check();
}

TEST(Gru, Clip) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.attribute("clip", 0.5f);
  test.input<float>({3, 2, 2}, {-0.25f, 0.625f, -0.375f, -1.0f, 0.0f, 0.875f, 0.5f, -0.625f, -0.5f,
                                -0.5f, 0.125f, 0.125f});
  test.input<float>({1, 6, 2}, {0.25f, -0.625f, 0.5f, 1.0f, -0.625f, -0.25f, -0.125f, 0.125f,
                                0.875f, 0.125f, 1.0f, -0.5f});
  test.input<float>({1, 6, 2}, {0.375f, 0.5f, 0.75f, 1.0f, 0.0f, 0.25f, 0.5f, -0.875f, 0.5f, 0.625f,
                                0.125f, 0.375f});
  test.input<float>({1, 12}, {0.625f, 0.0f, -0.875f, 0.375f, 0.25f, -0.5f, -0.125f, -0.375f, -0.75f,
                              0.0f, -0.125f, -0.875f});
  test.output<float>({3, 1, 2, 2},
                     {-0.007629f, -0.216636f, -0.119618f, -0.287649f, 0.07609f, -0.322446f,
                      0.053552f, -0.396248f, -0.122945f, -0.409386f, 0.076001f, -0.437249f},
                     kFloat);
  test.output<float>({1, 2, 2}, {-0.122945f, -0.409386f, 0.076001f, -0.437249f}, kFloat);
  test.check();
}

TEST(Gru, BatchFirst) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.attribute("layout", 1);
  test.input<float>({2, 3, 2}, {-0.5f, 0.125f, -0.5f, -0.5f, -0.375f, 0.125f, -1.0f, -0.625f, 1.0f,
                                0.875f, -0.125f, -0.5f});
  test.input<float>({2, 6, 2}, {-0.75f,  0.375f,  0.5f,  1.0f,   -0.375f, 0.875f, 0.875f,  0.625f,
                                0.625f,  -0.375f, 0.25f, 0.125f, -0.125f, 0.125f, -0.125f, -0.875f,
                                -0.125f, 0.375f,  0.75f, 0.0f,   -1.0f,   0.0f,   -0.25f,  0.5f});
  test.input<float>({2, 6, 2},
                    {0.375f,  -0.875f, 0.875f, -0.625f, 0.125f,  1.0f,    -0.875f, -0.375f,
                     0.625f,  -0.5f,   0.25f,  -0.875f, -0.75f,  -0.375f, 0.0f,    0.125f,
                     -0.125f, -1.0f,   0.125f, -0.5f,   -0.125f, -0.5f,   -1.0f,   -0.75f});
  test.input<float>({2, 12}, {-0.25f,  0.625f,  0.625f, 1.0f,    -0.5f,  0.875f, -0.125f, -0.125f,
                              -0.625f, -0.875f, 0.625f, -0.375f, 0.375f, 0.0f,   -0.125f, -0.25f,
                              -0.75f,  0.5f,    0.875f, 0.5f,    0.0f,   0.875f, 1.0f,    -0.125f});
  test.no_input();
  test.input<float>({2, 2, 2}, {-0.75f, -0.5f, -0.125f, 0.875f, 0.375f, 0.875f, -0.875f, -0.75f});
  test.output<float>(
      {2, 3, 2, 2},
      {-0.532373f, 0.008351f, 0.254487f,  0.420897f, -0.299114f, 0.169273f, 0.149023f,  0.486297f,
       -0.300518f, 0.228452f, 0.008085f,  0.646572f, 0.039567f,  0.351244f, -0.451314f, 0.394851f,
       0.226787f,  0.382432f, -0.693036f, 0.386204f, 0.23257f,   0.343739f, -0.719144f, -0.288625f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {-0.300518f, 0.228452f, 0.254487f, 0.420897f, 0.23257f, 0.343739f, -0.451314f, 0.394851f},
      kFloat);
  test.check();
}

TEST(Gru, OneStep) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({1, 1, 2}, {-0.125f, -0.625f});
  test.input<float>({1, 6, 2}, {-0.375f, 0.375f, 0.875f, 0.625f, -0.5f, 1.0f, -1.0f, -1.0f, 0.75f,
                                -0.625f, 0.625f, -0.125f});
  test.input<float>({1, 6, 2}, {0.125f, 0.125f, 0.125f, 0.625f, 0.5f, 0.125f, 0.75f, 0.0f, -0.875f,
                                -0.5f, -1.0f, 0.375f});
  test.input<float>({1, 12}, {-0.5f, 0.125f, -0.875f, 1.0f, 0.75f, -0.625f, 0.125f, -0.75f, 0.375f,
                              -0.25f, 0.125f, -0.375f});
  test.no_input();
  test.input<float>({1, 1, 2}, {0.0f, -0.125f});
  test.output<float>({1, 1, 1, 2}, {0.538473f, -0.626614f}, kFloat);
  test.output<float>({1, 1, 2}, {0.538473f, -0.626614f}, kFloat);
  test.check();
}

TEST(Gru, LinearBeforeReset) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.attribute("linear_before_reset", 1);
  test.input<float>({3, 2, 2}, {-0.25f, -0.75f, -0.625f, 0.5f, 0.875f, 0.625f, 0.25f, -1.0f, 0.625f,
                                0.875f, -0.375f, -0.875f});
  test.input<float>({2, 6, 2},
                    {-0.625f, -0.375f, -0.25f,  0.0f,   -0.375f, -0.125f, -0.25f,  -0.625f,
                     0.25f,   0.5f,    0.25f,   0.75f,  -0.75f,  -0.625f, -0.75f,  -0.75f,
                     -0.5f,   0.0f,    -0.625f, -0.75f, -1.0f,   0.875f,  -0.375f, 0.75f});
  test.input<float>({2, 6, 2},
                    {0.25f,   0.75f,   -1.0f,  -0.25f,  0.625f, 0.625f, -0.625f, -0.25f,
                     1.0f,    -0.125f, 0.625f, -0.875f, 0.375f, -1.0f,  0.375f,  0.375f,
                     -0.625f, -0.625f, -0.5f,  1.0f,    0.875f, 0.125f, 0.875f,  0.125f});
  test.input<float>({2, 12},
                    {0.25f,   0.875f,  -0.375f, -0.375f, 0.25f,  -1.0f,   -0.375f, -0.625f,
                     -1.0f,   -0.125f, 0.125f,  -0.75f,  0.125f, -0.5f,   -0.75f,  0.5f,
                     -0.125f, -0.25f,  1.0f,    -0.375f, 0.75f,  -0.625f, 0.25f,   0.125f});
  test.no_input();
  test.input<float>({2, 2, 2}, {-0.75f, 1.0f, 1.0f, -0.75f, -0.25f, 0.75f, -0.875f, 0.625f});
  test.output<float>({3, 2, 2, 2},
                     {-0.637234f, 0.387539f,  0.764742f,  -0.64214f,  -0.246946f, -0.369277f,
                      -0.617024f, -0.075367f, 0.217335f,  0.014005f,  0.358976f,  -0.806938f,
                      -0.209584f, -0.032088f, -0.833742f, -0.639786f, 0.560081f,  -0.156685f,
                      0.087035f,  -0.862506f, -0.041096f, 0.251569f,  -0.813913f, -0.123185f},
                     kFloat);
  test.output<float>({2, 2, 2},
                     {0.560081f, -0.156685f, 0.087035f, -0.862506f, -0.246946f, -0.369277f,
                      -0.617024f, -0.075367f},
                     kFloat);
  test.check();
}

TEST(Gru, OtherActivations) {
  OpTest test("GRU", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.attribute("activations", std::vector<std::string>{"HardSigmoid", "Softsign"});
  test.input<float>({3, 2, 2}, {-0.375f, 0.25f, 0.0f, 0.125f, -0.5f, 0.0f, 0.0f, -0.875f, 0.5f,
                                0.125f, 0.0f, 1.0f});
  test.input<float>({1, 6, 2}, {-0.5f, 0.5f, -0.75f, -0.125f, 0.875f, -0.125f, -0.125f, 0.75f,
                                -0.375f, -1.0f, -1.0f, -0.625f});
  test.input<float>({1, 6, 2}, {0.125f, 1.0f, 1.0f, 0.375f, -0.5f, 0.75f, -0.25f, 0.125f, 0.625f,
                                -1.0f, 0.0f, 0.125f});
  test.input<float>({1, 12}, {-0.5f, 0.25f, 0.5f, -0.875f, 0.875f, 0.0f, 0.375f, 1.0f, 0.75f,
                              -0.875f, 0.0f, -1.0f});
  test.output<float>({3, 1, 2, 2},
                     {0.200553f, -0.087719f, 0.219643f, -0.13132f, 0.364029f, -0.122569f, 0.491686f,
                      -0.166354f, 0.402535f, -0.252144f, 0.320238f, -0.252131f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.402535f, -0.252144f, 0.320238f, -0.252131f}, kFloat);
  test.check();
}

TEST(Gru, WrongShapes) {
  OpTest("GRU", 14)
      .attribute("hidden_size", 2)
      .input<float>({1, 1, 3}, ramp(3))
      .input<float>({1, 6, 2}, ramp(12))
      .input<float>({1, 6, 2}, ramp(12))
      .expect_error("input 1 ('W') has shape");
}

TEST(Gru, UnknownActivation) {
  OpTest("GRU", 14)
      .attribute("activations", std::vector<std::string>{"Sigmoid", "Swoosh"})
      .input<float>({1, 1, 2}, ramp(2))
      .input<float>({1, 6, 2}, ramp(12))
      .input<float>({1, 6, 2}, ramp(12))
      .expect_error("no activation function \"Swoosh\"");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(Gru, Doubles) {
  OpTest test("GRU", 22);
  test.attribute("hidden_size", 2);
  test.attribute("linear_before_reset", 0);
  test.input<double>({3, 2, 2},
                     {-1.73, 1.73, -1.21, 0.2, -1.88, 1.49, 1.15, -1.6, -0.7, 0.56, 1.7, -0.08});
  test.input<double>({1, 6, 2}, {0.02, 0.7, 0.945, -0.185, -0.755, 0.85, 0.14, -0.495, 0.045, -0.32,
                                 -0.1, -0.825});
  test.input<double>({1, 6, 2}, {-0.885, -0.39, -0.445, -0.525, -0.93, -0.115, -0.85, 0.035, -0.24,
                                 -0.975, -0.345, -0.825});
  test.input<double>(
      {1, 12}, {0.165, 0.93, -0.79, 0.67, 0.15, 0.085, -0.225, 0.07, 0.34, 0.625, 0.03, -0.345});
  test.no_input();
  test.input<double>({1, 2, 2}, {-0.18, 0.135, -0.895, 0.375});
  test.output<double>(
      {3, 1, 2, 2},
      {-0.24216535463997935, -0.6170184357722307, -0.6245307915621332, 0.03601613044174415,
       -0.1856067953601398, -0.6845964134095645, 0.1850181367932131, 0.08252765883034288,
       0.02103852558281305, -0.5168449048752998, 0.19856852740402625, 0.045591737838848026},
      kDouble);
  test.output<double>(
      {1, 2, 2},
      {0.02103852558281305, -0.5168449048752998, 0.19856852740402625, 0.045591737838848026},
      kDouble);
  test.check();
}

TEST(Gru, DoublesLinearBeforeReset) {
  OpTest test("GRU", 22);
  test.attribute("hidden_size", 2);
  test.attribute("linear_before_reset", 1);
  test.input<double>({3, 2, 2},
                     {0.08, 1.05, -1.62, 1.23, 0.61, -1.94, 0.09, 1.22, -0.07, 1.84, -1.04, 1.6});
  test.input<double>({1, 6, 2}, {-0.855, -0.585, 0.53, 0.255, 0.655, -0.72, -0.18, -0.775, 0.815,
                                 -0.715, -0.225, 0.97});
  test.input<double>({1, 6, 2}, {-0.07, 0.04, -0.155, 0.79, 0.31, 0.405, 0.845, 0.46, -0.15, -0.635,
                                 -0.78, -0.06});
  test.input<double>(
      {1, 12}, {0.215, -0.59, 0.96, 0.95, 0.995, 0.005, -0.57, 0.205, -0.995, 0.92, 0.745, -0.82});
  test.no_input();
  test.input<double>({1, 2, 2}, {0.605, -0.975, 0.57, 0.085});
  test.output<double>(
      {3, 1, 2, 2},
      {0.587731107336706, -0.21737415965019627, -0.024487492576134695, 0.3480307729090935,
       0.771737509878559, -0.7584790732357434, 0.2607098420190454, 0.4178805698203392,
       0.008927029391525731, 0.20702447348133118, -0.33179854663634956, 0.6053047067729559},
      kDouble);
  test.output<double>(
      {1, 2, 2},
      {0.008927029391525731, 0.20702447348133118, -0.33179854663634956, 0.6053047067729559},
      kDouble);
  test.check();
}

}  // namespace
}  // namespace sardonyx
