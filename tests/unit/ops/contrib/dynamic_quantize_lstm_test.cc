// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(DynamicQuantizeLSTM, Forward) {
  OpTest("DynamicQuantizeLSTM", 1, "com.microsoft")
      .attribute("hidden_size", 2)
      .attribute("direction", "forward")
      .input<float>({3, 1, 2}, {0.75f, 1.25f, -2.0f, 1.25f, -0.25f, 0.0f})
      .input<std::int8_t>({1, 2, 8}, {33, -55, 122, -115, -57, -30, 18, -24, -95, -117, -128, -116,
                                      -90, 127, -80, 39})
      .input<std::int8_t>({1, 2, 8},
                          {64, -68, -56, -17, -61, 121, -83, 101, 76, 88, -99, -28, 32, -2, 42, 45})
      .input<float>({1, 16}, {0.75f, -1.75f, 2.0f, 0.25f, 1.75f, -1.0f, -0.5f, 1.5f, -1.25f, -1.75f,
                              -0.5f, 0.75f, -1.5f, 1.5f, -0.75f, -1.25f})
      .no_input()
      .no_input()
      .no_input()
      .no_input()
      .input<float>({1}, {0.01f})
      .input<std::int8_t>({1}, {0})
      .input<float>({1}, {0.02f})
      .input<std::int8_t>({1}, {0})
      .output<float>(
          {3, 1, 1, 2},
          {-0.12779112f, 0.000493736f, -0.015363314f, 0.01767236f, -0.3019714f, 0.018018002f},
          Tolerance{1e-4, 1e-4})
      .output<float>({1, 1, 2}, {-0.3019714f, 0.018018002f}, Tolerance{1e-4, 1e-4})
      .output<float>({1, 1, 2}, {-0.41837695f, 0.02298927f}, Tolerance{1e-4, 1e-4})
      .check();
}

TEST(DynamicQuantizeLSTM, Bidirectional) {
  OpTest("DynamicQuantizeLSTM", 1, "com.microsoft")
      .attribute("hidden_size", 2)
      .attribute("direction", "bidirectional")
      .input<float>({3, 1, 2}, {0.25f, 1.75f, 1.75f, 1.5f, -0.75f, -2.0f})
      .input<std::int8_t>({2, 2, 8}, {71,  53,  69, -128, -119, 0,   -43, -17, 110, -76, 7,
                                      -45, -53, 78, -89,  -47,  -98, -90, -57, 50,  20,  -14,
                                      -85, 76,  76, -68,  -113, -47, -91, 76,  5,   1})
      .input<std::int8_t>({2, 2, 8}, {-54, 1,   119, -68, 68,  -125, -48, 110, 95,  -107, 87,
                                      88,  -12, -34, 122, 115, 45,   -26, -75, 111, -60,  14,
                                      44,  -67, -48, 61,  -78, 44,   113, 47,  37,  -10})
      .input<float>({2, 16},
                    {2.0f,  -1.25f, -0.5f,  0.5f,  0.75f,  -1.75f, -1.5f, 0.75f, 1.5f,  0.5f, 1.75f,
                     -0.5f, -0.75f, 1.25f,  -2.0f, -1.25f, -1.25f, -0.5f, -1.5f, 1.25f, 1.5f, -0.5f,
                     -2.0f, 1.0f,   -1.75f, 0.5f,  -1.5f,  1.75f,  0.75f, 2.0f,  0.5f,  1.0f})
      .no_input()
      .no_input()
      .no_input()
      .no_input()
      .input<float>({2}, {0.01f, 0.01f})
      .input<std::int8_t>({2}, {0, 0})
      .input<float>({2}, {0.02f, 0.02f})
      .input<std::int8_t>({2}, {0, 0})
      .output<float>(
          {3, 2, 1, 2},
          {-0.62640035f, -0.027094811f, -0.00016951712f, 0.79347897f, -0.56728375f, -0.039485246f,
           -0.000037996975f, 0.6930576f, -0.267046f, -0.45055205f, -0.0069922735f, 0.63748294f},
          Tolerance{1e-4, 1e-4})
      .output<float>({2, 1, 2}, {-0.267046f, -0.45055205f, -0.00016951712f, 0.79347897f},
                     Tolerance{1e-4, 1e-4})
      .output<float>({2, 1, 2}, {-1.3661987f, -0.52995414f, -0.08400011f, 1.2097336f},
                     Tolerance{1e-4, 1e-4})
      .check();
}

TEST(DynamicQuantizeLSTM, PerColumnWithStates) {
  OpTest("DynamicQuantizeLSTM", 1, "com.microsoft")
      .attribute("hidden_size", 2)
      .input<float>({2, 1, 2}, {-0.5f, 1.25f, -1.75f, -1.5f})
      .input<std::int8_t>({1, 2, 8},
                          {-36, 54, -4, 88, 113, -26, -20, 13, 37, -6, 26, 117, 59, -47, -20, -26})
      .input<std::int8_t>(
          {1, 2, 8}, {-90, -128, 74, -21, -38, 33, 16, 111, 29, 108, 20, -45, -46, 125, 22, -80})
      .no_input()
      .no_input()
      .input<float>({1, 1, 2}, {1.5f, 1.25f})
      .input<float>({1, 1, 2}, {-2.0f, -1.5f})
      .input<float>({1, 6}, {0.75f, -0.5f, -0.75f, -1.75f, -1.25f, 1.5f})
      .input<float>({1, 8}, {0.0175f, 0.0175f, 0.0125f, 0.005f, 0.0075f, 0.0125f, 0.02f, 0.0075f})
      .input<std::int8_t>({1, 8}, {0, 0, 0, 0, 0, 0, 0, 0})
      .input<float>({1, 8}, {0.0125f, 0.01f, 0.0125f, 0.0125f, 0.015f, 0.0025f, 0.02f, 0.0175f})
      .input<std::int8_t>({1, 8}, {0, 0, 0, 0, 0, 0, 0, 0})
      .output<float>({2, 1, 1, 2}, {-0.83171624f, 0.043177206f, -0.0634191f, -0.059627958f},
                     Tolerance{1e-4, 1e-4})
      .output<float>({1, 1, 2}, {-0.0634191f, -0.059627958f}, Tolerance{1e-4, 1e-4})
      .output<float>({1, 1, 2}, {-0.23689348f, -0.23414588f}, Tolerance{1e-4, 1e-4})
      .check();
}

TEST(DynamicQuantizeLSTM, Unsigned) {
  OpTest("DynamicQuantizeLSTM", 1, "com.microsoft")
      .attribute("hidden_size", 2)
      .input<float>({2, 1, 2}, {1.25f, -1.0f, -0.25f, -0.25f})
      .input<std::uint8_t>({1, 2, 8},
                           {79, 14, 190, 0, 195, 49, 164, 87, 60, 237, 121, 227, 48, 123, 88, 116})
      .input<std::uint8_t>(
          {1, 2, 8}, {3, 170, 88, 219, 54, 86, 11, 203, 136, 102, 234, 152, 246, 188, 149, 128})
      .no_input()
      .no_input()
      .no_input()
      .no_input()
      .no_input()
      .input<float>({1}, {0.01f})
      .input<std::uint8_t>({1}, {128})
      .input<float>({1}, {0.02f})
      .input<std::uint8_t>({1}, {120})
      .output<float>({2, 1, 1, 2}, {0.23948142f, -0.001954717f, -0.022038527f, 0.15983416f},
                     Tolerance{1e-4, 1e-4})
      .no_output()
      .no_output()
      .check();
}

}  // namespace
}  // namespace sardonyx
