#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kTolerance{1e-5, 1e-5};

// Seven places in and around an image of 0 to 5 in two rows.
OpTest sample(const char* mode, const char* padding, bool align_corners) {
  return OpTest("GridSample", 22)
      .attribute("mode", mode)
      .attribute("padding_mode", padding)
      .attribute("align_corners", align_corners ? 1 : 0)
      .input<float>({1, 1, 2, 3}, ramp(6))
      .input<float>({1, 1, 7, 2}, {-1, -1, -0.5f, -0.2f, 0.3f, 0.9f, 1.4f, 0.1f, 2.5f, -3, 0.02f,
                                   0.01f, -1.2f, 1.7f});
}

TEST(GridSample, Linear) {
  const Shape shape{1, 1, 1, 7};
  sample("linear", "zeros", false)
      .expect<float>(shape, {0, 1.15f, 2.67f, 0, 0, 2.56f, 0}, kTolerance);
  sample("linear", "zeros", true)
      .expect<float>(shape, {0, 1.7f, 4.15f, 2.19f, 0, 2.535f, 1.56f}, kTolerance);
  sample("linear", "border", false)
      .expect<float>(shape, {0, 1.15f, 4.45f, 3.8f, 2, 2.56f, 3}, kTolerance);
  sample("linear", "border", true)
      .expect<float>(shape, {0, 1.7f, 4.15f, 3.65f, 2, 2.535f, 3}, kTolerance);
  sample("linear", "reflection", false)
      .expect<float>(shape, {0, 1.15f, 4.45f, 3.7f, 3.25f, 2.56f, 2.4f}, kTolerance);
  sample("linear", "reflection", true)
      .expect<float>(shape, {0, 1.7f, 4.15f, 3.25f, 3.5f, 2.535f, 2.15f}, kTolerance);
}

TEST(GridSample, Nearest) {
  const Shape shape{1, 1, 1, 7};
  sample("nearest", "zeros", false).expect<float>(shape, {0, 0, 4, 0, 0, 4, 0});
  sample("nearest", "zeros", true).expect<float>(shape, {0, 0, 4, 5, 0, 4, 3});
  sample("nearest", "border", false).expect<float>(shape, {0, 0, 4, 5, 2, 4, 3});
  sample("nearest", "border", true).expect<float>(shape, {0, 0, 4, 5, 2, 4, 3});
  sample("nearest", "reflection", false).expect<float>(shape, {0, 0, 4, 5, 3, 4, 3});
  sample("nearest", "reflection", true).expect<float>(shape, {0, 0, 4, 5, 3, 4, 3});
}

TEST(GridSample, Cubic) {
  const Shape shape{1, 1, 1, 7};
  sample("cubic", "zeros", false)
      .expect<float>(shape, {-0.1875f, 1.30353f, 3.388764f, -0.27459f, 0, 3.063321f, -0.04838398f},
                     kTolerance);
  sample("cubic", "zeros", true)
      .expect<float>(shape, {0, 1.98875f, 4.661178f, 2.787856f, 0, 3.024889f, 1.859101f},
                     kTolerance);
  sample("cubic", "border", false)
      .expect<float>(shape, {-0.375f, 1.028406f, 4.869906f, 3.835999f, 2, 2.578082f, 3},
                     kTolerance);
  sample("cubic", "border", true)
      .expect<float>(shape, {0, 1.570249f, 4.271313f, 3.668563f, 2, 2.546574f, 3}, kTolerance);
  sample("cubic", "reflection", false)
      .expect<float>(shape, {-0.75f, 1.028406f, 5.085907f, 3.760748f, 3.753906f, 2.578082f, 2.352f},
                     kTolerance);
  sample("cubic", "reflection", true)
      .expect<float>(shape, {0, 1.3685f, 4.414748f, 3.516249f, 3.3125f, 2.552495f, 2.210752f},
                     kTolerance);
}

TEST(GridSample, ThreeAxesAndOne) {
  const auto volume = [](const char* mode, const char* padding) {
    return OpTest("GridSample", 20)
        .attribute("mode", mode)
        .attribute("padding_mode", padding)
        .input<float>({1, 1, 2, 2, 2}, ramp(8))
        .input<float>({1, 1, 1, 3, 3}, {0.1f, -0.3f, 0.5f, 1, 1, 1, -1, -0.2f, 0.9f});
  };
  const Shape shape{1, 1, 1, 1, 3};
  volume("linear", "zeros").expect<float>(shape, {5, 0.875f, 1.38f}, kTolerance);
  volume("cubic", "border").expect<float>(shape, {4.964001f, 7.65625f, 4.89625f}, kTolerance);
  volume("nearest", "zeros").expect<float>(shape, {5, 0, 4});
  OpTest("GridSample", 22)
      .input<float>({1, 1, 3}, {1, 2, 4})
      .input<float>({1, 2, 1}, {-0.5f, 0.25f})
      .expect<float>({1, 1, 2}, {1.25f, 2.75f}, kTolerance);
}

TEST(GridSample, NamesOfVersion16) {
  OpTest("GridSample", 16)
      .attribute("mode", "bilinear")
      .input<float>({1, 1, 1, 2}, {1, 3})
      .input<float>({1, 1, 1, 2}, {0, 0})
      .expect<float>({1, 1, 1, 1}, {2}, kTolerance);
  OpTest("GridSample", 16)
      .attribute("mode", "bicubic")
      .input<float>({1, 1, 1, 2}, {1, 1})
      .input<float>({1, 1, 1, 2}, {0, 0})
      .attribute("padding_mode", "border")
      .expect<float>({1, 1, 1, 1}, {1}, kTolerance);
}

TEST(GridSample, BatchesAndChannels) {
  std::vector<float> grid;
  for (int i = 0; i < 80; ++i) {  // the second batch looks at the second column
    grid.insert(grid.end(), {i < 40 ? -0.5f : 0.5f, 0.0f});
  }
  std::vector<float> expected;
  for (const float value : {1, 3, 6, 8}) {
    expected.insert(expected.end(), 40, value);
  }
  OpTest("GridSample", 22)
      .input<float>({2, 2, 1, 2}, ramp(8, 1))
      .input<float>({2, 1, 40, 2}, grid)
      .expect<float>({2, 2, 1, 40}, expected, kTolerance);
}

TEST(GridSample, CoordinatesThatAreNoNumbers) {
  OpTest("GridSample", 22)
      .input<float>({1, 1, 1, 2}, {1, 3})
      .input<float>({1, 1, 3, 2}, {NAN, 0, INFINITY, 0, -1e30f, 0})
      .expect<float>({1, 1, 1, 3}, {0, 0, 0});
}

TEST(GridSample, OtherTypesAndZeroSizes) {
  OpTest("GridSample", 22)
      .attribute("mode", "nearest")
      .input<std::string>({1, 1, 1, 2}, {"a", "b"})
      .input<Float16>({1, 1, 2, 2}, to_float16({0.5f, 0, 3, 0}))
      .expect<std::string>({1, 1, 1, 2}, {"b", ""});
  OpTest("GridSample", 22)
      .input<Float16>({1, 1, 1, 2}, to_float16({1, 3}))
      .input<double>({1, 1, 1, 2}, {0, 0})
      .output<Float16>({1, 1, 1, 1}, {to_float16(2.0f)})
      .check();
  OpTest("GridSample", 22)
      .input<float>({0, 1, 1, 2}, {})
      .input<float>({0, 1, 1, 2}, {})
      .expect<float>({0, 1, 1, 1}, {});
}

TEST(GridSample, Errors) {
  OpTest("GridSample", 22)
      .input<float>({1, 1, 1, 2}, {1, 3})
      .input<float>({1, 1, 1, 3}, {0, 0, 0})
      .expect_error("expected 2 coordinates on its last axis");
  OpTest("GridSample", 22)
      .input<float>({1, 1, 1, 2}, {1, 3})
      .input<float>({2, 1, 1, 2}, {0, 0, 0, 0})
      .expect_error("batches");
  OpTest("GridSample", 22)
      .input<float>({1, 1, 0, 2}, {})
      .input<float>({1, 1, 1, 2}, {0, 0})
      .expect_error("has nothing to sample");
  OpTest("GridSample", 22)
      .input<float>({1, 1}, {1})
      .input<float>({1, 1}, {1})
      .expect_error("expected spatial axes");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(GridSample, DoublesInLinearModeWithZeros) {
  OpTest test("GridSample", 22);
  test.attribute("mode", "linear");
  test.attribute("padding_mode", "zeros");
  test.attribute("align_corners", 0);
  test.input<double>({1, 2, 2, 3}, {-0.65, -0.42, -0.42, -0.49, -0.86, -1.35, 1.92, 1.03, 0.87,
                                    0.28, 1.05, -1.49});
  test.input<double>({1, 1, 3, 2}, {-1.153, 1.14, 0.073, -1.153, 0.033, 0.84});
  test.output<double>({1, 2, 1, 3},
                      {-0.047716200000000035, -0.14573999999999998, -0.5836083,
                       0.027266400000000024, 0.35133056, 0.6100182000000004},
                      kDouble);
  test.check();
}

TEST(GridSample, DoublesInCubicModeWithBorder) {
  OpTest test("GridSample", 22);
  test.attribute("mode", "cubic");
  test.attribute("padding_mode", "border");
  test.attribute("align_corners", 1);
  test.input<double>({1, 2, 2, 3}, {-0.65, -0.42, -0.42, -0.49, -0.86, -1.35, 1.92, 1.03, 0.87,
                                    0.28, 1.05, -1.49});
  test.input<double>({1, 1, 3, 2}, {-1.153, 1.14, 0.073, -1.153, 0.033, 0.84});
  test.output<double>(
      {1, 2, 1, 3},
      {-0.49, -0.4091788995675, -0.8509783377728873, 0.28, 0.9787586875125003, 1.0030806826402314},
      kDouble);
  test.check();
}

TEST(GridSample, DoublesInLinearModeWithReflection) {
  OpTest test("GridSample", 22);
  test.attribute("mode", "linear");
  test.attribute("padding_mode", "reflection");
  test.attribute("align_corners", 0);
  test.input<double>({1, 2, 2, 3}, {-0.65, -0.42, -0.42, -0.49, -0.86, -1.35, 1.92, 1.03, 0.87,
                                    0.28, 1.05, -1.49});
  test.input<double>({1, 1, 3, 2}, {-1.153, 1.14, 0.073, -1.153, 0.033, 0.84});
  test.output<double>({1, 2, 1, 3},
                      {-0.49, -0.42, -0.8842549999999998, 0.28, 1.01248, 0.9242700000000004},
                      kDouble);
  test.check();
}

}  // namespace
}  // namespace sardonyx
