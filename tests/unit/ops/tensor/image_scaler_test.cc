#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest scaler(const Shape& shape) {
  OpTest test("ImageScaler", 7);
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) {
    count *= extent;
  }
  test.input<float>(shape, ramp(count));
  return test;
}

TEST(ImageScaler, ScalesAndAddsABiasPerChannel) {
  scaler({2, 2, 1, 2})
      .attribute("scale", 2.0f)
      .attribute("bias", std::vector<float>{10, -1})
      .expect<float>({2, 2, 1, 2}, {10, 12, 3, 5, 18, 20, 11, 13});
}

TEST(ImageScaler, ScaleIsOneUnlessGiven) {
  scaler({1, 1, 1, 3})
      .attribute("bias", std::vector<float>{0.5f})
      .expect<float>({1, 1, 1, 3}, {0.5f, 1.5f, 2.5f});
}

TEST(ImageScaler, Halves) {
  OpTest("ImageScaler", 7)
      .attribute("bias", std::vector<float>{1})
      .attribute("scale", 3.0f)
      .input<Float16>({1, 1, 1, 2}, to_float16({1, 2}))
      .expect<Float16>({1, 1, 1, 2}, to_float16({4, 7}));
}

TEST(ImageScaler, WrongNumberOfBiases) {
  scaler({1, 3, 1, 1})
      .attribute("bias", std::vector<float>{1, 2})
      .expect_error("expected 2 channels, as attribute bias has elements");
}

TEST(ImageScaler, WrongRank) {
  scaler({3, 1, 1}).attribute("bias", std::vector<float>{1, 2, 3}).expect_error("expected rank 4");
}

}  // namespace
}  // namespace sardonyx
