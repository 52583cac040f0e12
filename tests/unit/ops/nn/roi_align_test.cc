#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kTolerance{1e-5, 1e-5};

// i * i % 17, of shape [2, 2, 4, 5].
std::vector<float> image() {
  std::vector<float> x;
  for (int i = 0; i < 80; ++i) {
    x.push_back(static_cast<float>(i * i % 17));
  }
  return x;
}

OpTest align(int opset) {
  return OpTest("RoiAlign", opset)
      .attribute("output_height", 2)
      .attribute("output_width", 2)
      .input<float>({2, 2, 4, 5}, image())
      .input<float>({3, 4}, {0, 0, 3, 3, 1, 0.5f, 4.5f, 3, -1, -1, 9, 9})
      .input<std::int64_t>({3}, {0, 1, 1});
}

TEST(RoiAlign, Average) {
  align(16).expect<float>(
      {3, 2, 2, 2},
      {2.128906f, 5.699219f, 8.941406f, 7.542969f, 11.75391f, 11.19922f, 12.81641f, 8.089844f,
       12.08203f, 10.51562f, 3.265625f, 6.458008f, 5.457031f, 3.765625f, 9.902344f, 6.329102f,
       7.64f,     4.48f,     2.28f,     1.04f,     9.48f,     2.96f,     2.84f,     0.16f},
      kTolerance);
  align(22)
      .attribute("sampling_ratio", 2)
      .expect<float>(
          {3, 2, 2, 2},
          {2.128906f, 5.699219f, 8.941406f, 7.542969f, 11.75391f, 11.19922f, 12.81641f, 8.089844f,
           12.08203f, 10.51562f, 3.265625f, 6.458008f, 5.457031f, 3.765625f, 9.902344f, 6.329102f,
           5.59375f,  6.25f,     0,         0,         9.28125f,  4.5f,      0,         0},
          kTolerance);
}

TEST(RoiAlign, Maximum) {
  align(16)
      .attribute("mode", "max")
      .attribute("sampling_ratio", 2)
      .expect<float>({3, 2, 2, 2}, {5,         8.203125f, 13.125f,  8.203125f, 10,      10,
                                    14,        8.203125f, 12.1875f, 6.144531f, 5.6875f, 4.113281f,
                                    9.667969f, 6.1875f,   10.5625f, 4.46875f,  9.75f,   15,
                                    0,         0,         13,       16,        0,       0},
                     kTolerance);
}

TEST(RoiAlign, WithoutHalfPixel) {
  align(16)
      .attribute("coordinate_transformation_mode", "output_half_pixel")
      .attribute("spatial_scale", 0.5f)
      .expect<float>(
          {3, 2, 2, 2},
          {2.390625f, 2.21875f,  6.296875f, 3.515625f, 12.14062f, 14.34375f, 13.04688f, 12.64062f,
           10.49609f, 14.00781f, 6.207031f, 11.93359f, 8.933594f, 2.820312f, 5.132812f, 4.023438f,
           6.693673f, 10.05247f, 4.919753f, 6.565587f, 8.597995f, 5.845678f, 8.141975f, 5.713735f},
          kTolerance);
  align(10)
      .attribute("sampling_ratio", 1)
      .expect<float>({3, 2, 2, 2}, {2.8125f,  12.1875f,  4.375f,    7.5625f,   13.3125f,  10.4375f,
                                    8.875f,   5.125f,    13.23438f, 6.03125f,  1.578125f, 9.609375f,
                                    3.09375f, 1.078125f, 14.32812f, 5.234375f, 6.25f,     0,
                                    0,        0,         7.5f,      0,         0,         0},
                     kTolerance);
}

TEST(RoiAlign, OtherTypesAndZeroSizes) {
  OpTest("RoiAlign", 16)
      .input<double>({1, 1, 1, 1}, {3})
      .input<double>({1, 4}, {0, 0, 1, 1})
      .input<std::int64_t>({1}, {0})
      .expect<double>({1, 1, 1, 1}, {3});
  OpTest("RoiAlign", 22)
      .input<Float16>({1, 1, 1, 1}, {to_float16(3.0f)})
      .input<Float16>({1, 4}, to_float16({0, 0, 1, 1}))
      .input<std::int64_t>({1}, {0})
      .expect<Float16>({1, 1, 1, 1}, {to_float16(3.0f)});
  OpTest("RoiAlign", 16)
      .input<float>({1, 1, 1, 1}, {3})
      .input<float>({0, 4}, {})
      .input<std::int64_t>({0}, {})
      .expect<float>({0, 1, 1, 1}, {});
}

TEST(RoiAlign, ScaleOfNaN) {
  OpTest("RoiAlign", 16)
      .attribute("spatial_scale", NAN)
      .input<float>({1, 1, 1, 1}, {3})
      .input<float>({1, 4}, {0, 0, 1, 1})
      .input<std::int64_t>({1}, {0})
      .expect_error("too large for 1 bins");
}

TEST(RoiAlign, Errors) {
  const auto one = [](std::initializer_list<float> region, std::int64_t batch) {
    return OpTest("RoiAlign", 16)
        .input<float>({1, 1, 1, 1}, {3})
        .input<float>({1, 4}, region)
        .input<std::int64_t>({1}, {batch});
  };
  one({0, 0, 1, 1}, 1).expect_error("the batch index 1 is out of range for 1 batches");
  one({0, 0, 1, 1}, -1).expect_error("the batch index -1");
  one({0, 0, NAN, 1}, 0).expect_error("not finite");
  one({0, 0, 1e9f, 1}, 0).expect_error("too large for 1 bins");
  OpTest("RoiAlign", 16)
      .input<float>({1, 1, 1, 1}, {3})
      .input<float>({2, 4}, ramp(8))
      .input<std::int64_t>({1}, {0})
      .expect_error("regions and input 2");
}

}  // namespace
}  // namespace sardonyx
