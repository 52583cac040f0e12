#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(FusedConv, Relu) {
  OpTest test("FusedConv", 1, "com.microsoft");
  test.attribute("activation", "Relu");
  test.attribute("pads", std::vector<std::int64_t>{0, 1, 0, 0});
  test.input<float>({1, 2, 3, 4},
                    {0.75f, 1.25f,   -2,      1.25f, -0.125f, 0.125f,  0.5f,  -0.875f,
                     2,     -1.875f, -0.875f, -0.5f, 0.25f,   -0.375f, -1.5f, -1.875f,
                     -2,    -1.875f, -1.5f,   2,     -1.25f,  0.625f,  1,     -1.125f});
  test.input<float>({2, 2, 2, 2}, {-0.875f, -0.25f, -1, 2, -1.375f, 1.625f, 1.25f, 1.375f, -1.625f,
                                   -0.5f, 0.5f, 0, 0.625f, 0.75f, 0.625f, -1.75f});
  test.input<float>({2}, {1.875f, 0.25f});
  test.output<float>(
      {1, 2, 2, 4},
      {0, 0, 0, 0.953125f, 0.9375f, 0, 4.0625f, 6.546875f, 3.5625f, 0.25f, 0, 0, 1, 0, 0, 2.59375f},
      kFloat);
  test.check();
}

TEST(FusedConv, LeakyRelu) {
  OpTest test("FusedConv", 1, "com.microsoft");
  test.attribute("activation", "LeakyRelu");
  test.attribute("pads", std::vector<std::int64_t>{0, 1, 0, 0});
  test.attribute("activation_params", std::vector<float>{0.125f});
  test.input<float>({1, 2, 3, 4},
                    {0.75f, 1.25f,   -2,      1.25f, -0.125f, 0.125f,  0.5f,  -0.875f,
                     2,     -1.875f, -0.875f, -0.5f, 0.25f,   -0.375f, -1.5f, -1.875f,
                     -2,    -1.875f, -1.5f,   2,     -1.25f,  0.625f,  1,     -1.125f});
  test.input<float>({2, 2, 2, 2}, {-0.875f, -0.25f, -1, 2, -1.375f, 1.625f, 1.25f, 1.375f, -1.625f,
                                   -0.5f, 0.5f, 0, 0.625f, 0.75f, 0.625f, -1.75f});
  test.input<float>({2}, {1.875f, 0.25f});
  test.output<float>({1, 2, 2, 4},
                     {-0.11328125f, -0.59375f, -0.521484375f, 0.953125f, 0.9375f, -0.599609375f,
                      4.0625f, 6.546875f, 3.5625f, 0.25f, -0.078125f, -0.45703125f, 1,
                      -0.392578125f, -0.599609375f, 2.59375f},
                     kFloat);
  test.check();
}

TEST(FusedConv, Clip) {
  OpTest test("FusedConv", 1, "com.microsoft");
  test.attribute("activation", "Clip");
  test.attribute("pads", std::vector<std::int64_t>{0, 1, 0, 0});
  test.attribute("activation_params", std::vector<float>{-1, 6});
  test.input<float>({1, 2, 3, 4},
                    {0.75f, 1.25f,   -2,      1.25f, -0.125f, 0.125f,  0.5f,  -0.875f,
                     2,     -1.875f, -0.875f, -0.5f, 0.25f,   -0.375f, -1.5f, -1.875f,
                     -2,    -1.875f, -1.5f,   2,     -1.25f,  0.625f,  1,     -1.125f});
  test.input<float>({2, 2, 2, 2}, {-0.875f, -0.25f, -1, 2, -1.375f, 1.625f, 1.25f, 1.375f, -1.625f,
                                   -0.5f, 0.5f, 0, 0.625f, 0.75f, 0.625f, -1.75f});
  test.input<float>({2}, {1.875f, 0.25f});
  test.output<float>({1, 2, 2, 4},
                     {-0.90625f, -1, -1, 0.953125f, 0.9375f, -1, 4.0625f, 6, 3.5625f, 0.25f,
                      -0.625f, -1, 1, -1, -1, 2.59375f},
                     kFloat);
  test.check();
}

TEST(FusedConv, HardSigmoid) {
  OpTest test("FusedConv", 1, "com.microsoft");
  test.attribute("activation", "HardSigmoid");
  test.attribute("pads", std::vector<std::int64_t>{0, 1, 0, 0});
  test.attribute("activation_params", std::vector<float>{0.125f, 0.25f});
  test.input<float>({1, 2, 3, 4},
                    {0.75f, 1.25f,   -2,      1.25f, -0.125f, 0.125f,  0.5f,  -0.875f,
                     2,     -1.875f, -0.875f, -0.5f, 0.25f,   -0.375f, -1.5f, -1.875f,
                     -2,    -1.875f, -1.5f,   2,     -1.25f,  0.625f,  1,     -1.125f});
  test.input<float>({2, 2, 2, 2}, {-0.875f, -0.25f, -1, 2, -1.375f, 1.625f, 1.25f, 1.375f, -1.625f,
                                   -0.5f, 0.5f, 0, 0.625f, 0.75f, 0.625f, -1.75f});
  test.input<float>({2}, {1.875f, 0.25f});
  test.output<float>({1, 2, 2, 4},
                     {0.13671875f, 0, 0, 0.369140625f, 0.3671875f, 0, 0.7578125f, 1, 0.6953125f,
                      0.28125f, 0.171875f, 0, 0.375f, 0, 0, 0.57421875f},
                     kFloat);
  test.check();
}

TEST(FusedConv, Tanh) {
  OpTest test("FusedConv", 1, "com.microsoft");
  test.attribute("activation", "Tanh");
  test.attribute("pads", std::vector<std::int64_t>{0, 1, 0, 0});
  test.input<float>({1, 2, 3, 4},
                    {0.75f, 1.25f,   -2,      1.25f, -0.125f, 0.125f,  0.5f,  -0.875f,
                     2,     -1.875f, -0.875f, -0.5f, 0.25f,   -0.375f, -1.5f, -1.875f,
                     -2,    -1.875f, -1.5f,   2,     -1.25f,  0.625f,  1,     -1.125f});
  test.input<float>({2, 2, 2, 2}, {-0.875f, -0.25f, -1, 2, -1.375f, 1.625f, 1.25f, 1.375f, -1.625f,
                                   -0.5f, 0.5f, 0, 0.625f, 0.75f, 0.625f, -1.75f});
  test.input<float>({2}, {1.875f, 0.25f});
  test.output<float>(
      {1, 2, 2, 4},
      {-0.719327509f, -0.999850392f, -0.999524295f, 0.741194606f, 0.734071612f, -0.999863803f,
       0.999408066f, 0.999995828f, 0.998391867f, 0.244918659f, -0.554599702f, -0.998666644f,
       0.761594176f, -0.996264875f, -0.999863803f, 0.988890111f},
      kFloat);
  test.check();
}

TEST(FusedConv, Sigmoid) {
  OpTest test("FusedConv", 1, "com.microsoft");
  test.attribute("activation", "Sigmoid");
  test.attribute("pads", std::vector<std::int64_t>{0, 1, 0, 0});
  test.input<float>({1, 2, 3, 4},
                    {0.75f, 1.25f,   -2,      1.25f, -0.125f, 0.125f,  0.5f,  -0.875f,
                     2,     -1.875f, -0.875f, -0.5f, 0.25f,   -0.375f, -1.5f, -1.875f,
                     -2,    -1.875f, -1.5f,   2,     -1.25f,  0.625f,  1,     -1.125f});
  test.input<float>({2, 2, 2, 2}, {-0.875f, -0.25f, -1, 2, -1.375f, 1.625f, 1.25f, 1.375f, -1.625f,
                                   -0.5f, 0.5f, 0, 0.625f, 0.75f, 0.625f, -1.75f});
  test.input<float>({2}, {1.875f, 0.25f});
  test.output<float>(
      {1, 2, 2, 4},
      {0.287767828f, 0.00857752562f, 0.0151890218f, 0.721743226f, 0.718594372f, 0.00818789005f,
       0.983085036f, 0.998567462f, 0.972414732f, 0.562176466f, 0.348645151f, 0.0251788199f,
       0.731058598f, 0.0414622724f, 0.00818789005f, 0.930458307f},
      kFloat);
  test.check();
}

TEST(FusedConv, Addend) {
  OpTest test("FusedConv", 1, "com.microsoft");
  test.attribute("activation", "Relu");
  test.attribute("group", 2);
  test.attribute("strides", std::vector<std::int64_t>{1, 2});
  test.input<float>({1, 2, 3, 4},
                    {0.75f, 1.25f,   -2,      1.25f, -0.125f, 0.125f,  0.5f,  -0.875f,
                     2,     -1.875f, -0.875f, -0.5f, 0.25f,   -0.375f, -1.5f, -1.875f,
                     -2,    -1.875f, -1.5f,   2,     -1.25f,  0.625f,  1,     -1.125f});
  test.input<float>({2, 1, 2, 2}, {1.625f, -1, -0.625f, 1.625f, -1.25f, -1.75f, -0.5f, 0.75f});
  test.no_input();
  test.input<float>({1, 2, 2, 2}, {-1.5f, 1.5f, -0.625f, -1.125f, 0.125f, 1.625f, 1.625f, 1.5f});
  test.output<float>({1, 2, 2, 2}, {0, 0, 0, 0.296875f, 0.0625f, 9.03125f, 8.5f, 0}, kFloat);
  test.check();
}

TEST(FusedConv, Defaults) {
  const auto with = [](const char* activation, float expected) {
    OpTest("FusedConv", 1, "com.microsoft")
        .attribute("activation", activation)
        .input<float>({1, 1, 1}, {-3})
        .input<float>({1, 1, 1}, {0.5f})
        .expect<float>({1, 1, 1}, {expected}, kFloat);
  };
  with("", -1.5f);
  with("LeakyRelu", -0.015f);
  with("Clip", -1.5f);
  with("Elu", std::expm1(-1.5f));
  with("HardSigmoid", 0.2f);
  with("HardSwish", -0.375f);
  with("Gelu", -0.75f * std::erfc(1.5f / std::sqrt(2.0f)));
  with("FastGelu", -0.1004284f);
  with("QuickGelu", -1.5f / (1 + std::exp(1.5f * 1.702f)));
}

TEST(FusedConv, HalfPrecision) {
  OpTest("FusedConv", 1, "com.microsoft")
      .attribute("activation", "Clip")
      .attribute("activation_params", std::vector<float>{0, 6})
      .input<Float16>({1, 1, 3}, to_float16({-3, 2, 9}))
      .input<Float16>({1, 1, 1}, {to_float16(1)})
      .expect<Float16>({1, 1, 3}, to_float16({0, 2, 6}));
}

TEST(FusedConv, UnknownActivation) {
  OpTest("FusedConv", 1, "com.microsoft")
      .attribute("activation", "Sinus")
      .input<float>({1, 1, 1}, {1})
      .input<float>({1, 1, 1}, {1})
      .expect_error("attribute 'activation' is 'Sinus'");
}

}  // namespace
}  // namespace sardonyx
