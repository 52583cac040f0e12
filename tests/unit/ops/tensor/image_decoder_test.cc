#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Two pixels: red and a light blue.
const std::vector<std::uint8_t> kColour = {'P', '6',  '\n', '2', ' ', '1', '\n', '2', '5',
                                           '5', '\n', 255,  0,   0,   10,  200,  250};
const std::vector<std::uint8_t> kGrey = {'P', '5', ' ', '1', ' ', '2', ' ',
                                         '2', '5', '5', ' ', 7,   200};

std::int64_t size_of(const std::vector<std::uint8_t>& bytes) {
  return static_cast<std::int64_t>(bytes.size());
}

OpTest decoder(const std::vector<std::uint8_t>& bytes) {
  OpTest test("ImageDecoder", 20);
  test.input<std::uint8_t>({size_of(bytes)}, bytes);
  return test;
}

TEST(ImageDecoder, Colour) {
  decoder(kColour).expect<std::uint8_t>({1, 2, 3}, {255, 0, 0, 10, 200, 250});
  decoder(kColour)
      .attribute("pixel_format", "RGB")
      .expect<std::uint8_t>({1, 2, 3}, {255, 0, 0, 10, 200, 250});
  decoder(kColour)
      .attribute("pixel_format", "BGR")
      .expect<std::uint8_t>({1, 2, 3}, {0, 0, 255, 250, 200, 10});
  decoder(kColour)
      .attribute("pixel_format", "Grayscale")
      .expect<std::uint8_t>({1, 2, 1}, {76, 149});
}

TEST(ImageDecoder, Grey) {
  decoder(kGrey).expect<std::uint8_t>({2, 1, 3}, {7, 7, 7, 200, 200, 200});
  decoder(kGrey)
      .attribute("pixel_format", "BGR")
      .expect<std::uint8_t>({2, 1, 3}, {7, 7, 7, 200, 200, 200});
  decoder(kGrey).attribute("pixel_format", "Grayscale").expect<std::uint8_t>({2, 1, 1}, {7, 200});
}

TEST(ImageDecoder, WhatCannotBeDecodedIsAnEmptyMatrix) {
  const std::vector<std::uint8_t> cut(kColour.begin(), kColour.end() - 1);
  decoder(cut).expect<std::uint8_t>({0, 0, 3}, std::vector<std::uint8_t>{});
  decoder({1, 2, 3})
      .attribute("pixel_format", "Grayscale")
      .expect<std::uint8_t>({0, 0, 1}, std::vector<std::uint8_t>{});
  decoder({}).expect<std::uint8_t>({0, 0, 3}, std::vector<std::uint8_t>{});
}

TEST(ImageDecoder, TooLarge) {
  const std::string huge = "P6 65536 65536 255 ";
  decoder({huge.begin(), huge.end()}).expect_error("the PNM image has the size 65536 x 65536");
}

TEST(ImageDecoder, WrongAttribute) {
  decoder(kColour)
      .attribute("pixel_format", "CMYK")
      .expect_error("attribute pixel_format is \"CMYK\", expected \"RGB\", \"BGR\" or");
}

TEST(ImageDecoder, WrongRank) {
  OpTest("ImageDecoder", 20).input<std::uint8_t>({1, 2}, {1, 2}).expect_error("expected rank 1");
}

}  // namespace
}  // namespace sardonyx
