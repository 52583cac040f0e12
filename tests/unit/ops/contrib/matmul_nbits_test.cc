#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-4};
constexpr Tolerance kHalf{.rtol = 2e-3, .atol = 2e-2};

TEST(MatMulNBits, FourBits) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 4);
  test.attribute("block_size", 16);
  test.input<float>({2, 32}, random_floats(64, -2, 2, 1));
  test.input<std::uint8_t>(
      {3, 2, 8}, {171, 206, 5,   206, 120, 131, 161, 73, 250, 13,  71,  98,  146, 104, 33,  11,
                  0,   12,  38,  255, 48,  167, 192, 60, 72,  111, 67,  249, 45,  229, 204, 216,
                  29,  100, 160, 126, 170, 173, 169, 15, 245, 142, 231, 69,  92,  225, 47,  16});
  test.input<float>({3, 2}, {-0.5f, 0.75f, -1.5f, 1.5f, -0.625f, -1.125f});
  test.output<float>(
      {2, 3}, {-17.569561f, -51.7357559f, 76.5401459f, 31.0924835f, 17.7013378f, -27.2029018f},
      kFloat);
  test.check();
}

TEST(MatMulNBits, FourBitsZeroPoints) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 4);
  test.attribute("block_size", 16);
  test.input<float>({2, 32}, random_floats(64, -2, 2, 2));
  test.input<std::uint8_t>(
      {3, 2, 8}, {139, 229, 226, 223, 78,  4,   199, 181, 197, 0,   9,   128, 85, 111, 238, 52,
                  135, 83,  75,  206, 39,  81,  30,  38,  71,  178, 148, 114, 43, 204, 204, 60,
                  15,  81,  37,  204, 133, 129, 74,  129, 247, 60,  196, 3,   80, 238, 223, 21});
  test.input<float>({3, 2}, {1.375f, 1.375f, -0.25f, -0.5f, 2, 1.875f});
  test.input<std::uint8_t>({3, 1}, {173, 102, 53});
  test.output<float>(
      {2, 3}, {75.8934555f, -4.73023605f, -18.4372272f, 92.6123505f, 4.09425163f, -34.6203156f},
      kFloat);
  test.check();
}

TEST(MatMulNBits, OddNumberOfBlocks) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 48);
  test.attribute("N", 2);
  test.attribute("bits", 4);
  test.attribute("block_size", 16);
  test.input<float>({1, 48}, random_floats(48, -2, 2, 3));
  test.input<std::uint8_t>(
      {2, 3, 8}, {239, 68,  142, 172, 61,  80,  189, 50,  172, 241, 175, 165, 118, 247, 56,  91,
                  164, 167, 27,  41,  177, 215, 162, 238, 96,  84,  204, 10,  49,  49,  99,  40,
                  204, 216, 97,  7,   182, 27,  156, 43,  240, 173, 253, 157, 185, 96,  207, 28});
  test.input<float>({2, 3}, {-1.375f, -0.625f, 0.875f, 0, 1.375f, 1.875f});
  test.input<std::uint8_t>({2, 2}, {102, 108, 141, 165});
  test.output<float>({1, 2}, {85.9072037f, -22.7541409f}, kFloat);
  test.check();
}

TEST(MatMulNBits, LastBlockInPart) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 20);
  test.attribute("N", 2);
  test.attribute("bits", 4);
  test.attribute("block_size", 16);
  test.input<float>({3, 20}, random_floats(60, -2, 2, 4));
  test.input<std::uint8_t>(
      {2, 2, 8}, {122, 154, 245, 187, 81,  108, 102, 38,  0,   202, 107, 90,  161, 144, 239, 157,
                  236, 148, 83,  82,  253, 150, 48,  212, 210, 2,   40,  177, 103, 87,  18,  48});
  test.input<float>({2, 2}, {1.5f, 1.375f, 1.375f, 0.25f});
  test.input<std::uint8_t>({2, 1}, {35, 82});
  test.output<float>(
      {3, 2}, {39.5275459f, 52.5167885f, 59.1358719f, -40.0912209f, 11.8107014f, -74.2527466f},
      kFloat);
  test.check();
}

TEST(MatMulNBits, TwoBits) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 2);
  test.attribute("block_size", 16);
  test.input<float>({2, 32}, random_floats(64, -2, 2, 5));
  test.input<std::uint8_t>({3, 2, 4}, {134, 254, 66,  140, 125, 128, 141, 180, 27, 251, 221, 196,
                                       71,  112, 114, 79,  14,  190, 0,   195, 49, 164, 87,  60});
  test.input<float>({3, 2}, {1.75f, -0.125f, 1.625f, -1.25f, -0.125f, -0.625f});
  test.input<std::uint8_t>({3, 1}, {116, 3, 170});
  test.output<float>(
      {2, 3}, {5.55348444f, -12.5679636f, 3.92963052f, -0.475028366f, 9.4718008f, 0.405356824f},
      kFloat);
  test.check();
}

TEST(MatMulNBits, TwoBitsWithoutZeroPoints) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 2);
  test.attribute("block_size", 16);
  test.input<float>({2, 32}, random_floats(64, -2, 2, 6));
  test.input<std::uint8_t>({3, 2, 4}, {88,  219, 54, 86,  11,  203, 136, 102, 234, 152, 246, 188,
                                       149, 128, 51, 176, 202, 178, 105, 1,   188, 10,  205, 38});
  test.input<float>({3, 2}, {-0.75f, -1.125f, 0.125f, -1.25f, -1, -1.875f});
  test.output<float>(
      {2, 3}, {9.38423347f, -1.93911016f, 7.95133686f, 4.31659985f, -1.58404934f, 0.472958863f},
      kFloat);
  test.check();
}

TEST(MatMulNBits, EightBits) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 2);
  test.attribute("bits", 8);
  test.attribute("block_size", 16);
  test.input<float>({2, 32}, random_floats(64, -2, 2, 7));
  test.input<std::uint8_t>(
      {2, 2, 16}, {251, 55,  49,  153, 36,  226, 200, 89,  102, 93,  188, 106, 73,  174, 35,  201,
                   109, 240, 66,  96,  223, 180, 10,  87,  4,   210, 106, 59,  185, 222, 26,  129,
                   93,  185, 238, 136, 191, 80,  148, 126, 187, 12,  60,  11,  250, 135, 125, 122,
                   8,   213, 216, 5,   159, 142, 97,  125, 225, 153, 125, 186, 177, 134, 212, 144});
  test.input<float>({2, 2}, {0.5f, 0, 0.375f, 0.5f});
  test.input<std::uint8_t>({2, 2}, {230, 63, 93, 141});
  test.output<float>({2, 2}, {226.44754f, 96.3377991f, -212.659882f, -192.641251f}, kFloat);
  test.check();
}

TEST(MatMulNBits, EightBitsWithoutZeroPoints) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 2);
  test.attribute("bits", 8);
  test.attribute("block_size", 16);
  test.input<float>({2, 32}, random_floats(64, -2, 2, 8));
  test.input<std::uint8_t>(
      {2, 2, 16}, {86,  172, 211, 48,  14,  253, 130, 191, 194, 244, 8,   75,  251, 113, 101, 66,
                   5,   11,  249, 4,   35,  63,  72,  220, 83,  41,  100, 176, 114, 63,  30,  16,
                   125, 49,  149, 173, 97,  128, 14,  140, 46,  116, 28,  70,  106, 125, 7,   236,
                   107, 51,  50,  187, 112, 64,  115, 49,  41,  82,  246, 23,  139, 239, 118, 93});
  test.input<float>({2, 2}, {0.25f, -1.375f, 0.75f, -2});
  test.output<float>({2, 2}, {54.9421577f, 831.160461f, -173.229263f, -618.439087f}, kFloat);
  test.check();
}

TEST(MatMulNBits, FloatZeroPoints) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 4);
  test.attribute("block_size", 16);
  test.input<float>({2, 32}, random_floats(64, -2, 2, 9));
  test.input<std::uint8_t>(
      {3, 2, 8}, {144, 15,  5,   54,  184, 106, 107, 154, 17, 251, 124, 227, 193, 62,  77, 156,
                  215, 235, 124, 26,  254, 218, 182, 101, 34, 200, 52,  82,  221, 160, 76, 129,
                  156, 26,  70,  194, 160, 210, 188, 123, 76, 99,  51,  242, 7,   95,  17, 225});
  test.input<float>({3, 2}, {0.625f, -0.375f, 1.25f, -0.5f, -0.125f, -0.625f});
  test.input<float>({3, 2}, {11.375f, 0.875f, 8.25f, 4.125f, 14.75f, 3.375f});
  test.output<float>(
      {2, 3}, {58.2814217f, -30.7036896f, 21.1526127f, -60.022068f, -9.52013588f, -18.9511509f},
      kFloat);
  test.check();
}

TEST(MatMulNBits, Bias) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 4);
  test.attribute("block_size", 32);
  test.input<float>({2, 2, 32}, random_floats(128, -2, 2, 10));
  test.input<std::uint8_t>(
      {3, 1, 16}, {102, 15,  127, 138, 192, 113, 63,  6,   233, 39,  197, 235, 82,  34,  177, 95,
                   9,   243, 232, 29,  186, 104, 16,  205, 218, 4,   27,  17,  245, 238, 214, 175,
                   23,  66,  132, 122, 26,  63,  179, 228, 27,  243, 81,  18,  234, 134, 169, 47});
  test.input<float>({3, 1}, {1.75f, -0.375f, -0.5f});
  test.no_input();
  test.no_input();
  test.input<float>({3}, {1, 1, 0.875f});
  test.output<float>(
      {2, 2, 3},
      {24.31563f, -2.42473459f, 4.84310198f, -25.2354946f, -12.1193161f, 29.2357883f, 34.3750992f,
       -5.83029747f, 11.6743031f, -102.978081f, -22.4973068f, -4.39552641f},
      kFloat);
  test.check();
}

TEST(MatMulNBits, FlatScales) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 4);
  test.attribute("block_size", 16);
  test.input<float>({1, 32}, random_floats(32, -2, 2, 11));
  test.input<std::uint8_t>(
      {3, 2, 8}, {59,  48, 145, 85, 8,   108, 198, 98,  105, 174, 248, 201, 37, 85,  137, 112,
                  58,  17, 166, 93, 81,  242, 212, 128, 232, 142, 235, 155, 90, 145, 177, 205,
                  248, 66, 26,  81, 147, 227, 233, 127, 11,  245, 59,  35,  56, 200, 136, 121});
  test.input<float>({6}, {-0.625f, -0.125f, 0.875f, 1.625f, 1.875f, -1.5f});
  test.input<std::uint8_t>({3}, {189, 131, 95});
  test.output<float>({1, 3}, {-32.3649712f, 17.3130836f, -23.1924076f}, kFloat);
  test.check();
}

TEST(MatMulNBits, Groups) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 4);
  test.attribute("block_size", 16);
  test.input<float>({2, 32}, random_floats(64, -2, 2, 12));
  test.input<std::uint8_t>(
      {3, 2, 8}, {63,  16,  87,  59,  209, 228, 101, 99,  200, 39,  3,  53,  255, 113, 244, 8,
                  173, 67,  50,  162, 168, 200, 48,  215, 95,  15,  8,  22,  17,  166, 40,  135,
                  46,  192, 214, 214, 62,  112, 211, 207, 1,   170, 14, 162, 15,  148, 238, 104});
  test.input<float>({3, 2}, {1.25f, -0.875f, -2, 0.125f, 1.75f, 0.875f});
  test.no_input();
  test.input<std::int32_t>({32}, {0, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1,
                                  0, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 0});
  test.output<float>(
      {2, 3}, {-25.8162422f, 51.4168854f, -114.269844f, 30.568306f, -59.0768127f, 29.5766239f},
      kFloat);
  test.check();
}

TEST(MatMulNBits, HalfPrecision) {
  OpTest test("MatMulNBits", 1, "com.microsoft");
  test.attribute("K", 32);
  test.attribute("N", 3);
  test.attribute("bits", 4);
  test.attribute("block_size", 16);
  test.input<Float16>({2, 32}, to_float16(random_floats(64, -2, 2, 13)));
  test.input<std::uint8_t>(
      {3, 2, 8}, {167, 157, 66,  109, 77, 31,  131, 107, 17,  73, 150, 15,  46,  69,  64, 255,
                  230, 86,  150, 113, 62, 40,  178, 182, 255, 90, 229, 236, 204, 208, 85, 153,
                  149, 106, 149, 114, 22, 111, 177, 215, 133, 4,  133, 97,  188, 171, 19, 240});
  test.input<Float16>({3, 2}, to_float16({-1.125f, 0.125f, 2, -1.75f, -0.875f, 1.25f}));
  test.output<Float16>(
      {2, 3}, to_float16({8.859375f, -41.3125f, 31.046875f, -5.46484375f, 76.9375f, 27.0625f}),
      kHalf);
  test.check();
}

TEST(MatMulNBits, NoRows) {
  OpTest("MatMulNBits", 1, "com.microsoft")
      .attribute("K", 16)
      .attribute("N", 2)
      .attribute("block_size", 16)
      .input<float>({0, 16}, std::vector<float>{})
      .input<std::uint8_t>({2, 1, 8}, std::vector<std::uint8_t>(16))
      .input<float>({2, 1}, {1, 2})
      .expect<float>({0, 2}, std::vector<float>{});
}

// More rows of weights than are unpacked at a time.
TEST(MatMulNBits, ManyTiles) {
  OpTest("MatMulNBits", 1, "com.microsoft")
      .attribute("K", 1024)
      .attribute("N", 130)
      .attribute("block_size", 1024)
      .input<float>({1, 1024}, std::vector<float>(1024, 1))
      .input<std::uint8_t>({130, 1, 512}, std::vector<std::uint8_t>(130 * 512, 0x97))
      .input<float>({130, 1}, ramp(130))
      .expect<float>({1, 130}, std::vector<float>(130));
}

TEST(MatMulNBits, Errors) {
  const auto with = [](std::int64_t k, const Shape& codes, const Shape& scales) {
    OpTest test("MatMulNBits", 1, "com.microsoft");
    test.attribute("K", k).attribute("N", 2);
    test.input<float>({1, 32}, ramp(32));
    test.input<std::uint8_t>(
        codes, std::vector<std::uint8_t>(static_cast<std::size_t>(codes.element_count())));
    test.input<float>(scales, ramp(scales.element_count()));
    return test;
  };
  with(32, {2, 2, 8}, {2, 2}).attribute("block_size", 24).expect_error("'block_size' is 24");
  with(32, {2, 2, 8}, {2, 2}).expect_error("block_size");
  with(31, {2, 2, 8}, {2, 2}).attribute("block_size", 16).expect_error("expected [..., 31]");
  with(32, {2, 2, 7}, {2, 2}).attribute("block_size", 16).expect_error("expected 32 elements");
  with(32, {2, 2, 8}, {2, 1}).attribute("block_size", 16).expect_error("expected 4 elements");
  with(32, {2, 2, 8}, {2, 2})
      .attribute("block_size", 16)
      .attribute("bits", 3)
      .expect_error("attribute 'bits' is 3");
  with(32, {2, 2, 8}, {2, 2})
      .attribute("block_size", 16)
      .no_input()
      .input<std::int32_t>({32}, std::vector<std::int32_t>(32, 2))
      .expect_error("input 4 ('g_idx') has 2 at 0 for 2 blocks");
}

}  // namespace
}  // namespace sardonyx
