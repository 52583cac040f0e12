// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(MatMulBnb4, Float4) {
  OpTest("MatMulBnb4", 1, "com.microsoft")
      .attribute("K", 20)
      .attribute("N", 3)
      .attribute("block_size", 16)
      .attribute("quant_type", 0)
      .input<float>({2, 20},
                    {1.75f, -1.0f,  1.25f, -1.25f, -1.0f, -0.75f, -0.75f, 1.0f,   -2.0f,  2.0f,
                     -1.5f, 2.0f,   -2.0f, 1.0f,   0.25f, 0.0f,   0.5f,   -0.75f, -1.5f,  1.25f,
                     1.5f,  -1.75f, 0.0f,  0.25f,  0.5f,  0.25f,  0.75f,  0.25f,  -1.25f, -1.25f,
                     1.25f, 1.75f,  -0.5f, -1.75f, 0.0f,  -1.5f,  -1.5f,  1.25f,  -1.0f,  -1.0f})
      .input<std::uint8_t>({30},
                           {116, 244, 185, 222, 117, 11,  143, 214, 193, 72,  103, 76, 4,  23,  143,
                            80,  241, 202, 9,   202, 118, 190, 167, 244, 125, 46,  26, 64, 131, 15})
      .input<float>({4}, {0.125f, 0.125f, 0.125f, 0.375f})
      .output<float>({2, 3},
                     {-0.24479167f, -0.03580729f, -1.654948f, -0.42122394f, 0.3657227f, 1.2776692f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(MatMulBnb4, NormalFloat4) {
  OpTest("MatMulBnb4", 1, "com.microsoft")
      .attribute("K", 20)
      .attribute("N", 3)
      .attribute("block_size", 16)
      .attribute("quant_type", 1)
      .input<float>({2, 20},
                    {-0.75f, -1.75f, -1.25f, -0.25f, 0.0f,   0.25f,  2.0f,  -1.75f, -1.25f, -1.75f,
                     2.0f,   1.0f,   -0.75f, -2.0f,  1.5f,   -1.25f, 0.0f,  -0.5f,  1.25f,  1.0f,
                     1.5f,   -2.0f,  1.5f,   0.0f,   -1.5f,  1.25f,  1.75f, 0.25f,  -1.5f,  2.0f,
                     1.0f,   0.0f,   -2.0f,  -0.5f,  -0.75f, 2.0f,   -1.5f, 1.75f,  0.5f,   1.25f})
      .input<std::uint8_t>({30},
                           {80,  139, 144, 76, 55,  179, 102, 245, 230, 50, 152, 185, 124, 67,  185,
                            206, 254, 60,  85, 145, 28,  109, 61,  121, 40, 88,  103, 26,  189, 84})
      .input<float>({4}, {0.875f, 0.875f, 0.125f, 0.75f})
      .output<float>({2, 3},
                     {1.6600679f, -0.1088331f, -1.4420512f, -1.8339851f, 0.44681183f, 1.4003752f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(MatMulBnb4, WrongCount) {
  OpTest("MatMulBnb4", 1, "com.microsoft")
      .attribute("K", 20)
      .attribute("N", 3)
      .attribute("block_size", 16)
      .attribute("quant_type", 0)
      .input<float>({2, 20},
                    {-1.5f, -1.5f,  -0.5f, -1.75f, 1.5f,   1.25f, 0.0f,   0.0f,  0.25f, 1.0f,
                     -1.0f, 0.25f,  0.25f, 0.75f,  0.5f,   -1.0f, -0.75f, 2.0f,  0.5f,  1.5f,
                     1.0f,  -1.75f, -0.5f, -1.75f, -0.25f, 1.5f,  -1.5f,  -0.5f, -1.0f, -0.25f,
                     -2.0f, 0.0f,   -2.0f, 0.75f,  -1.75f, -2.0f, 1.75f,  0.25f, 1.0f,  -0.25f})
      .input<std::uint8_t>({29},
                           {149, 148, 204, 48, 45,  159, 90,  230, 148, 217, 218, 155, 138, 18, 32,
                            181, 11,  183, 8,  158, 193, 144, 228, 171, 37,  167, 207, 111, 10})
      .input<float>({4}, {0.5f, 0.875f, 0.5f, 0.75f})
      .expect_error("input 1 has shape [29], expected 30 elements");
}

TEST(MatMulBnb4, WrongType) {
  OpTest("MatMulBnb4", 1, "com.microsoft")
      .attribute("K", 20)
      .attribute("N", 3)
      .attribute("block_size", 16)
      .attribute("quant_type", 2)
      .input<float>({2, 20},
                    {2.0f,   0.0f,   0.25f, 0.0f,   0.25f, -1.25f, 2.0f,  1.75f, 1.0f,  -1.0f,
                     -2.0f,  -1.0f,  0.0f,  1.25f,  0.75f, 0.25f,  -2.0f, 0.0f,  -0.5f, 0.25f,
                     1.25f,  -1.75f, -0.5f, -1.75f, 0.5f,  2.0f,   1.0f,  0.75f, -1.0f, 0.5f,
                     -1.75f, 0.25f,  -1.0f, -1.25f, -1.5f, -1.5f,  1.75f, 0.25f, 0.5f,  -2.0f})
      .input<std::uint8_t>(
          {30}, {131, 7,   25,  87,  34,  149, 251, 237, 164, 115, 185, 78,  110, 244, 3,
                 76,  238, 123, 213, 122, 101, 11,  96,  27,  73,  2,   123, 203, 79,  97})
      .input<float>({4}, {0.75f, 0.75f, 1.0f, 0.5f})
      .expect_error("attribute 'quant_type' is 2");
}

}  // namespace
}  // namespace sardonyx
