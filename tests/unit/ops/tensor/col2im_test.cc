#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest col2im(const Shape& shape, std::vector<std::int64_t> image,
              std::vector<std::int64_t> block) {
  return OpTest("Col2Im", 18)
      .input<float>(shape, ramp(shape.element_count()))
      .input<std::int64_t>({static_cast<std::int64_t>(image.size())}, image)
      .input<std::int64_t>({static_cast<std::int64_t>(block.size())}, block);
}

TEST(Col2Im, OverlappingBlocksAdd) {
  col2im({1, 4, 9}, {4, 4}, {2, 2})
      .expect<float>({1, 1, 4, 4}, {0, 10, 12, 11, 21, 62, 66, 43, 27, 74, 78, 49, 24, 58, 60, 35});
}

TEST(Col2Im, PadsAndStrides) {
  col2im({1, 4, 9}, {4, 4}, {2, 2})
      .attribute("pads", std::vector<std::int64_t>{1, 0, 1, 0})
      .attribute("strides", std::vector<std::int64_t>{2, 1})
      .expect<float>({1, 1, 4, 4}, {18, 46, 48, 29, 3, 16, 18, 14, 21, 52, 54, 32, 6, 22, 24, 17});
}

TEST(Col2Im, DilationsAndChannels) {
  std::vector<float> x;
  for (int row = 0; row < 8; ++row) {
    for (int column = 0; column < 4; ++column) {
      x.push_back(static_cast<float>(6 * row + column));
    }
  }
  OpTest("Col2Im", 18)
      .attribute("dilations", std::vector<std::int64_t>{2, 2})
      .input<float>({1, 8, 4}, x)
      .input<std::int64_t>({2}, {4, 4})
      .input<std::int64_t>({2}, {2, 2})
      .expect<float>({1, 2, 4, 4},
                     {0,  1,  6,  7,  2,  3,  8,  9,  12, 13, 18, 19, 14, 15, 20, 21,
                      24, 25, 30, 31, 26, 27, 32, 33, 36, 37, 42, 43, 38, 39, 44, 45});
}

TEST(Col2Im, ThreeAxes) {
  col2im({1, 8, 4}, {2, 3, 3}, {2, 2, 2})
      .expect<float>({1, 1, 2, 3, 3},
                     {0, 5, 5, 10, 30, 20, 10, 25, 15, 16, 37, 21, 42, 94, 52, 26, 57, 31});
}

TEST(Col2Im, OtherTypesAndZeroSizes) {
  OpTest("Col2Im", 18)
      .input<std::uint8_t>({1, 2, 2}, {200, 1, 100, 3})
      .input<std::int64_t>({1}, {3})
      .input<std::int64_t>({1}, {2})
      .expect<std::uint8_t>({1, 1, 3}, {200, 101, 3});
  OpTest("Col2Im", 18)
      .input<Float16>({1, 2, 2}, to_float16({1, 2, 3, 4}))
      .input<std::int64_t>({1}, {3})
      .input<std::int64_t>({1}, {2})
      .expect<Float16>({1, 1, 3}, to_float16({1, 5, 4}));
  OpTest("Col2Im", 18)
      .input<float>({0, 2, 2}, {})
      .input<std::int64_t>({1}, {3})
      .input<std::int64_t>({1}, {2})
      .expect<float>({0, 1, 3}, {});
}

TEST(Col2Im, Errors) {
  col2im({1, 4, 8}, {4, 4}, {2, 2}).expect_error("expected 9 blocks");
  col2im({1, 3, 9}, {4, 4}, {2, 2}).expect_error("no multiple of 4");
  col2im({1, 4, 9}, {4, 4}, {2, 5}).expect_error("does not fit an image");
  col2im({1, 4, 9}, {4, 4}, {2, 0}).expect_error("must be positive");
  col2im({1, 4, 9}, {4, 4}, {2}).expect_error("the image has");
}

}  // namespace
}  // namespace sardonyx
