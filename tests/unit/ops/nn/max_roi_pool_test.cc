#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest pool(std::vector<std::int64_t> pooled) {
  std::vector<float> x;
  for (int i = 0; i < 80; ++i) {
    x.push_back(static_cast<float>(i * i % 17));
  }
  return OpTest("MaxRoiPool", 1)
      .attribute("pooled_shape", pooled)
      .input<float>({2, 2, 4, 5}, x)
      .input<float>({4, 5}, {0, 0, 0, 3, 3, 1, 1, 0.5f, 4.5f, 3, 1, 10, 10, 12, 12, 0, 2, 1, 2, 1});
}

TEST(MaxRoiPool, Regions) {
  pool({2, 2}).expect<float>({4, 2, 2, 2},
                             {8, 15, 15, 16, 16, 15, 16, 16, 16, 9,  15, 15, 16, 8,  16, 15,
                              0, 0,  0,  0,  0,  0,  0,  0,  15, 15, 15, 15, 15, 15, 15, 15});
  pool({1, 3}).attribute("spatial_scale", 0.5f).expect<float>({4, 2, 1, 3}, {15, 2,  15, 16, 16,
                                                                             15, 15, 16, 16, 15,
                                                                             16, 16, 0,  0,  0,
                                                                             0,  0,  0,  2,  2,
                                                                             2,  13, 13, 13});
}

TEST(MaxRoiPool, OtherTypesAndZeroSizes) {
  OpTest("MaxRoiPool", 22)
      .attribute("pooled_shape", std::vector<std::int64_t>{1, 1})
      .input<double>({1, 1, 1, 2}, {-3, -5})
      .input<double>({1, 5}, {0, 0, 0, 1, 0})
      .expect<double>({1, 1, 1, 1}, {-3});
  OpTest("MaxRoiPool", 22)
      .attribute("pooled_shape", std::vector<std::int64_t>{1, 1})
      .input<float>({1, 1, 1, 2}, {-3, -5})
      .input<float>({0, 5}, {})
      .expect<float>({0, 1, 1, 1}, {});
}

TEST(MaxRoiPool, Errors) {
  const auto one = [](std::initializer_list<float> region) {
    return OpTest("MaxRoiPool", 1)
        .attribute("pooled_shape", std::vector<std::int64_t>{1, 1})
        .input<float>({1, 1, 1, 1}, {3})
        .input<float>({1, 5}, region);
  };
  one({1, 0, 0, 1, 1}).expect_error("the batch index 1 is out of range");
  one({0, 0, NAN, 1, 1}).expect_error("not finite");
  pool({0, 1}).expect_error("expected a height and a width");
  pool({1}).expect_error("expected a height and a width");
}

TEST(MaxRoiPool, ScaleOfNaN) {
  OpTest("MaxRoiPool", 1)
      .attribute("pooled_shape", std::vector<std::int64_t>{1, 1})
      .attribute("spatial_scale", NAN)
      .input<float>({1, 1, 1, 1}, {3})
      .input<float>({1, 5}, {0, 0, 0, 1, 1})
      .expect<float>({1, 1, 1, 1}, {0});
}

}  // namespace
}  // namespace sardonyx
