#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};
constexpr Tolerance kHalf{.rtol = 3e-3, .atol = 3e-3};

TEST(ContribRotaryEmbedding, Offset) {
  OpTest test("RotaryEmbedding", 1, "com.microsoft");
  test.input<float>(
      {2, 3, 8},
      {-0.875f, -0.25f, -1,      2,      -1.375f, 1.625f, 1.25f,  1.375f, -1.625f, -0.5f,
       0.5f,    0,      0.625f,  0.75f,  0.625f,  -1.75f, 1.875f, 0.25f,  1.625f,  -1,
       -0.625f, 1.625f, -1.25f,  -1.75f, -0.5f,   0.75f,  -1.5f,  1.5f,   -0.625f, -1.125f,
       0.125f,  1.625f, 1.625f,  1.5f,   -0.75f,  -2,     1.125f, 0.875f, 1.125f,  -2,
       -1.875f, 0,      -0.625f, -0.25f, 1.75f,   -1.25f, 0.125f, -0.75f});
  test.input<std::int64_t>({1}, {2});
  test.input<float>({6, 2},
                    {0.375f, 0.625f, -1, 0.625f, -0.125f, 0, 0.25f, -0.5f, 1, -1, -0.5f, -0.25f});
  test.input<float>(
      {6, 2}, {0.125f, -0.25f, -0.75f, -1, -1, -1, -0.75f, 1, -0.625f, 0.375f, 0.5f, -0.625f});
  test.output<float>(
      {2, 3, 8},
      {-0.89062f, 2.00000f, 1.00000f,  0.25000f,  1.42188f,  1.37500f,  1.21875f,  -1.62500f,
       -0.03125f, 0.25000f, 1.34375f,  -0.50000f, 0.62500f,  1.37500f,  -0.31250f, 1.62500f,
       2.89062f,  0.12500f, 0.45312f,  1.09375f,  -1.40625f, -0.96875f, -0.85938f, 2.35938f,
       -1.43750f, 1.50000f, 0.68750f,  -0.75000f, 0.20312f,  1.62500f,  0.60938f,  1.12500f,
       -0.15625f, 1.25000f, -1.40625f, 2.50000f,  1.12500f,  1.56250f,  -0.56250f, 1.87500f,
       -2.26562f, 0.09375f, 0.54688f,  0.25000f,  1.82812f,  1.53125f,  -0.96875f, 0.28125f},
      kFloat);
  test.check();
}

TEST(ContribRotaryEmbedding, Positions) {
  OpTest test("RotaryEmbedding", 1, "com.microsoft");
  test.input<float>(
      {2, 3, 8},
      {-0.875f, 1.25f,  -1.375f, -0.75f,  -1.625f, -1.5f,  -0.875f, 0.875f,  0.375f, -0.25f,
       -1.375f, 1.25f,  1.25f,   -1.125f, -1.875f, -0.75f, -1.5f,   1.25f,   0.125f, 0,
       -0.875f, 0,      1.875f,  -1.125f, 1.125f,  -2,     -0.75f,  1.75f,   1.5f,   -1.75f,
       1.375f,  1.375f, -0.25f,  -0.5f,   2,       1.875f, 0.75f,   -0.375f, -1.25f, 1.75f,
       -1,      0.25f,  0.75f,   -1.125f, -0.75f,  1,      -1.25f,  0.75f});
  test.input<std::int64_t>({2, 3}, {0, 3, 1, 5, 5, 2});
  test.input<float>({6, 2},
                    {0.375f, 0.625f, -1, 0.625f, -0.125f, 0, 0.25f, -0.5f, 1, -1, -0.5f, -0.25f});
  test.input<float>(
      {6, 2}, {0.125f, -0.25f, -0.75f, -1, -1, -1, -0.75f, 1, -0.625f, 0.375f, 0.5f, -0.625f});
  test.output<float>(
      {2, 3, 8},
      {-0.15625f, 0.59375f,  -0.62500f, -0.78125f, -0.50000f, -0.71875f, -0.53125f, 0.92188f,
       -0.93750f, -1.12500f, -0.62500f, -0.87500f, -1.09375f, 1.31250f,  -1.40625f, -0.75000f,
       1.59375f,  0.78125f,  1.00000f,  -1.25000f, 2.28125f,  -1.12500f, -1.21875f, -0.70312f,
       -0.18750f, 1.59375f,  0.93750f,  0.81250f,  -1.43750f, 1.29688f,  0.06250f,  0.75000f,
       -0.87500f, 1.29688f,  -1.12500f, -0.15625f, 0.25000f,  1.18750f,  1.00000f,  -0.20312f,
       0.87500f,  -1.12500f, 0.90625f,  -0.25000f, -1.15625f, 0.75000f,  0.90625f,  -1.00000f},
      kFloat);
  test.check();
}

TEST(ContribRotaryEmbedding, Interleaved) {
  OpTest test("RotaryEmbedding", 1, "com.microsoft");
  test.attribute("interleaved", 1);
  test.input<float>({1, 3, 8},
                    {1.875f, 0.75f,   0.625f,  -0.125f, 1.875f, -1.125f, -0.625f, 0.625f,
                     0.625f, -1.625f, -1.375f, 0.75f,   1.375f, 0.5f,    1.75f,   -0.5f,
                     -0.75f, 1.25f,   -1.875f, -1.25f,  -1.25f, -0.5f,   -1.375f, 1.25f});
  test.input<std::int64_t>({1}, {2});
  test.input<float>({6, 2},
                    {0.375f, 0.625f, -1, 0.625f, -0.125f, 0, 0.25f, -0.5f, 1, -1, -0.5f, -0.25f});
  test.input<float>(
      {6, 2}, {0.125f, -0.25f, -0.75f, -1, -1, -1, -0.75f, 1, -0.625f, 0.375f, 0.5f, -0.625f});
  test.output<float>({1, 3, 8}, {0.51562f, -1.96875f, -0.12500f, -0.62500f, -1.35938f, -1.73438f,
                                 0.62500f, 0.62500f,  -1.06250f, -0.87500f, -0.06250f, -1.75000f,
                                 0.71875f, -0.90625f, -0.37500f, 2.00000f,  0.03125f,  1.71875f,
                                 2.34375f, 0.54688f,  -1.56250f, 0.28125f,  0.90625f,  -1.76562f},
                     kFloat);
  test.check();
}

TEST(ContribRotaryEmbedding, HeadsFirst) {
  OpTest test("RotaryEmbedding", 1, "com.microsoft");
  test.input<float>(
      {2, 2, 3, 4},
      {1.375f, -0.5f,   -2,      0.875f, -1.625f, 0.5f,    -1.375f, 1.875f, 0.75f, 2,
       0.5f,   0.875f,  -0.5f,   1.25f,  -1.625f, -1.375f, -0.625f, 0.875f, 0,     1.375f,
       1.875f, -0.375f, -0.375f, 0.25f,  0.625f,  -0.125f, 0.375f,  1.875f, 1,     -0.75f,
       -0.25f, -0.375f, -1.5f,   -2,     1.25f,   -0.375f, -0.625f, 0.5f,   0.25f, 1.75f,
       0.5f,   1.75f,   0.375f,  -0.75f, -0.75f,  2,       0.375f,  -1.25f});
  test.input<std::int64_t>({2, 3}, {0, 3, 1, 5, 5, 2});
  test.input<float>({6, 2},
                    {0.375f, 0.625f, -1, 0.625f, -0.125f, 0, 0.25f, -0.5f, 1, -1, -0.5f, -0.25f});
  test.input<float>(
      {6, 2}, {0.125f, -0.25f, -0.75f, -1, -1, -1, -0.75f, 1, -0.625f, 0.375f, 0.5f, -0.625f});
  test.output<float>(
      {2, 2, 3, 4},
      {0.76562f,  -0.09375f, -0.57812f, 0.67188f,  -1.43750f, -2.12500f, 0.87500f,  -0.43750f,
       -0.37500f, 2.12500f,  -1.06250f, -1.45312f, 0.01562f,  0.43750f,  -0.67188f, -1.17188f,
       -0.15625f, -1.81250f, 0.46875f,  0.18750f,  -2.15625f, 0.01562f,  -1.03125f, 0.53125f,
       -0.50000f, 1.20312f,  0.12500f,  -0.39062f, -0.37500f, -0.04688f, 0.62500f,  0.56250f,
       1.43750f,  -0.37500f, 1.34375f,  2.00000f,  0.18750f,  0.96875f,  -0.43750f, -0.75000f,
       -0.43750f, -0.90625f, 0.06250f,  -0.90625f, 0.46875f,  -1.25000f, 0.70312f,  -2.00000f},
      kFloat);
  test.check();
}

TEST(ContribRotaryEmbedding, PartOfAHead) {
  OpTest test("RotaryEmbedding", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("rotary_embedding_dim", 4);
  test.input<float>(
      {2, 3, 12}, {1.375f,  1.375f,  -2,      -1.375f, 0.75f,   -0.375f, -0.625f, -1.75f,  -1.25f,
                   1.5f,    1.375f,  1.375f,  0.25f,   -1.5f,   -0.75f,  0.125f,  2,       -1,
                   0.25f,   0,       0,       0.25f,   0.875f,  -1.625f, 2,       1.5f,    1.125f,
                   -0.875f, -0.25f,  -0.25f,  -0.75f,  -1.875f, 1,       -2,      1.125f,  -1.25f,
                   0.625f,  -0.625f, -1.125f, 1.75f,   -0.125f, 1.625f,  -1.25f,  -0.125f, -0.625f,
                   -0.125f, -2,      0.75f,   -0.625f, 1.5f,    -1.125f, -0.625f, -1.875f, 1.25f,
                   0.125f,  -0.375f, 1.75f,   0.375f,  1.875f,  1,       0.375f,  0,       -1.25f,
                   0.75f,   1.25f,   0.875f,  -0.375f, -2,      1,       -1.875f, 1.25f,   -1.5f});
  test.input<std::int64_t>({2, 3}, {0, 3, 1, 5, 5, 2});
  test.input<float>({6, 2},
                    {0.375f, 0.625f, -1, 0.625f, -0.125f, 0, 0.25f, -0.5f, 1, -1, -0.5f, -0.25f});
  test.input<float>(
      {6, 2}, {0.125f, -0.25f, -0.75f, -1, -1, -1, -0.75f, 1, -0.625f, 0.375f, 0.5f, -0.625f});
  test.output<float>(
      {2, 3, 12},
      {0.76562f,  0.51562f,  -0.57812f, -1.20312f, 0.75000f,  -0.37500f, -0.07812f, -0.71875f,
       -0.54688f, 1.37500f,  1.37500f,  1.37500f,  -0.50000f, 0.62500f,  -0.37500f, -1.56250f,
       2.00000f,  -1.00000f, 0.06250f,  -0.25000f, -0.18750f, -0.12500f, 0.87500f,  -1.62500f,
       -1.15625f, 0.06250f,  -2.62500f, -2.04688f, -0.25000f, -0.25000f, 1.50000f,  -3.17188f,
       -0.43750f, 0.62500f,  1.12500f,  -1.25000f, 0.25000f,  1.25000f,  0.87500f,  -0.04688f,
       -0.12500f, 1.62500f,  0.93750f,  -0.04688f, -0.31250f, 0.10938f,  -2.00000f, 0.75000f,
       0.87500f,  -0.76562f, 0.25000f,  -0.78125f, -1.87500f, 1.25000f,  -0.93750f, 0.32812f,
       -0.81250f, 0.14062f,  1.87500f,  1.00000f,  -1.29688f, 0.75000f,  -0.21875f, 0.00000f,
       1.25000f,  0.87500f,  1.04688f,  -1.87500f, 0.25000f,  2.00000f,  1.25000f,  -1.50000f},
      kFloat);
  test.check();
}

TEST(ContribRotaryEmbedding, HalfPrecision) {
  OpTest test("RotaryEmbedding", 1, "com.microsoft");
  test.input<Float16>({1, 2, 4},
                      to_float16({-0.75f, -1.125f, 0.125f, -1.25f, -1, -1.875f, 2, -1.125f}));
  test.input<std::int64_t>({1}, {2});
  test.input<Float16>({6, 2}, to_float16({0.375f, 0.625f, -1, 0.625f, -0.125f, 0, 0.25f, -0.5f, 1,
                                          -1, -0.5f, -0.25f}));
  test.input<Float16>({6, 2}, to_float16({0.125f, -0.25f, -0.75f, -1, -1, -1, -0.75f, 1, -0.625f,
                                          0.375f, 0.5f, -0.625f}));
  test.output<Float16>(
      {1, 2, 4}, to_float16({0.21875f, -1.25f, 0.734375f, 1.125f, 1.25f, 2.0625f, 1.25f, -1.3125f}),
      kHalf);
  test.check();
}

TEST(ContribRotaryEmbedding, Errors) {
  const auto with = [](std::int64_t position, const Shape& positions, const Shape& sin) {
    OpTest test("RotaryEmbedding", 1, "com.microsoft");
    test.input<float>({1, 2, 4}, ramp(8));
    test.input<std::int64_t>(
        positions,
        std::vector<std::int64_t>(static_cast<std::size_t>(positions.element_count()), position));
    test.input<float>({3, 2}, ramp(6));
    test.input<float>(sin, ramp(sin.element_count()));
    return test;
  };
  with(2, {1}, {3, 2}).expect_error("position 2 + 1 is outside [0, 2]");
  with(-1, {1, 2}, {3, 2}).expect_error("position -1 + 0 is outside [0, 2]");
  with(0, {2}, {3, 2}).expect_error("input 1 ('position_ids') has shape [2]");
  with(0, {1}, {2, 2}).expect_error("input 3 ('sin_cache') has shape [2,2]");
  with(0, {1}, {3, 2})
      .attribute("num_heads", 2)
      .attribute("rotary_embedding_dim", 4)
      .expect_error("cannot rotate 4 elements per head");
  with(0, {1}, {3, 2}).attribute("is_packed_batching", 1).expect_error("is_packed_batching");
}

}  // namespace
}  // namespace sardonyx
