#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(RotaryEmbedding, HeadsFirst) {
  OpTest test("RotaryEmbedding", 23);
  test.input<float>(
      {1, 2, 3, 4},
      {1, 0.25f,   0.375f, 1,     0.125f,  0.625f, 0.75f,   -0.625f, -1,    -0.5f, -0.5f,   0.875f,
       1, -1.125f, 0,      0.75f, -0.875f, 0.75f,  -0.875f, -0.125f, 0.75f, -0.5f, -0.375f, -0.5f});
  test.input<float>({5, 2}, {0.5f, -0.625f, 1.125f, -0.125f, 0, 0, 0.25f, 0.125f, 0, 1.125f});
  test.input<float>({5, 2},
                    {0.75f, 0.75f, 0.5f, 0.25f, -0.375f, 1.125f, -0.125f, -0.625f, 0.875f, -0.75f});
  test.input<std::int64_t>({1, 3}, {2, 0, 1});
  test.output<float>(
      {1, 2, 3, 4},
      {0.140625f, -1.125f,   -0.375f,   0.28125f,   -0.5f,    0.078125f, 0.46875f,   0.859375f,
       -0.875f,   -0.15625f, -1.0625f,  -0.234375f, 0,        -0.84375f, -0.375f,    -1.26562f,
       0.21875f,  -0.375f,   -1.09375f, 0.640625f,  1.03125f, 0.1875f,   -0.046875f, -0.0625f},
      kFloat);
  test.check();
}

TEST(RotaryEmbedding, Interleaved) {
  OpTest test("RotaryEmbedding", 23);
  test.attribute("interleaved", 1);
  test.input<float>({1, 2, 3, 4},
                    {0.875f, 0.25f,   -0.875f, -1.125f, -0.125f, -1.125f, -0.875f, 0,
                     1.125f, -0.125f, 0.75f,   1,       0.75f,   0.25f,   -0.125f, 0,
                     -0.5f,  0,       -0.25f,  -0.625f, 1.125f,  -1.125f, -1,      -0.75f});
  test.input<float>({5, 2}, {1.125f, 0.5f, 0.875f, -0.75f, 0.5f, -0.25f, 0, -1.125f, 0.25f, 0.75f});
  test.input<float>({5, 2}, {0.375f, -0.875f, 0.125f, -0.5f, 1.125f, 0.875f, -0.75f, 0, 1, 0.875f});
  test.input<std::int64_t>({1, 3}, {2, 0, 1});
  test.output<float>({1, 2, 3, 4}, {0.15625f,   1.10938f,  1.20312f, -0.484375f, 0.28125f, -1.3125f,
                                    -0.4375f,   0.765625f, 1,        0.03125f,   -0.0625f, -1.125f,
                                    0.09375f,   0.96875f,  0.03125f, -0.109375f, -0.5625f, -0.1875f,
                                    -0.671875f, -0.09375f, 1.125f,   -0.84375f,  0.375f,   1.0625f},
                     kFloat);
  test.check();
}

TEST(RotaryEmbedding, ThreeDimensions) {
  OpTest test("RotaryEmbedding", 23);
  test.attribute("num_heads", 2);
  test.input<float>({1, 3, 8},
                    {0.5f,    0.375f, -1.125f, 0.625f, -0.125f, -1,      -0.625f, 0.125f,
                     0.5f,    0,      0.25f,   0.875f, 0.5f,    -0.375f, 0.375f,  0.25f,
                     -0.875f, -1,     0.375f,  -0.25f, 0.25f,   -0.375f, -0.625f, -0.875f});
  test.input<float>({5, 2},
                    {-0.25f, 0.75f, -0.25f, -0.25f, 0.125f, 1.125f, -0.25f, 0.25f, -0.125f, 0.25f});
  test.input<float>({5, 2}, {-0.125f, 0.375f, 0.125f, 0.375f, 1.125f, -0.875f, 0.125f, -0.125f,
                             -0.375f, -0.625f});
  test.input<std::int64_t>({1, 3}, {2, 0, 1});
  test.output<float>({1, 3, 8}, {1.32812f,   0.96875f, 0.421875f, 0.375f,     0.6875f,   -1.01562f,
                                 -0.21875f,  1.01562f, -0.09375f, -0.328125f, -0.125f,   0.65625f,
                                 -0.078125f, -0.375f,  -0.15625f, 0.046875f,  0.171875f, 0.34375f,
                                 -0.203125f, -0.3125f, 0.015625f, 0.421875f,  0.1875f,   0.078125f},
                     kFloat);
  test.check();
}

TEST(RotaryEmbedding, WithoutPositions) {
  OpTest test("RotaryEmbedding", 23);
  test.input<float>({2, 1, 3, 4},
                    {-1.125f, -0.25f,  0.75f,   -1,     -0.25f, 1.125f, 1.125f, -0.625f,
                     -1.125f, 0.375f,  -1.125f, -0.5f,  0,      0.875f, -1,     0.375f,
                     0.125f,  -0.875f, 0.875f,  0.875f, 0,      1,      0.25f,  1});
  test.input<float>({2, 3, 2}, {1.125f, 0.125f, -0.5f, -0.875f, 0.125f, -0.75f, 0.625f, 1, -0.625f,
                                0.125f, -1.125f, -0.75f});
  test.input<float>({2, 3, 2}, {-0.25f, 0.875f, 1.125f, 0.375f, 0.25f, 0.125f, -1, -0.25f, 1.125f,
                                -0.25f, -0.625f, -0.625f});
  test.output<float>(
      {2, 1, 3, 4},
      {-1.07812f, 0.84375f,  1.125f,     -0.34375f, -1.14062f, -0.75f,   -0.84375f, 0.96875f,
       0.140625f, -0.21875f, -0.421875f, 0.421875f, -1,        0.96875f, -0.625f,   0.15625f,
       -1.0625f,  0.109375f, -0.40625f,  0.328125f, 0.15625f,  -0.125f,  -0.28125f, -1.375f},
      kFloat);
  test.check();
}

TEST(RotaryEmbedding, PartOfAHead) {
  OpTest test("RotaryEmbedding", 23);
  test.attribute("rotary_embedding_dim", 4);
  test.input<float>({1, 2, 3, 6},
                    {0.5f,    -1.125f, 1.125f, 0.875f, 0.125f,  -0.125f, 0.625f, 0.125f,  0,
                     -0.375f, -0.125f, 0.625f, -1,     -1.125f, 0.5f,    -0.25f, 0.75f,   -1.125f,
                     1,       -0.875f, -0.25f, 1.125f, -0.875f, 0.375f,  0.5f,   -0.125f, -1,
                     0,       -0.125f, 0.875f, 0.375f, -0.375f, -1,      0.25f,  -0.5f,   0.375f});
  test.input<float>({5, 2}, {0.875f, -0.375f, 1, 0, 0.125f, 0.625f, 0.625f, 1, 1.125f, -0.875f});
  test.input<float>({5, 2},
                    {-0.25f, 1, -0.5f, -1.125f, 0.125f, 0.625f, 0.625f, 0.75f, 0.375f, -0.875f});
  test.input<std::int64_t>({1, 3}, {2, 0, 1});
  test.output<float>({1, 2, 3, 6}, {-0.078125f, -1.25f,    0.203125f, -0.15625f, 0.125f,  -0.125f,
                                    0.546875f,  0.328125f, -0.15625f, 0.265625f, -0.125f, 0.625f,
                                    -0.75f,     -0.28125f, 1,         1.26562f,  0.75f,   -1.125f,
                                    0.15625f,   -1.25f,    0.09375f,  0.15625f,  -0.875f, 0.375f,
                                    0.1875f,    0.046875f, -1,        -0.125f,   -0.125f, 0.875f,
                                    -0.125f,    0.28125f,  -1.1875f,  0.421875f, -0.5f,   0.375f},
                     kFloat);
  test.check();
}

TEST(RotaryEmbedding, PositionOutOfRange) {
  OpTest("RotaryEmbedding", 23)
      .input<float>({1, 1, 1, 2}, ramp(2))
      .input<float>({2, 1}, {1, 1})
      .input<float>({2, 1}, {0, 0})
      .input<std::int64_t>({1, 1}, {2})
      .expect_error("position 2 is outside [0, 1]");
}

TEST(RotaryEmbedding, CacheThatDoesNotFit) {
  OpTest("RotaryEmbedding", 23)
      .input<float>({1, 1, 1, 4}, ramp(4))
      .input<float>({2, 1}, {1, 1})
      .input<float>({2, 1}, {0, 0})
      .input<std::int64_t>({1, 1}, {1})
      .expect_error("input 1 has shape");
}

TEST(RotaryEmbedding, CachesOfOtherLengths) {
  OpTest("RotaryEmbedding", 23)
      .input<float>({1, 1, 1, 2}, {1, 2})
      .input<float>({3, 1}, {1, 1, 1})
      .input<float>({1, 1}, {0})
      .input<std::int64_t>({1, 1}, {2})
      .expect_error("input 2 ('sin_cache') has shape [1,1]");
}

}  // namespace
}  // namespace sardonyx
