#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kTolerance{1e-5, 1e-6};

std::vector<std::int64_t> list(std::initializer_list<std::int64_t> numbers) {
  return numbers;
}

// A 4x4 image of 0 to 15, scaled.
OpTest scaled(const char* mode, std::initializer_list<float> scales) {
  return OpTest("Resize", 19)
      .attribute("mode", mode)
      .input<float>({1, 1, 4, 4}, ramp(16))
      .no_input()
      .input<float>({4}, scales);
}

// The same resized to `sizes`.
OpTest sized(const char* mode, std::vector<std::int64_t> sizes) {
  return OpTest("Resize", 19)
      .attribute("mode", mode)
      .input<float>({1, 1, 4, 4}, ramp(16))
      .no_input()
      .no_input()
      .input<std::int64_t>({static_cast<std::int64_t>(sizes.size())}, sizes);
}

TEST(Resize, Linear) {
  OpTest("Resize", 13)
      .attribute("mode", "linear")
      .input<float>({1, 1, 2, 2}, ramp(4))
      .no_input()
      .input<float>({4}, {1, 1, 2, 2})
      .expect<float>({1, 1, 4, 4},
                     {0, 0.25f, 0.75f, 1, 0.5f, 0.75f, 1.25f, 1.5f, 1.5f, 1.75f, 2.25f, 2.5f, 2,
                      2.25f, 2.75f, 3},
                     kTolerance);
  scaled("linear", {1, 1, 0.5f, 0.75f})
      .attribute("coordinate_transformation_mode", "align_corners")
      .expect<float>({1, 1, 2, 3}, {0, 1.5f, 3, 12, 13.5f, 15}, kTolerance);
  scaled("linear", {1, 1, 0.6f, 0.6f})
      .attribute("antialias", 1)
      .expect<float>({1, 1, 2, 2}, {1.875f, 3.5f, 8.375f, 10}, kTolerance);
}

TEST(Resize, Cubic) {
  scaled("cubic", {1, 1, 0.5f, 0.5f})
      .expect<float>({1, 1, 2, 2}, {2.03125f, 4.21875f, 10.78125f, 12.96875f}, kTolerance);
}

TEST(Resize, Nearest) {
  sized("nearest", {1, 1, 3, 6})
      .expect<float>({1, 1, 3, 6}, {0, 0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 12, 12, 13, 14, 14, 15});
  sized("nearest", {1, 1, 3, 6})
      .attribute("coordinate_transformation_mode", "asymmetric")
      .attribute("nearest_mode", "floor")
      .expect<float>({1, 1, 3, 6}, {0, 0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11});
}

TEST(Resize, AxesAndAspectRatio) {
  sized("linear", {3, 2})
      .attribute("axes", list({2, 3}))
      .attribute("keep_aspect_ratio_policy", "not_larger")
      .expect<float>({1, 1, 2, 2}, {2.5f, 4.5f, 10.5f, 12.5f}, kTolerance);
  sized("linear", {3, 2})
      .attribute("axes", list({-2, -1}))
      .attribute("keep_aspect_ratio_policy", "not_smaller")
      .expect<float>(
          {1, 1, 3, 3},
          {0.8333333f, 2.166667f, 3.5f, 6.166667f, 7.5f, 8.833333f, 11.5f, 12.83333f, 14.16667f},
          kTolerance);
}

TEST(Resize, CropsToTheRegionOfInterest) {
  const auto crop = [](auto test, std::int64_t size) {
    return test.template input<float>({8}, {0, 0, 0.4f, 0.6f, 1, 1, 1.2f, 0.9f})
        .no_input()
        .template input<std::int64_t>({4}, {1, 1, size, size});
  };
  crop(OpTest("Resize", 11)
           .attribute("mode", "linear")
           .attribute("coordinate_transformation_mode", "tf_crop_and_resize")
           .attribute("extrapolation_value", 10.0f)
           .input<float>({1, 1, 4, 4}, ramp(16)),
       3)
      .expect<float>({1, 1, 3, 3}, {6.6f, 7.05f, 7.5f, 11.4f, 11.85f, 12.3f, 10, 10, 10},
                     kTolerance);
  crop(OpTest("Resize", 19)
           .attribute("coordinate_transformation_mode", "tf_crop_and_resize")
           .attribute("extrapolation_value", 7.0f)
           .input<std::int32_t>({1, 1, 4, 4},
                                {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}),
       2)
      .expect<std::int32_t>({1, 1, 2, 2}, {6, 7, 7, 7});
}

TEST(Resize, SizesBesideAnEmptyTensorOfScales) {
  OpTest("Resize", 11)
      .input<float>({1, 2}, {1, 2})
      .input<float>({0}, {})
      .input<float>({0}, {})
      .input<std::int64_t>({2}, {1, 4})
      .expect<float>({1, 4}, {1, 1, 2, 2});
}

TEST(Resize, FirstVersion) {
  const auto first = [](const char* mode, std::initializer_list<float> scales) {
    return OpTest("Resize", 10)
        .attribute("mode", mode)
        .input<float>({1, 1, 4, 4}, ramp(16))
        .input<float>({4}, scales);
  };
  first("nearest", {1, 1, 0.6f, 0.6f}).expect<float>({1, 1, 2, 2}, {0, 2, 8, 10});
  first("linear", {1, 1, 0.6f, 0.6f})
      .expect<float>({1, 1, 2, 2}, {0, 1.666667f, 6.666667f, 8.333333f}, kTolerance);
  first("nearest", {1, 1, 1.6f, 1}).expect<float>({1, 1, 6, 4}, {0, 1, 2,  3,  0,  1,  2,  3,
                                                                 4, 5, 6,  7,  4,  5,  6,  7,
                                                                 8, 9, 10, 11, 12, 13, 14, 15});
  first("nearest", {1, 1, 0.6f, 1.6f})
      .expect<float>({1, 1, 2, 6}, {0, 0, 1, 1, 2, 3, 8, 8, 9, 9, 10, 11});
}

// Results are rounded and clamped to the type's range.
TEST(Resize, Integers) {
  std::vector<std::uint8_t> image;
  for (int i = 0; i < 16; ++i) {
    image.push_back(static_cast<std::uint8_t>(17 * i));
  }
  const auto of_image = [&](const char* mode, std::initializer_list<float> scales) {
    return OpTest("Resize", 19)
        .attribute("mode", mode)
        .input<std::uint8_t>({1, 1, 4, 4}, image)
        .no_input()
        .input<float>({4}, scales);
  };
  of_image("linear", {1, 1, 0.6f, 0.6f}).expect<std::uint8_t>({1, 1, 2, 2}, {28, 57, 142, 170});
  of_image("cubic", {1, 1, 0.6f, 1.6f})
      .expect<std::uint8_t>({1, 1, 2, 6}, {16, 24, 36, 46, 58, 68, 134, 142, 154, 164, 177, 186});
  OpTest("Resize", 19)
      .attribute("mode", "cubic")
      .input<std::uint8_t>({4}, {0, 0, 255, 255})
      .no_input()
      .input<float>({1}, {2})
      .expect<std::uint8_t>({8}, {0, 0, 0, 58, 197, 255, 255, 255});
}

TEST(Resize, OtherTypes) {
  OpTest("Resize", 19)
      .attribute("mode", "linear")
      .input<Float16>({2}, to_float16({0, 1}))
      .no_input()
      .input<float>({1}, {2})
      .expect<Float16>({4}, to_float16({0, 0.25f, 0.75f, 1}));
  OpTest("Resize", 19)
      .attribute("mode", "linear")
      .input<double>({2}, {0, 1})
      .no_input()
      .input<float>({1}, {2})
      .expect<double>({4}, {0, 0.25, 0.75, 1});
  OpTest("Resize", 19)
      .input<std::string>({2}, {"a", "b"})
      .no_input()
      .input<float>({1}, {2})
      .expect<std::string>({4}, {"a", "a", "b", "b"});
}

// In float, 3 times 7 / 3 is 7.
TEST(Resize, ExtentsAreRoundedDownInFloat) {
  OpTest("Resize", 19)
      .input<float>({3}, ramp(3))
      .no_input()
      .input<float>({1}, {7.0f / 3.0f})
      .expect<float>({7}, {0, 0, 1, 1, 1, 2, 2});
}

TEST(Resize, ZeroSizes) {
  scaled("linear", {1, 1, 0.1f, 1}).expect<float>({1, 1, 0, 4}, {});
  OpTest("Resize", 19)
      .input<float>({0, 2}, {})
      .no_input()
      .input<float>({2}, {1, 2})
      .expect<float>({0, 4}, {});
}

TEST(Resize, Errors) {
  OpTest("Resize", 19)
      .input<float>({2}, {1, 2})
      .no_input()
      .input<float>({1}, {2})
      .input<std::int64_t>({1}, {2})
      .expect_error("one of the inputs 'scales' and 'sizes' must be given");
  OpTest("Resize", 19).input<float>({2}, {1, 2}).expect_error("must be given");
  scaled("linear", {1, 1, -2, 1}).expect_error("cannot be scaled by -2");
  OpTest("Resize", 19)
      .input<float>({1, 2}, {1, 2})
      .no_input()
      .input<float>({1}, {2})
      .expect_error("numbers for 2 axes");
  sized("linear", {1, 1, -1, 1}).expect_error("must not be negative");
  sized("linear", {1, 1, 2, 2})
      .attribute("coordinate_transformation_mode", "tf_crop_and_resize")
      .expect_error("input 1 ('roi') is missing");
  OpTest("Resize", 19)
      .input<float>({0}, {})
      .no_input()
      .no_input()
      .input<std::int64_t>({1}, {2})
      .expect_error("an axis of extent 0 cannot be resized to 2");
  OpTest("Resize", 19)
      .attribute("mode", "linear")
      .input<std::string>({1}, {"a"})
      .no_input()
      .input<float>({1}, {2})
      .expect_error("cannot be interpolated");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(Resize, DoublesInLinearMode) {
  OpTest test("Resize", 19);
  test.attribute("mode", "linear");
  test.input<double>({1, 1, 2, 3}, {-1.55, -1.4, -1.15, -1.92, -0.01, -0.46});
  test.no_input();
  test.input<float>({4}, {1, 1, 2, 2});
  test.output<double>({1, 1, 4, 6},
                      {-1.55,
                       -1.5125000000000002,
                       -1.4374999999999998,
                       -1.3375,
                       -1.2125,
                       -1.15,
                       -1.6425,
                       -1.495,
                       -1.1999999999999997,
                       -1.0337499999999997,
                       -0.9962499999999999,
                       -0.9774999999999999,
                       -1.8275,
                       -1.46,
                       -0.725,
                       -0.42625,
                       -0.5637500000000001,
                       -0.6325000000000001,
                       -1.92,
                       -1.4425,
                       -0.4875,
                       -0.1225,
                       -0.34750000000000003,
                       -0.46},
                      kDouble);
  test.check();
}

TEST(Resize, DoublesInCubicMode) {
  OpTest test("Resize", 19);
  test.attribute("mode", "cubic");
  test.input<double>({1, 1, 2, 3}, {-1.55, -1.4, -1.15, -1.92, -0.01, -0.46});
  test.no_input();
  test.input<float>({4}, {1, 1, 2, 2});
  test.output<double>(
      {1, 1, 4, 6},
      {-1.50721923828125,    -1.5304324340820312, -1.5726840209960937,  -1.4769915771484374,
       -1.2973931884765626,  -1.188619689941406,  -1.6917041015625,     -1.5127154541015624,
       -1.2190447998046876,  -1.006492919921875,  -0.9950891113281249,  -0.9840313720703124,
       -1.9955615234375002,  -1.4835345458984375, -0.6365802001953125,  -0.23155395507812498,
       -0.49717651367187504, -0.6470623779296876, -2.18004638671875,    -1.4658175659179686,
       -0.28294097900390625, 0.2389447021484375,  -0.19487243652343755, -0.4424740600585938},
      kDouble);
  test.check();
}

TEST(Resize, LargeIntegersInLinearMode) {
  OpTest test("Resize", 19);
  test.attribute("mode", "linear");
  test.input<std::int32_t>({1, 1, 3}, {1073741825, 1073741829, -2147483648});
  test.no_input();
  test.input<float>({3}, {1, 1, 2});
  test.output<std::int32_t>(
      {1, 1, 6}, {1073741825, 1073741826, 1073741828, 268435460, -1342177279, -2147483648});
  test.check();
}

}  // namespace
}  // namespace sardonyx
