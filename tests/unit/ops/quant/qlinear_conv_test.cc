#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
TEST(QLinearConv, Plain) {
  OpTest test("QLinearConv", 10);
  test.input<std::uint8_t>({1, 2, 3, 3}, {47, 69, 77, 249, 114, 142, 237, 3, 71, 108, 230, 184, 174,
                                          96, 218, 47, 103, 91});
  test.input<float>({}, {0.5f});
  test.input<std::uint8_t>({}, {120});
  test.input<std::uint8_t>({3, 2, 2, 2}, {0,  23, 201, 241, 62,  19,  36, 14,  204, 12,  175, 203,
                                          54, 58, 68,  194, 240, 193, 68, 183, 179, 108, 33,  80});
  test.input<float>({}, {0.25f});
  test.input<std::uint8_t>({}, {7});
  test.input<float>({}, {64});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({1, 3, 2, 2}, {150, 120, 90, 32, 119, 136, 131, 36, 79, 130, 138, 81});
  test.check();
}

TEST(QLinearConv, Bias) {
  OpTest test("QLinearConv", 10);
  test.attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1});
  test.input<std::uint8_t>({1, 2, 3, 3}, {47, 69, 77, 249, 114, 142, 237, 3, 71, 108, 230, 184, 174,
                                          96, 218, 47, 103, 91});
  test.input<float>({}, {0.5f});
  test.input<std::uint8_t>({}, {120});
  test.input<std::uint8_t>({3, 2, 2, 2}, {0,  23, 201, 241, 62,  19,  36, 14,  204, 12,  175, 203,
                                          54, 58, 68,  194, 240, 193, 68, 183, 179, 108, 33,  80});
  test.input<float>({}, {0.25f});
  test.input<std::uint8_t>({}, {7});
  test.input<float>({}, {64});
  test.input<std::uint8_t>({}, {100});
  test.input<std::int32_t>({3}, {1000, -2000, 3000});
  test.output<std::uint8_t>(
      {1, 3, 4, 4}, {68, 52, 70,  89,  159, 152, 122, 123, 160, 92,  34, 92,  104, 88,  100, 100,
                     64, 91, 99,  90,  163, 115, 132, 104, 121, 127, 32, 94,  90,  132, 46,  75,
                     79, 95, 100, 104, 129, 84,  136, 115, 193, 143, 87, 141, 134, 89,  23,  74});
  test.check();
}

TEST(QLinearConv, PerChannel) {
  OpTest test("QLinearConv", 10);
  test.input<std::uint8_t>({1, 2, 3, 3}, {47, 69, 77, 249, 114, 142, 237, 3, 71, 108, 230, 184, 174,
                                          96, 218, 47, 103, 91});
  test.input<float>({}, {0.5f});
  test.input<std::uint8_t>({}, {120});
  test.input<std::uint8_t>({3, 2, 2, 2}, {0,  23, 201, 241, 62,  19,  36, 14,  204, 12,  175, 203,
                                          54, 58, 68,  194, 240, 193, 68, 183, 179, 108, 33,  80});
  test.input<float>({3}, {0.25f, 0.5f, 1});
  test.input<std::uint8_t>({3}, {7, 7, 7});
  test.input<float>({}, {64});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({1, 3, 2, 2}, {150, 120, 90, 32, 138, 172, 162, 0, 14, 221, 250, 23});
  test.check();
}

TEST(QLinearConv, WeightsOfRankOne) {
  OpTest("QLinearConv", 10)
      .input<std::uint8_t>({1, 1, 1}, {1})
      .input<float>({}, {1})
      .input<std::uint8_t>({}, {0})
      .input<std::uint8_t>({1}, {1})
      .input<float>({}, {1})
      .input<std::uint8_t>({}, {0})
      .input<float>({}, {1})
      .input<std::uint8_t>({}, {0})
      .expect_error("the weights have rank 1");
}

TEST(QLinearConv, MissingScale) {
  OpTest("QLinearConv", 10)
      .input<std::uint8_t>({1, 1, 1, 1}, {1})
      .expect_error("input 1 ('x_scale') is missing");
}

}  // namespace
}  // namespace sardonyx
