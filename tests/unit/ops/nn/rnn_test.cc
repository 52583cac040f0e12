#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 2e-6};

TEST(Rnn, Forward) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({3, 2, 2}, {0.375f, 0.625f, -1.0f, 0.625f, -0.125f, 0.0f, 0.25f, -0.5f, 1.0f,
                                -1.0f, -0.5f, -0.25f});
  test.input<float>({1, 2, 2}, {0.125f, -0.25f, -0.75f, -1.0f});
  test.input<float>({1, 2, 2}, {-1.0f, -1.0f, -0.75f, 1.0f});
  test.input<float>({1, 4}, {-0.625f, 0.375f, 0.5f, -0.625f});
  test.output<float>({3, 1, 2, 2},
                     {-0.230176f, -0.819814f, -0.385284f, -0.124353f, 0.720827f, -0.665951f,
                      0.493659f, 0.223284f, 0.192685f, -0.835648f, -0.686837f, 0.224168f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.192685f, -0.835648f, -0.686837f, 0.224168f}, kFloat);
  test.check();
}

TEST(Rnn, WithoutBias) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({3, 2, 2}, {-0.5f, -0.125f, -0.5f, 1.0f, -0.625f, 0.875f, 0.625f, 0.75f,
                                -0.875f, -0.25f, 0.25f, 0.0f});
  test.input<float>({1, 2, 2}, {0.375f, 0.375f, 0.375f, -0.875f});
  test.input<float>({1, 2, 2}, {1.0f, 0.125f, 0.875f, -0.5f});
  test.output<float>({3, 1, 2, 2},
                     {-0.230176f, -0.077966f, 0.185333f, -0.786619f, -0.145139f, -0.821827f,
                      0.538919f, 0.132812f, -0.584811f, 0.172791f, 0.571179f, 0.46125f},
                     kFloat);
  test.output<float>({1, 2, 2}, {-0.584811f, 0.172791f, 0.571179f, 0.46125f}, kFloat);
  test.check();
}

TEST(Rnn, Reverse) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "reverse");
  test.input<float>({3, 2, 2}, {-0.25f, 0.375f, -0.75f, 0.75f, -0.375f, -0.625f, 0.125f, 0.875f,
                                0.875f, 0.75f, -0.375f, -1.0f});
  test.input<float>({1, 2, 2}, {0.625f, 0.5f, 0.625f, -1.0f});
  test.input<float>({1, 2, 2}, {-1.0f, 0.0f, -0.375f, -0.125f});
  test.input<float>({1, 4}, {0.875f, -0.625f, 0.0f, -0.375f});
  test.no_input();
  test.input<float>({1, 2, 2}, {-0.375f, 0.625f, -0.75f, -0.375f});
  test.output<float>({3, 1, 2, 2},
                     {0.900599f, -0.84257f, 0.188162f, -0.980838f, -0.569128f, -0.70286f, 0.590819f,
                      -0.968988f, 0.974358f, -0.814624f, 0.711702f, 0.093476f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.900599f, -0.84257f, 0.188162f, -0.980838f}, kFloat);
  test.check();
}

TEST(Rnn, Bidirectional) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.input<float>({3, 2, 2}, {-0.75f, -0.75f, -0.5f, 0.375f, 0.125f, -0.125f, -0.75f, 0.625f,
                                0.625f, -0.5f, -0.875f, -0.375f});
  test.input<float>({2, 2, 2}, {-0.75f, 0.625f, 0.0f, 0.0f, -0.5f, 0.0f, 1.0f, -0.5f});
  test.input<float>({2, 2, 2}, {0.625f, -1.0f, -0.375f, 0.875f, 0.75f, -0.875f, 0.75f, 0.75f});
  test.input<float>({2, 4}, {-0.125f, -0.25f, 1.0f, 1.0f, 0.375f, -0.25f, -0.625f, 0.875f});
  test.no_input();
  test.input<float>({2, 2, 2}, {-0.5f, 0.125f, 0.375f, -0.5f, -0.375f, 0.5f, -0.625f, 0.375f});
  test.output<float>(
      {3, 2, 2, 2},
      {0.486336f,  0.780589f, 0.976626f, 0.170202f, -0.831f,    0.065326f, 0.554971f,  -0.60047f,
       0.222701f,  0.848463f, 0.978808f, 0.487437f, -0.942586f, 0.696478f, -0.068355f, -0.773489f,
       -0.548004f, 0.887259f, 0.889848f, 0.669289f, -0.856818f, 0.920722f, -0.543687f, -0.244919f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {-0.548004f, 0.887259f, 0.889848f, 0.669289f, -0.831f, 0.065326f, 0.554971f, -0.60047f},
      kFloat);
  test.check();
}

TEST(Rnn, SequenceLengths) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.input<float>({3, 2, 2}, {1.0f, 0.375f, 0.25f, -0.125f, 1.0f, -0.625f, -0.25f, 0.25f, 0.375f,
                                -0.875f, -0.75f, 0.375f});
  test.input<float>({2, 2, 2}, {0.75f, 0.25f, 0.875f, -0.25f, -0.375f, 0.625f, -1.0f, -0.625f});
  test.input<float>({2, 2, 2}, {-0.625f, -0.25f, -0.75f, 0.625f, 0.75f, -0.25f, -1.0f, 0.5f});
  test.input<float>({2, 4}, {-0.875f, 0.25f, -0.75f, 0.875f, 0.375f, 1.0f, 0.25f, 0.5f});
  test.input<std::int32_t>({2}, {3, 1});
  test.input<float>({2, 2, 2}, {-0.25f, 0.625f, -0.875f, -0.75f, -0.25f, 0.5f, 0.0f, 0.75f});
  test.output<float>(
      {3, 2, 2, 2},
      {-0.653424f, 0.986192f, -0.625735f, 0.915825f, -0.17888f,  0.86407f,  0.259549f, 0.935799f,
       -0.701073f, 0.997073f, 0.0f,       0.0f,      -0.573674f, 0.93978f,  0.0f,      0.0f,
       -0.879509f, 0.992931f, 0.0f,       0.0f,      -0.358357f, 0.974358f, 0.0f,      0.0f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {-0.879509f, 0.992931f, -0.625735f, 0.915825f, -0.17888f, 0.86407f, 0.259549f, 0.935799f},
      kFloat);
  test.check();
}

TEST(Rnn, Clip) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.attribute("clip", 0.5f);
  test.input<float>({3, 2, 2}, {1.0f, -0.25f, -0.125f, 0.125f, 0.25f, 0.0f, 0.25f, 1.0f, 0.5f,
                                -0.375f, -0.125f, -0.25f});
  test.input<float>({1, 2, 2}, {-0.75f, -1.0f, 0.625f, -0.125f});
  test.input<float>({1, 2, 2}, {-0.375f, 0.25f, 0.125f, 0.875f});
  test.input<float>({1, 4}, {0.25f, 0.875f, 0.125f, -0.375f});
  test.output<float>({3, 1, 2, 2},
                     {-0.124353f, 0.462117f, 0.330821f, 0.385284f, 0.336075f, 0.462117f, -0.462117f,
                      0.462117f, 0.349172f, 0.462117f, 0.462117f, 0.462117f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.349172f, 0.462117f, 0.462117f, 0.462117f}, kFloat);
  test.check();
}

TEST(Rnn, BatchFirst) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "bidirectional");
  test.attribute("layout", 1);
  test.input<float>({2, 3, 2}, {-0.375f, 1.0f, 0.75f, 0.625f, 0.375f, -0.25f, 0.125f, -0.625f,
                                -1.0f, -0.75f, -0.375f, -0.875f});
  test.input<float>({2, 2, 2}, {-0.625f, 0.75f, 0.75f, 0.75f, 0.125f, -0.75f, -0.375f, 0.0f});
  test.input<float>({2, 2, 2}, {1.0f, -0.5f, 0.125f, 0.0f, 0.0f, 0.125f, 0.375f, -0.875f});
  test.input<float>({2, 4}, {1.0f, 0.75f, 0.625f, -0.5f, -0.125f, -0.125f, -0.375f, -1.0f});
  test.no_input();
  test.input<float>({2, 2, 2}, {0.5f, -1.0f, 0.25f, -0.375f, 0.5f, -0.625f, -0.5f, 0.875f});
  test.output<float>(
      {2, 3, 2, 2},
      {0.998536f, 0.653424f, -0.882618f, -0.557592f, 0.979971f, 0.886656f,  -0.744711f, -0.724926f,
       0.9402f,   0.435161f, -0.30271f,  -0.68779f,  0.955428f, -0.062419f, 0.005443f,  -0.882511f,
       0.990532f, -0.73663f, -0.18042f,  0.168542f,  0.988165f, -0.510705f, 0.215326f,  -0.959335f},
      kFloat);
  test.output<float>(
      {2, 2, 2},
      {0.9402f, 0.435161f, -0.882618f, -0.557592f, 0.988165f, -0.510705f, 0.005443f, -0.882511f},
      kFloat);
  test.check();
}

TEST(Rnn, OneStep) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.input<float>({1, 1, 2}, {0.0f, 0.875f});
  test.input<float>({1, 2, 2}, {-0.625f, 0.0f, -0.375f, -0.125f});
  test.input<float>({1, 2, 2}, {-1.0f, 0.375f, -0.375f, 0.75f});
  test.input<float>({1, 4}, {-0.625f, -0.375f, -1.0f, 0.625f});
  test.no_input();
  test.input<float>({1, 1, 2}, {0.125f, -0.25f});
  test.output<float>({1, 1, 1, 2}, {-0.951154f, -0.093476f}, kFloat);
  test.output<float>({1, 1, 2}, {-0.951154f, -0.093476f}, kFloat);
  test.check();
}

TEST(Rnn, OtherActivation) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.attribute("activations", std::vector<std::string>{"LeakyRelu"});
  test.attribute("activation_alpha", std::vector<float>{0.25f});
  test.input<float>({3, 2, 2}, {0.875f, 0.25f, 1.0f, 0.5f, 0.125f, 0.0f, -0.625f, 0.375f, 0.625f,
                                0.375f, -0.125f, -1.0f});
  test.input<float>({1, 2, 2}, {0.5f, -1.0f, 0.625f, -0.75f});
  test.input<float>({1, 2, 2}, {-0.375f, -0.625f, 0.125f, -0.625f});
  test.input<float>({1, 4}, {-0.5f, -1.0f, 1.0f, -0.625f});
  test.output<float>({3, 1, 2, 2},
                     {0.6875f, -0.316406f, 0.5f, -0.34375f, 0.502441f, -0.315796f, -0.040039f,
                      -0.504883f, 0.446457f, -0.313862f, 1.768066f, -0.160645f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.446457f, -0.313862f, 1.768066f, -0.160645f}, kFloat);
  test.check();
}

TEST(Rnn, Relu) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 2);
  test.attribute("direction", "forward");
  test.attribute("activations", std::vector<std::string>{"Relu"});
  test.input<float>({3, 2, 2}, {-0.625f, 0.25f, -0.75f, 0.875f, 0.625f, -0.375f, -0.25f, -0.25f,
                                0.5f, -0.125f, -0.5f, 0.375f});
  test.input<float>({1, 2, 2}, {-0.75f, 0.625f, -0.125f, 0.875f});
  test.input<float>({1, 2, 2}, {-0.5f, -0.25f, 0.75f, 0.5f});
  test.input<float>({1, 4}, {-1.0f, -0.375f, -1.0f, 0.75f});
  test.output<float>({3, 1, 2, 2},
                     {0.0f, 0.671875f, 0.0f, 1.234375f, 0.0f, 0.304688f, 0.0f, 0.804688f, 0.0f,
                      0.355469f, 0.0f, 1.167969f},
                     kFloat);
  test.output<float>({1, 2, 2}, {0.0f, 0.355469f, 0.0f, 1.167969f}, kFloat);
  test.check();
}

TEST(Rnn, WrongShapes) {
  OpTest("RNN", 14)
      .attribute("hidden_size", 2)
      .input<float>({1, 1, 3}, ramp(3))
      .input<float>({1, 2, 2}, ramp(4))
      .input<float>({1, 2, 2}, ramp(4))
      .expect_error("input 1 ('W') has shape");
}

TEST(Rnn, UnknownActivation) {
  OpTest("RNN", 14)
      .attribute("activations", std::vector<std::string>{"Swoosh"})
      .input<float>({1, 1, 2}, ramp(2))
      .input<float>({1, 2, 2}, ramp(4))
      .input<float>({1, 2, 2}, ramp(4))
      .expect_error("no activation function \"Swoosh\"");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(Rnn, Doubles) {
  OpTest test("RNN", 22);
  test.attribute("direction", "bidirectional");
  test.attribute("hidden_size", 2);
  test.attribute("activations", std::vector<std::string>{"Tanh", "Softplus"});
  test.input<double>({3, 2, 2}, {-1.55, -1.4, -1.15, -1.92, -0.01, -0.46, -0.65, -0.42, -0.42,
                                 -0.49, -0.86, -1.35});
  test.input<double>({2, 2, 2}, {0.96, 0.515, 0.435, 0.14, 0.525, -0.745, -0.865, 0.855});
  test.input<double>({2, 2, 2}, {0.055, -0.865, 0.025, 0.63, -0.205, -0.335, 0.63, -0.12});
  test.input<double>({2, 4}, {0.61, 0.375, -0.125, 0.43, -0.3, -0.305, 0.35, 0.21});
  test.input<std::int32_t>({2}, {3, 1});
  test.input<double>({2, 2, 2}, {0.01, 0.42, -0.96, 0.975, 0.15, -0.85, 0.595, 0.79});
  test.output<double>({3, 2, 2, 2},
                      {-0.9696704787142594,
                       0.19699087270004012,
                       -0.9867195887700555,
                       0.5554300723141463,
                       0.6467013937422476,
                       0.9048509014980322,
                       0.967879653340687,
                       0.4886710272481948,
                       0.01476994461721637,
                       0.6837444855321893,
                       0,
                       0,
                       0.6705549085004718,
                       0.7072852221166239,
                       0,
                       0,
                       -0.6417694992519976,
                       0.7551484367462258,
                       0,
                       0,
                       0.9423637690790483,
                       0.7163349353582776,
                       0,
                       0},
                      kDouble);
  test.output<double>(
      {2, 2, 2},
      {-0.6417694992519976, 0.7551484367462258, -0.9867195887700555, 0.5554300723141463,
       0.6467013937422476, 0.9048509014980322, 0.967879653340687, 0.4886710272481948},
      kDouble);
  test.check();
}

TEST(Rnn, ActivationsOfDoubles) {
  struct Case {
    const char* activation;
    std::vector<float> alpha;
    std::vector<float> beta;
    std::vector<double> expected;
  };
  const Case cases[] = {
      {"Relu", {}, {}, {0, 0.3, 0.77}},
      {"Affine", {0.3f}, {0.1f}, {-0.4100000187754631, 0.1900000050663948, 0.33100001066923146}},
      {"LeakyRelu", {0.2f}, {}, {-0.3400000050663948, 0.3, 0.77}},
      {"ThresholdedRelu", {0.5f}, {}, {0, 0, 0.77}},
      {"ScaledTanh",
       {0.7f},
       {0.9f},
       {-0.6372972000220071, 0.18453737702906148, 0.41993404190895517}},
      {"HardSigmoid", {}, {}, {0.15999999493360523, 0.5600000008940696, 0.6540000022947788}},
      {"Elu", {}, {}, {-0.8173164759472653, 0.3, 0.77}},
      {"Softsign", {}, {}, {-0.6296296296296295, 0.23076923076923075, 0.4350282485875706}},
      {"Sigmoid", {}, {}, {0.1544652650835347, 0.574442516811659, 0.6835208937363156}},
      {"Softplus", {}, {}, {0.16778602938626594, 0.8543552444685272, 1.1504980545416523}}};
  for (const Case& one : cases) {
    SCOPED_TRACE(one.activation);
    OpTest test("RNN", 22);
    test.attribute("hidden_size", 1);
    test.attribute("activations", std::vector<std::string>{one.activation});
    if (!one.alpha.empty()) {
      test.attribute("activation_alpha", one.alpha);
    }
    if (!one.beta.empty()) {
      test.attribute("activation_beta", one.beta);
    }
    test.input<double>({1, 3, 1}, {-1.7, 0.3, 0.77});
    test.input<double>({1, 1, 1}, {1});
    test.input<double>({1, 1, 1}, {0});
    test.expect<double>({1, 1, 3, 1}, one.expected, kDouble);
  }
}

TEST(Rnn, FunctionsWithoutParametersTakeNone) {
  OpTest test("RNN", 14);
  test.attribute("hidden_size", 1);
  test.attribute("direction", "bidirectional");
  test.attribute("activations", std::vector<std::string>{"Tanh", "HardSigmoid"});
  test.attribute("activation_alpha", std::vector<float>{0.5f});
  test.attribute("activation_beta", std::vector<float>{0.25f});
  test.input<float>({1, 1, 1}, {0.5f});
  test.input<float>({2, 1, 1}, {1, 1});
  test.input<float>({2, 1, 1}, {0, 0});
  test.output<float>({1, 2, 1, 1}, {0.46211716f, 0.5f}, kFloat);
  test.check();
}

}  // namespace
}  // namespace sardonyx
