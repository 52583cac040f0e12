// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(QEmbedLayerNormalization, Segments) {
  OpTest("QEmbedLayerNormalization", 1, "com.microsoft")
      .attribute("epsilon", 0.00001f)
      .input<std::int32_t>({1, 3}, {1, 2, 0})
      .input<std::int32_t>({1, 3}, {0, 1, 1})
      .input<std::uint8_t>({3, 4}, {145, 177, 205, 248, 66, 26, 81, 147, 227, 233, 127, 11})
      .input<std::uint8_t>({3, 4}, {245, 59, 35, 56, 200, 136, 121, 89, 121, 183, 225, 243})
      .input<std::uint8_t>({2, 4}, {33, 189, 131, 95, 63, 16, 87, 59})
      .input<std::uint8_t>({4}, {209, 228, 101, 99})
      .input<std::uint8_t>({4}, {200, 39, 3, 53})
      .input<std::int32_t>({1, 3}, {1, 1, 0})
      .input<float>({}, {0.02f})
      .input<float>({}, {0.01f})
      .input<float>({}, {0.03f})
      .input<float>({}, {0.01f})
      .input<float>({}, {0.02f})
      .input<std::uint8_t>({}, {120})
      .input<std::uint8_t>({}, {100})
      .input<std::uint8_t>({}, {3})
      .input<std::uint8_t>({}, {5})
      .input<std::uint8_t>({}, {90})
      .output<float>({1, 3, 4},
                     {-1.0175011f, 1.4457214f, -1.8005649f, -0.23748553f, 4.634359f, -0.5100744f,
                      -1.5876558f, -2.225831f, 0.260692f, -3.352988f, -0.8426714f, 0.25838f},
                     Tolerance{1e-4, 1e-5})
      .output<std::int32_t>({1}, {2})
      .check();
}

TEST(QEmbedLayerNormalization, NoSegments) {
  OpTest("QEmbedLayerNormalization", 1, "com.microsoft")
      .input<std::int32_t>({1, 3}, {1, 2, 0})
      .no_input()
      .input<std::uint8_t>({3, 4}, {255, 113, 244, 8, 173, 67, 50, 162, 168, 200, 48, 215})
      .input<std::uint8_t>({3, 4}, {95, 15, 8, 22, 17, 166, 40, 135, 46, 192, 214, 214})
      .no_input()
      .input<std::uint8_t>({4}, {62, 112, 211, 207})
      .input<std::uint8_t>({4}, {1, 170, 14, 162})
      .no_input()
      .input<float>({}, {0.02f})
      .input<float>({}, {0.01f})
      .no_input()
      .input<float>({}, {0.01f})
      .input<float>({}, {0.02f})
      .input<std::uint8_t>({}, {120})
      .input<std::uint8_t>({}, {100})
      .no_input()
      .input<std::uint8_t>({}, {5})
      .input<std::uint8_t>({}, {90})
      .output<float>({1, 3, 4},
                     {-1.0335863f, 0.72816545f, -3.8129308f, 2.6891155f, -1.9466155f, 2.568382f,
                      -4.6349897f, 3.256806f, -1.5198383f, 1.2406307f, 1.1469502f, -1.418706f},
                     Tolerance{1e-4, 1e-5})
      .output<std::int32_t>({1}, {0})
      .check();
}

}  // namespace
}  // namespace sardonyx
