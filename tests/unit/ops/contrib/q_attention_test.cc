// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(QAttention, Plain) {
  OpTest("QAttention", 1, "com.microsoft")
      .attribute("num_heads", 2)
      .input<std::uint8_t>({1, 2, 4}, {6, 233, 39, 197, 235, 82, 34, 177})
      .input<std::int8_t>(
          {4, 12},
          {-33, -119, 115, 104, -99, 58,   -24, -112, 77,  90,   -124, -101, -111, 117, 110, 86,
           47,  -105, -62, 4,   -6,  -102, -65, 51,   100, -101, 115,  -47,  -110, 106, 6,   41,
           -81, 104,  -25, -33, 61,  64,   54,  -69,  -80, 17,   -43,  -120, -20,  70,  -30, -23})
      .input<float>({12}, {0.75f, 2.0f, 1.25f, -1.5f, -0.75f, 0.25f, -0.25f, -1.25f, -1.75f, 0.75f,
                           -0.5f, -0.75f})
      .input<float>({}, {0.02f})
      .input<float>({}, {0.02f})
      .no_input()
      .input<std::uint8_t>({}, {120})
      .input<std::int8_t>({}, {3})
      .output<float>(
          {1, 2, 4},
          {4.1559997f, 4.4012f, -5.0976f, -5.618f, 4.142457f, 4.3772464f, 2.1082478f, 6.5273438f},
          Tolerance{1e-4, 1e-5})
      .check();
}

TEST(QAttention, Causal) {
  OpTest("QAttention", 1, "com.microsoft")
      .attribute("num_heads", 2)
      .attribute("unidirectional", 1)
      .input<std::uint8_t>({1, 2, 4}, {6, 233, 39, 197, 235, 82, 34, 177})
      .input<std::int8_t>(
          {4, 12},
          {-33, -119, 115, 104, -99, 58,   -24, -112, 77,  90,   -124, -101, -111, 117, 110, 86,
           47,  -105, -62, 4,   -6,  -102, -65, 51,   100, -101, 115,  -47,  -110, 106, 6,   41,
           -81, 104,  -25, -33, 61,  64,   54,  -69,  -80, 17,   -43,  -120, -20,  70,  -30, -23})
      .input<float>({12}, {0.75f, 2.0f, 1.25f, -1.5f, -0.75f, 0.25f, -0.25f, -1.25f, -1.75f, 0.75f,
                           -0.5f, -0.75f})
      .input<float>({}, {0.02f})
      .input<float>({}, {0.02f})
      .no_input()
      .input<std::uint8_t>({}, {120})
      .input<std::int8_t>({}, {3})
      .output<float>({1, 2, 4},
                     {-3.5180001f, -9.172f, 2.1083999f, 6.5276f, 4.142457f, 4.3772464f, 2.1082478f,
                      6.5273438f},
                     Tolerance{1e-4, 1e-5})
      .check();
}

TEST(QAttention, KeyMask) {
  OpTest("QAttention", 1, "com.microsoft")
      .attribute("num_heads", 2)
      .input<std::uint8_t>({1, 2, 4}, {6, 233, 39, 197, 235, 82, 34, 177})
      .input<std::int8_t>(
          {4, 12},
          {-33, -119, 115, 104, -99, 58,   -24, -112, 77,  90,   -124, -101, -111, 117, 110, 86,
           47,  -105, -62, 4,   -6,  -102, -65, 51,   100, -101, 115,  -47,  -110, 106, 6,   41,
           -81, 104,  -25, -33, 61,  64,   54,  -69,  -80, 17,   -43,  -120, -20,  70,  -30, -23})
      .input<float>({12}, {0.75f, 2.0f, 1.25f, -1.5f, -0.75f, 0.25f, -0.25f, -1.25f, -1.75f, 0.75f,
                           -0.5f, -0.75f})
      .input<float>({}, {0.02f})
      .input<float>({}, {0.02f})
      .input<std::int32_t>({1, 2}, {1, 0})
      .input<std::uint8_t>({}, {120})
      .input<std::int8_t>({}, {3})
      .output<float>(
          {1, 2, 4},
          {-3.5180001f, -9.172f, 2.1083999f, 6.5276f, -3.5180001f, -9.172f, 2.1083999f, 6.5276f},
          Tolerance{1e-4, 1e-5})
      .check();
}

TEST(QAttention, Past) {
  OpTest("QAttention", 1, "com.microsoft")
      .attribute("num_heads", 2)
      .attribute("unidirectional", 1)
      .input<std::uint8_t>({1, 2, 4}, {6, 233, 39, 197, 235, 82, 34, 177})
      .input<std::int8_t>(
          {4, 12},
          {-33, -119, 115, 104, -99, 58,   -24, -112, 77,  90,   -124, -101, -111, 117, 110, 86,
           47,  -105, -62, 4,   -6,  -102, -65, 51,   100, -101, 115,  -47,  -110, 106, 6,   41,
           -81, 104,  -25, -33, 61,  64,   54,  -69,  -80, 17,   -43,  -120, -20,  70,  -30, -23})
      .input<float>({12}, {0.75f, 2.0f, 1.25f, -1.5f, -0.75f, 0.25f, -0.25f, -1.25f, -1.75f, 0.75f,
                           -0.5f, -0.75f})
      .input<float>({}, {0.02f})
      .input<float>({}, {0.02f})
      .no_input()
      .input<std::uint8_t>({}, {120})
      .input<std::int8_t>({}, {3})
      .input<float>({2, 1, 2, 1, 2}, {2.0f, 1.5f, 0.0f, 1.75f, 0.25f, 1.75f, 0.5f, -0.5f})
      .output<float>(
          {1, 2, 4},
          {0.25f, 1.75f, 2.1080182f, 6.5259323f, 4.121485f, 4.3630915f, 0.50021756f, -0.49904937f},
          Tolerance{1e-4, 1e-5})
      .output<float>({2, 1, 2, 3, 2},
                     {2.0f,  1.5f,  6.9947996f,  -10.0456f,    -4.116f,    1.1975999f,
                      0.0f,  1.75f, -3.4708f,    -0.98039997f, -1.656f,    -10.6668f,
                      0.25f, 1.75f, -3.5180001f, -9.172f,      4.1559997f, 4.4012f,
                      0.5f,  -0.5f, 2.1083999f,  6.5276f,      -5.0976f,   -5.618f},
                     Tolerance{1e-4, 1e-5})
      .check();
}

}  // namespace
}  // namespace sardonyx
