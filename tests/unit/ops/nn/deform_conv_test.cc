#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

// Offsets of a 2 x 2 kernel at 2 x 2 outputs; some lead between elements, one leads far away.
std::vector<float> offsets() {
  std::vector<float> offset(8 * 4);
  offset[0 * 4 + 0] = 0.5f;
  offset[5 * 4 + 1] = -0.25f;
  offset[6 * 4 + 3] = 5;
  offset[3 * 4 + 2] = 0.75f;
  return offset;
}

TEST(DeformConv, OffsetsBetweenElements) {
  OpTest("DeformConv", 19)
      .attribute("kernel_shape", std::vector<std::int64_t>{2, 2})
      .input<float>({1, 1, 3, 3}, ramp(9))
      .input<float>({1, 1, 2, 2}, {1, 2, 3, 4})
      .input<float>({1, 8, 2, 2}, offsets())
      .expect<float>({1, 1, 2, 2}, {28.5f, 36.25f, 58.5f, 35}, kFloat);
}

TEST(DeformConv, BiasAndMask) {
  std::vector<float> mask(16, 1.0f);
  mask[4] = 0.5f;
  OpTest("DeformConv", 22)
      .input<float>({1, 1, 3, 3}, ramp(9))
      .input<float>({1, 1, 2, 2}, {1, 2, 3, 4})
      .input<float>({1, 8, 2, 2}, offsets())
      .input<float>({1}, {10})
      .input<float>({1, 4, 2, 2}, mask)
      .expect<float>({1, 1, 2, 2}, {37.5f, 46.25f, 68.5f, 45}, kFloat);
}

TEST(DeformConv, GroupsOfChannelsAndOffsets) {
  OpTest("DeformConv", 22)
      .attribute("group", 2)
      .attribute("offset_group", 2)
      .input<float>({1, 2, 4, 4}, ramp(32, -1, 0.1f))
      .input<float>({2, 1, 2, 3}, ramp(12, 0.2f, 0.1f))
      .input<float>({1, 24, 3, 2}, ramp(144, -0.7f, 0.011f))
      .expect<float>({1, 2, 3, 2},
                     {-1.2458827f, -1.1562971f, -0.7630227f, -0.6497744f, 0.2477116f, 0.4250252f,
                      7.3763800f, 5.7067719f, 9.9656801f, 7.5838137f, 6.7690187f, 5.6722097f},
                     kFloat);
}

// Without offsets it is an ordinary convolution, with any number of axes, strides and pads.
TEST(DeformConv, NoOffsets) {
  OpTest("DeformConv", 22)
      .attribute("strides", std::vector<std::int64_t>{2})
      .attribute("dilations", std::vector<std::int64_t>{2})
      .attribute("pads", std::vector<std::int64_t>{1, 1})
      .input<double>({2, 1, 4}, {1, 2, 3, 4, 5, 6, 7, 8})
      .input<double>({1, 1, 2}, {1, 10})
      .input<double>({2, 2, 2}, std::vector<double>(8))
      .input<double>({1}, {0.5})
      .expect<double>({2, 1, 2}, {20.5, 42.5, 60.5, 86.5});
  OpTest("DeformConv", 22)
      .input<float>({1, 1, 2, 1, 2}, {1, 2, 3, 4})
      .input<float>({1, 1, 2, 1, 2}, {1, 10, 100, 1000})
      .input<float>({1, 12, 1, 1, 1}, std::vector<float>(12))
      .expect<float>({1, 1, 1, 1, 1}, {4321});
}

TEST(DeformConv, Errors) {
  OpTest("DeformConv", 22)
      .input<float>({1, 1, 3, 3}, ramp(9))
      .input<float>({1, 1, 2, 2}, ramp(4))
      .input<float>({1, 8, 2, 1}, ramp(16))
      .expect_error("input 2 ('offset') has shape [1,8,2,1], expected [1,8,2,2]");
  OpTest("DeformConv", 22)
      .input<float>({1, 1, 3, 3}, ramp(9))
      .input<float>({1, 1, 2, 2}, ramp(4))
      .input<float>({1, 8, 2, 2}, ramp(32))
      .no_input()
      .input<float>({1, 8, 2, 2}, ramp(32))
      .expect_error("input 4 ('mask') has shape [1,8,2,2], expected [1,4,2,2]");
  OpTest("DeformConv", 22)
      .attribute("offset_group", 2)
      .input<float>({1, 1, 3, 3}, ramp(9))
      .input<float>({1, 1, 2, 2}, ramp(4))
      .input<float>({1, 16, 2, 2}, ramp(64))
      .expect_error("are no multiple of 2 offset groups");
  OpTest("DeformConv", 22)
      .input<float>({1, 2, 3, 3}, ramp(18))
      .input<float>({1, 1, 2, 2}, ramp(4))
      .input<float>({1, 8, 2, 2}, ramp(32))
      .expect_error("does not fit the weights");
}

}  // namespace
}  // namespace sardonyx
