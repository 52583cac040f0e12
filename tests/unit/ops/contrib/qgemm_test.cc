// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(QGemm, Float) {
  OpTest("QGemm", 1, "com.microsoft")
      .input<std::uint8_t>({2, 4}, {216, 241, 102, 108, 141, 165, 122, 154})
      .input<float>({}, {0.02f})
      .input<std::uint8_t>({}, {100})
      .input<std::int8_t>({4, 3}, {117, 59, -47, -20, -26, -90, -128, 74, -21, -38, 33, 16})
      .input<float>({}, {0.03f})
      .input<std::int8_t>({}, {2})
      .output<float>({2, 3},
                     {5.7948f, 1.8335999f, -11.153999f, -1.0409999f, 2.2649999f, -4.6433997f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(QGemm, ScalePerColumnAndBias) {
  OpTest("QGemm", 1, "com.microsoft")
      .attribute("alpha", 1.0f)
      .input<std::uint8_t>({2, 4}, {216, 241, 102, 108, 141, 165, 122, 154})
      .input<float>({}, {0.02f})
      .input<std::uint8_t>({}, {100})
      .input<std::int8_t>({4, 3}, {117, 59, -47, -20, -26, -90, -128, 74, -21, -38, 33, 16})
      .input<float>({3}, {0.03f, 0.01f, 0.02f})
      .input<std::int8_t>({3}, {2, 0, -3})
      .input<std::int32_t>({3}, {10, -500, 3})
      .output<float>({2, 3}, {5.8008f, 0.618f, -6.9007998f, -1.035f, 0.72779995f, -2.7303998f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(QGemm, Quantized) {
  OpTest("QGemm", 1, "com.microsoft")
      .input<std::uint8_t>({2, 4}, {216, 241, 102, 108, 141, 165, 122, 154})
      .input<float>({}, {0.02f})
      .input<std::uint8_t>({}, {100})
      .input<std::int8_t>({4, 3}, {117, 59, -47, -20, -26, -90, -128, 74, -21, -38, 33, 16})
      .input<float>({}, {0.03f})
      .input<std::int8_t>({}, {2})
      .input<std::int32_t>({3}, {10, -500, 3})
      .input<float>({}, {0.2f})
      .input<std::uint8_t>({}, {128})
      .output<std::uint8_t>({2, 3}, {157, 136, 72, 123, 138, 105})
      .check();
}

TEST(QGemm, Transposed) {
  OpTest("QGemm", 1, "com.microsoft")
      .attribute("transA", 1)
      .attribute("transB", 1)
      .attribute("alpha", 0.5f)
      .input<std::uint8_t>({4, 2}, {239, 157, 236, 148, 83, 82, 253, 150})
      .input<float>({}, {0.02f})
      .input<std::uint8_t>({}, {100})
      .input<std::int8_t>({3, 4}, {-80, 84, 82, -126, -88, 49, -25, -41, -110, -80, 91, 85})
      .input<float>({}, {0.03f})
      .input<std::int8_t>({}, {2})
      .output<float>({2, 3},
                     {-6.357f, -3.6713998f, -4.6601996f, -2.5733998f, -1.3613999f, -2.3316f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
