#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kTolerance{1e-5, 1e-6};

TEST(AffineGrid, TwoAxes) {
  const auto grid = [](int align_corners) {
    return OpTest("AffineGrid", 20)
        .attribute("align_corners", align_corners)
        .input<float>({1, 2, 3}, {1, 0.5f, 0.1f, -0.5f, 2, 0.2f})
        .input<std::int64_t>({4}, {1, 1, 2, 3});
  };
  grid(0).expect<float>({1, 2, 3, 2},
                        {-0.8166667f, -0.4666667f, -0.15f, -0.8f, 0.5166667f, -1.133333f,
                         -0.3166667f, 1.533333f, 0.35f, 1.2f, 1.016667f, 0.8666667f},
                        kTolerance);
  grid(1).expect<float>(
      {1, 2, 3, 2}, {-1.4f, -1.3f, -0.4f, -1.8f, 0.6f, -2.3f, -0.4f, 2.7f, 0.6f, 2.2f, 1.6f, 1.7f},
      kTolerance);
}

TEST(AffineGrid, ThreeAxes) {
  OpTest("AffineGrid", 20)
      .input<float>({1, 3, 4}, ramp(12))
      .input<std::int64_t>({5}, {1, 1, 1, 2, 2})
      .expect<float>({1, 1, 2, 2, 3},
                     {2.5f, 2.5f, 2.5f, 2.5f, 6.5f, 10.5f, 3.5f, 7.5f, 11.5f, 3.5f, 11.5f, 19.5f},
                     kTolerance);
}

TEST(AffineGrid, OtherTypes) {
  OpTest("AffineGrid", 20)
      .input<double>({1, 2, 3}, {1, 0, 0.25, 0, 1, 0})
      .input<std::int64_t>({4}, {1, 1, 1, 2})
      .expect<double>({1, 1, 2, 2}, {-0.25, 0, 0.75, 0});
  OpTest("AffineGrid", 20)
      .input<Float16>({1, 2, 3}, to_float16({1, 0, 0.25f, 0, 1, 0}))
      .input<std::int64_t>({4}, {1, 1, 1, 2})
      .expect<Float16>({1, 1, 2, 2}, to_float16({-0.25f, 0, 0.75f, 0}));
}

TEST(AffineGrid, OneOrNoPixel) {
  OpTest("AffineGrid", 20)
      .attribute("align_corners", 1)
      .input<float>({1, 2, 3}, {1, 0, 3, 0, 1, 4})
      .input<std::int64_t>({4}, {1, 1, 1, 1})
      .expect<float>({1, 1, 1, 2}, {3, 4});
  OpTest("AffineGrid", 20)
      .input<float>({1, 2, 3}, ramp(6))
      .input<std::int64_t>({4}, {1, 1, 0, 2})
      .expect<float>({1, 0, 2, 2}, {});
}

TEST(AffineGrid, Errors) {
  OpTest("AffineGrid", 20)
      .input<float>({1, 2, 3}, ramp(6))
      .input<std::int64_t>({5}, {1, 1, 1, 1, 1})
      .expect_error("expected matrices of 3 rows and 4 columns");
  OpTest("AffineGrid", 20)
      .input<float>({1, 2, 3}, ramp(6))
      .input<std::int64_t>({3}, {1, 1, 1})
      .expect_error("expected 4 or 5");
  OpTest("AffineGrid", 20)
      .input<float>({1, 2, 3}, ramp(6))
      .input<std::int64_t>({4}, {1, 1, -1, 1})
      .expect_error("has a negative extent");
  OpTest("AffineGrid", 20)
      .input<float>({1, 2, 3}, ramp(6))
      .input<std::int64_t>({4}, {2, 1, 1, 1})
      .expect_error("asks for 2 batches");
}

}  // namespace
}  // namespace sardonyx
