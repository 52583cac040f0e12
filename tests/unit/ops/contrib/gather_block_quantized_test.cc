// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GatherBlockQuantized, Int4) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 16)
      .attribute("quantize_axis", 1)
      .input(
          raw_tensor(DType::kInt4, {3, 32},
                     {24, 230, 197, 8,  54,  203, 28,  17,  59,  183, 253, 97,  113, 44,  83,  247,
                      49, 57,  4,   66, 159, 18,  236, 156, 224, 201, 129, 202, 124, 214, 241, 171,
                      51, 215, 102, 84, 29,  225, 241, 233, 83,  128, 224, 35,  121, 11,  151, 76}))
      .input<std::int64_t>({1, 2}, {2, 0})
      .input<float>({3, 2}, {0.375f, 0.75f, 0.125f, 0.25f, 0.375f, 0.625f})
      .output<float>(
          {1, 2, 32},
          {1.125f, 1.125f, 2.625f,  -1.125f, 2.25f,   2.25f,  1.5f,    1.875f, -1.125f, 0.375f,
           0.375f, -0.75f, 0.375f,  -0.375f, -2.625f, -0.75f, 1.875f,  3.125f, 0.0f,    -5.0f,
           0.0f,   -1.25f, 1.875f,  1.25f,   -4.375f, 4.375f, -3.125f, 0.0f,   4.375f,  -4.375f,
           -2.5f,  2.5f,   -3.0f,   0.375f,  2.25f,   -0.75f, 1.875f,  -1.5f,  -3.0f,   0.0f,
           2.25f,  1.125f, -1.875f, -1.5f,   -1.5f,   0.375f, 0.375f,  0.375f, -3.75f,  2.25f,
           5.25f,  -3.75f, -2.25f,  -0.75f,  0.75f,   4.5f,   0.75f,   5.25f,  -3.0f,   1.5f,
           2.25f,  3.75f,  5.25f,   -0.75f},
          Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GatherBlockQuantized, Uint4ZeroPoints) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 16)
      .attribute("quantize_axis", 1)
      .input(raw_tensor(DType::kUint4, {3, 20},
                        {120, 144, 100, 4,   82, 220, 79, 110, 55, 193, 165, 120, 22,  235, 123,
                         254, 39,  163, 126, 30, 114, 67, 234, 77, 15,  208, 195, 150, 136, 188}))
      .input<std::int32_t>({2}, {1, -1})
      .input<float>({3, 2}, {0.625f, 0.875f, 0.625f, 0.125f, 0.25f, 0.125f})
      .input(raw_tensor(DType::kUint4, {3, 2}, {58, 25, 223}))
      .output<float>({2, 20}, {-2.5f,  0.625f, -0.625f, -1.25f, -1.875f, -5.0f,   1.25f,   3.125f,
                               1.25f,  -1.25f, 3.125f,  3.75f,  -1.25f,  -4.375f, -3.75f,  0.625f,
                               1.625f, 0.75f,  1.625f,  0.0f,   -3.25f,  -2.0f,   -3.0f,   -2.75f,
                               -1.25f, -0.25f, -0.5f,   -2.75f, 0.0f,    -3.75f,  -3.75f,  -0.5f,
                               -3.0f,  -0.75f, -2.25f,  -1.5f,  -0.625f, -0.625f, -0.125f, -0.25f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GatherBlockQuantized, QuantizedOnTheFirstAxis) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 16)
      .attribute("quantize_axis", 0)
      .attribute("gather_axis", 1)
      .input(raw_tensor(DType::kUint4, {20, 3},
                        {147, 177, 149, 133, 103, 50, 235, 157, 192, 78,  49, 84,  87,  86,  147,
                         155, 45,  35,  66,  56,  2,  79,  157, 13,  198, 60, 246, 199, 161, 160}))
      .input<std::int32_t>({2}, {1, 2})
      .input<float>({2, 3}, {0.75f, 0.25f, 0.25f, 0.25f, 1.0f, 1.0f})
      .output<float>({20, 2}, {2.25f, 0.25f, 1.25f, 2.25f, 2.0f, 1.75f, 0.5f,  0.75f, 3.5f,  3.25f,
                               0.0f,  3.0f,  1.0f,  0.25f, 1.0f, 1.25f, 1.25f, 1.5f,  0.75f, 2.25f,
                               2.25f, 3.25f, 0.75f, 0.5f,  1.0f, 2.0f,  0.5f,  0.0f,  1.0f,  3.25f,
                               3.25f, 0.0f,  12.0f, 12.0f, 6.0f, 15.0f, 12.0f, 1.0f,  0.0f,  10.0f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GatherBlockQuantized, BytesOfTwoCodes) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 16)
      .attribute("quantize_axis", 1)
      .attribute("bits", 4)
      .input<std::uint8_t>(
          {3, 16}, {144, 230, 147, 153, 228, 90,  76,  154, 2,   88,  56,  3,   117, 140, 38,  145,
                    71,  40,  188, 116, 96,  241, 87,  218, 59,  159, 136, 43,  254, 247, 43,  91,
                    215, 24,  198, 75,  153, 127, 138, 73,  133, 134, 26,  186, 145, 121, 253, 63})
      .input<std::int64_t>({1, 2}, {2, 0})
      .input<float>({3, 2}, {0.75f, 0.25f, 0.5f, 1.0f, 0.5f, 0.5f})
      .input<std::uint8_t>({3, 1}, {222, 79, 1})
      .output<float>(
          {1, 2, 32},
          {3.0f,   6.0f,  3.5f,  0.0f,   2.5f,   5.5f,   5.0f,   1.5f,  4.0f,   4.0f,  7.0f,
           3.0f,   4.5f,  3.5f,  4.0f,   1.5f,   2.5f,   4.0f,   3.0f,  4.0f,   5.0f,  0.5f,
           5.0f,   5.5f,  0.5f,  4.5f,   4.5f,   3.5f,   6.5f,   7.5f,  7.5f,   1.5f,  -10.5f,
           -3.75f, -6.0f, 0.0f,  -8.25f, -3.75f, -3.75f, -3.75f, -7.5f, 0.0f,   -3.0f, -6.75f,
           -1.5f,  -7.5f, -3.0f, -3.75f, -2.75f, -3.25f, -1.25f, -2.0f, -1.25f, -2.5f, -2.5f,
           -3.25f, -2.0f, -1.5f, -0.25f, -1.25f, -1.75f, -2.75f, -3.0f, -1.0f},
          Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GatherBlockQuantized, BytesOfOneCode) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 16)
      .attribute("quantize_axis", 1)
      .attribute("bits", 8)
      .input<std::uint8_t>(
          {3, 16}, {10,  51, 142, 245, 245, 167, 74,  211, 94,  136, 203, 10, 134, 137, 63,  161,
                    183, 22, 240, 123, 179, 241, 214, 15,  130, 11,  251, 26, 28,  174, 100, 228,
                    78,  39, 126, 216, 155, 56,  188, 137, 161, 195, 185, 30, 19,  122, 102, 221})
      .input<std::int64_t>({1, 2}, {2, 0})
      .input<float>({3, 1}, {0.25f, 0.375f, 0.25f})
      .output<float>({1, 2, 16}, {-12.5f, -22.25f, -0.5f,  22.0f,  6.75f,   -18.0f, 15.0f,   2.25f,
                                  8.25f,  16.75f,  14.25f, -24.5f, -27.25f, -1.5f,  -6.5f,   23.25f,
                                  -29.5f, -19.25f, 3.5f,   29.25f, 29.25f,  9.75f,  -13.5f,  20.75f,
                                  -8.5f,  2.0f,    18.75f, -29.5f, 1.5f,    2.25f,  -16.25f, 8.25f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GatherBlockQuantized, BytesOfFourCodes) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 16)
      .attribute("quantize_axis", 1)
      .attribute("bits", 2)
      .input<std::uint8_t>({3, 8}, {204, 84, 116, 197, 241, 35,  102, 203, 210, 205, 19,  169,
                                    86,  52, 37,  250, 103, 177, 103, 239, 61,  225, 107, 216})
      .input<std::int64_t>({1, 2}, {2, 0})
      .input<float>({3, 2}, {0.75f, 0.75f, 0.625f, 0.125f, 0.25f, 0.125f})
      .input<std::uint8_t>({3, 1}, {182, 39, 181})
      .output<float>(
          {1, 2, 32},
          {0.5f,   0.0f,   0.25f, 0.0f,   0.0f,   -0.25f, 0.5f,    0.25f,  0.5f,    0.0f,   0.25f,
           0.0f,   0.5f,   0.5f,  0.25f,  0.5f,   0.0f,   0.25f,   0.25f,  -0.125f, 0.0f,   -0.125f,
           0.125f, 0.25f,  0.25f, 0.125f, 0.125f, 0.0f,   -0.125f, 0.125f, 0.0f,    0.25f,  -1.5f,
           0.75f,  -1.5f,  0.75f, -1.5f,  -0.75f, -0.75f, -0.75f,  -1.5f,  -0.75f,  0.75f,  -0.75f,
           -0.75f, -0.75f, -1.5f, 0.75f,  0.0f,   -0.75f, 1.5f,    1.5f,   1.5f,    -0.75f, 0.75f,
           -0.75f, 0.75f,  0.0f,  0.75f,  0.0f,   1.5f,   0.75f,   -0.75f, 1.5f},
          Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GatherBlockQuantized, WrongScales) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 16)
      .input<std::uint8_t>(
          {3, 16}, {0,  107, 196, 117, 249, 44,  102, 213, 169, 91,  106, 75,  199, 237, 142, 78,
                    0,  50,  219, 97,  244, 132, 193, 157, 184, 101, 124, 175, 99,  5,   63,  237,
                    44, 118, 124, 114, 167, 114, 215, 70,  146, 208, 249, 115, 206, 24,  147, 89})
      .input<std::int64_t>({1, 2}, {2, 0})
      .input<float>({3, 1}, {0.875f, 0.5f, 0.5f})
      .expect_error("input 2 has shape [3,1], expected [3,2]");
}

TEST(GatherBlockQuantized, WrongBlock) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 24)
      .input<std::uint8_t>(
          {3, 16}, {92, 85, 26,  122, 227, 135, 38,  219, 186, 9,   108, 167, 126, 88, 173, 242,
                    4,  82, 125, 36,  117, 109, 109, 167, 0,   116, 2,   178, 125, 52, 116, 239,
                    85, 75, 29,  130, 93,  241, 172, 127, 209, 198, 195, 169, 0,   0,  86,  153})
      .input<std::int64_t>({1, 2}, {2, 0})
      .input<float>({3, 1}, {0.5f, 0.75f, 0.875f})
      .expect_error("attribute 'block_size' is 24, expected a power of two");
}

TEST(GatherBlockQuantized, WrongAxis) {
  OpTest("GatherBlockQuantized", 1, "com.microsoft")
      .attribute("block_size", 16)
      .attribute("gather_axis", 1)
      .input<std::uint8_t>(
          {3, 16}, {183, 144, 214, 205, 245, 176, 181, 18,  229, 251, 253, 142, 76, 154, 202, 66,
                    31,  231, 193, 255, 248, 87,  98,  125, 11,  16,  209, 195, 29, 164, 166, 59,
                    242, 212, 52,  140, 139, 237, 141, 209, 231, 25,  7,   60,  23, 217, 243, 8})
      .input<std::int64_t>({1, 2}, {2, 0})
      .input<float>({3, 1}, {0.75f, 0.25f, 0.5f})
      .expect_error("are both 1");
}

}  // namespace
}  // namespace sardonyx
