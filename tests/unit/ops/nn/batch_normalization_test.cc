#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(BatchNormalization, Inference) {
  OpTest test("BatchNormalization", 15);
  test.input<float>({2, 3, 2, 2}, {8, 2,  3, 8, 1,  5, 6,  -5, -8, -4, -4, 7,
                                   8, -9, 0, 6, -7, 6, -7, -1, 6,  -4, -3, -4});
  test.input<float>({3}, {1, -1.25f, 2.25f});
  test.input<float>({3}, {-1, 0, 0});
  test.input<float>({3}, {2, 1, 0});
  test.input<float>({3}, {10, 7, 7});
  test.output<float>(
      {2, 3, 2, 2},
      {0.897366f, -1,        -0.683772f, 0.897366f, 0,         -1.88982f, -2.36228f, 2.83473f,
       -6.80336f, -3.40168f, -3.40168f,  5.95294f,  0.897366f, -4.4785f,  -1.63245f, 0.26491f,
       3.77964f,  -2.36228f, 3.77964f,   0.944911f, 5.10252f,  -3.40168f, -2.55126f, -3.40168f},
      kFloat);
  test.check();
}

TEST(BatchNormalization, Epsilon) {
  OpTest test("BatchNormalization", 15);
  test.attribute("epsilon", 0.5f);
  test.input<float>({2, 3, 5}, {4, 2, -3, 9, -1, -5, 7, -6, 7, 2,  -7, -9, -1, -9, -7,
                                0, 9, -1, 6, 8,  6,  2, -1, 0, -4, 0,  -2, -5, 9,  -9});
  test.input<float>({3}, {-2, -1.5f, 2.25f});
  test.input<float>({3}, {4, 7, -6});
  test.input<float>({3}, {4, -2, 0});
  test.input<float>({3}, {10, 3, 7});
  test.output<float>(
      {2, 3, 5},
      {4,          5.23443f, 8.32049f,  0.913933f, 7.08607f,  9.40535f,  -0.216053f, 10.2071f,
       -0.216053f, 3.79287f, -11.7511f, -13.3943f, -6.82158f, -13.3943f, -11.7511f,  6.46885f,
       0.913933f,  7.08607f, 2.76557f,  1.53115f,  0.585731f, 3.79287f,  6.19822f,   5.39643f,
       8.60357f,   -6,       -7.64317f, -10.1079f, 1.39425f,  -13.3943f},
      kFloat);
  test.check();
}

TEST(BatchNormalization, Matrix) {
  OpTest test("BatchNormalization", 15);
  test.input<float>({3, 5}, {3, -7, 1, -4, 9, 7, -6, 0, 8, 7, 4, 3, -9, 5, -1});
  test.input<float>({5}, {-2, -1.25f, 0.25f, 1, 0});
  test.input<float>({5}, {2, 7, 4, -3, 3});
  test.input<float>({5}, {2, -7, -8, 3, -2});
  test.input<float>({5}, {3, 4, 6, 8, 3});
  test.output<float>({3, 5},
                     {0.845301f, 7, 4.91856f, -5.47487f, 3, -3.77349f, 6.375f, 4.8165f, -1.23223f,
                      3, -0.309397f, 0.750007f, 3.89794f, -2.29289f, 3},
                     kFloat);
  test.check();
}

TEST(BatchNormalization, Version9) {
  OpTest test("BatchNormalization", 9);
  test.input<float>({1, 2, 3}, {6, -2, -2, 1, 9, -2});
  test.input<float>({2}, {0.5f, -0.25f});
  test.input<float>({2}, {2, -1});
  test.input<float>({2}, {3, 1});
  test.input<float>({2}, {4, 10});
  test.output<float>({1, 2, 3}, {2.75f, 0.750002f, 0.750002f, -1, -1.63245f, -0.762829f}, kFloat);
  test.check();
}

TEST(BatchNormalization, Training) {
  OpTest test("BatchNormalization", 15);
  test.attribute("training_mode", 1);
  test.attribute("momentum", 0.75f);
  test.input<float>({4, 2, 3}, {-7, 1,  -1, -3, -5, -9, -2, 6,  -8, -2, 9,  9,
                                -5, -9, 3,  -9, -4, 0,  7,  -8, 3,  1,  -7, 7});
  test.input<float>({2}, {1.75f, 0});
  test.input<float>({2}, {8, 2});
  test.input<float>({2}, {8, 9});
  test.input<float>({2}, {2, 5});
  test.output<float>({4, 2, 3},
                     {6.29281f, 8.8536f,  8.2134f,  2, 2, 2, 7.8933f,  10.4541f, 5.97271f, 2, 2, 2,
                      6.93301f, 5.65261f, 9.49379f, 2, 2, 2, 10.7742f, 5.97271f, 9.49379f, 2, 2, 2},
                     kFloat);
  test.output<float>({2}, {5.58333f, 6.47917f}, kFloat);
  test.output<float>({2}, {8.97222f, 13.3941f}, kFloat);
  test.check();
}

TEST(BatchNormalization, Float16AndDouble) {
  OpTest("BatchNormalization", 15)
      .attribute("epsilon", 0.0f)
      .input<Float16>({1, 1, 2}, to_float16({3, 5}))
      .input<float>({1}, {2})
      .input<float>({1}, {1})
      .input<float>({1}, {3})
      .input<float>({1}, {4})
      .expect<Float16>({1, 1, 2}, to_float16({1, 3}));
  OpTest("BatchNormalization", 15)
      .attribute("epsilon", 0.0f)
      .input<double>({1, 1, 2}, {3, 5})
      .input<double>({1}, {2})
      .input<double>({1}, {1})
      .input<double>({1}, {3})
      .input<double>({1}, {4})
      .expect<double>({1, 1, 2}, {1, 3});
}

TEST(BatchNormalization, WrongNumberOfChannels) {
  OpTest("BatchNormalization", 15)
      .input<float>({1, 2, 1}, {3, 5})
      .input<float>({1}, {2})
      .input<float>({2}, {1, 1})
      .input<float>({2}, {3, 1})
      .input<float>({2}, {4, 1})
      .expect_error("input 1 has shape");
}

TEST(BatchNormalization, StatisticsPerActivation) {
  OpTest("BatchNormalization", 7)
      .attribute("epsilon", 0.0f)
      .attribute("spatial", 0)
      .input<float>({2, 1, 2}, {3, 5, 7, 9})
      .input<float>({1, 2}, {2, 4})
      .input<float>({1, 2}, {1, -1})
      .input<float>({1, 2}, {3, 1})
      .input<float>({1, 2}, {4, 16})
      .expect<float>({2, 1, 2}, {1, 3, 5, 7});
  // The batch has the means 5 and 7, and variances of 4 and 4.
  OpTest("BatchNormalization", 7)
      .attribute("epsilon", 0.0f)
      .attribute("momentum", 0.5f)
      .attribute("spatial", 0)
      .input<float>({2, 1, 2}, {3, 5, 7, 9})
      .input<float>({1, 2}, {2, 4})
      .input<float>({1, 2}, {1, -1})
      .input<float>({1, 2}, {3, 1})
      .input<float>({1, 2}, {4, 16})
      .output<float>({2, 1, 2}, {-1, -5, 3, 3})
      .output<float>({1, 2}, {4, 4})
      .output<float>({1, 2}, {4, 10})
      .output<float>({1, 2}, {5, 7})
      .output<float>({1, 2}, {4, 4})
      .check();
  OpTest("BatchNormalization", 7)
      .attribute("spatial", 0)
      .input<float>({2, 1, 2}, {3, 5, 7, 9})
      .input<float>({2}, {2, 4})
      .input<float>({1, 2}, {1, -1})
      .input<float>({1, 2}, {3, 1})
      .input<float>({1, 2}, {4, 16})
      .expect_error("input 1 has shape");
}

TEST(BatchNormalization, ConstantsOfOtherLengths) {
  OpTest("BatchNormalization", 15)
      .input<float>({1, 3}, {1, 2, 3})
      .input<float>({3}, {1, 1, 1})
      .input<float>({3}, {0, 0, 0})
      .input<float>({3}, {0, 0, 0})
      .input<float>({2}, {1, 1})
      .expect_error("input 4 has shape [2]");
}

}  // namespace
}  // namespace sardonyx
