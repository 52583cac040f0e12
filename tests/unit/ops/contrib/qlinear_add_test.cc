#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.

TEST(QLinearAdd, Bytes) {
  OpTest test("QLinearAdd", 1, "com.microsoft");
  test.input<std::uint8_t>({2, 5}, {146, 104, 33, 11, 0, 12, 38, 255, 48, 167});
  test.input<float>({}, {0.0299999993f});
  test.input<std::uint8_t>({}, {120});
  test.input<std::uint8_t>({2, 5}, {192, 60, 72, 111, 67, 249, 45, 229, 204, 216});
  test.input<float>({}, {0.0209999997f});
  test.input<std::uint8_t>({}, {7});
  test.input<float>({}, {0.0430000015f});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({2, 5}, {208, 115, 71, 75, 46, 143, 61, 255, 146, 235});
  test.check();
}

TEST(QLinearAdd, Broadcast) {
  OpTest test("QLinearAdd", 1, "com.microsoft");
  test.input<std::uint8_t>({2, 5}, {29, 100, 160, 126, 170, 173, 169, 15, 245, 142});
  test.input<float>({}, {0.0299999993f});
  test.input<std::uint8_t>({}, {120});
  test.input<std::uint8_t>({5}, {231, 69, 92, 225, 47});
  test.input<float>({}, {0.0209999997f});
  test.input<std::uint8_t>({}, {7});
  test.input<float>({}, {0.0430000015f});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({2, 5}, {146, 116, 169, 211, 154, 246, 164, 68, 255, 135});
  test.check();
}

TEST(QLinearAdd, Signed) {
  OpTest test("QLinearAdd", 1, "com.microsoft");
  test.input<std::int8_t>({2, 3, 2}, {-112, -33, 45, -97, 94, -41, -70, 11, 101, 98, 95, -50});
  test.input<float>({}, {0.0313000008f});
  test.input<std::int8_t>({}, {-20});
  test.input<std::int8_t>({2, 3, 1}, {-124, 71, 53, 69, -128, -119});
  test.input<float>({}, {0.0227000006f});
  test.input<std::int8_t>({}, {7});
  test.input<float>({}, {0.0436999984f});
  test.input<std::int8_t>({}, {5});
  test.output<std::int8_t>({2, 3, 2}, {-128, -72, 85, -17, 111, 14, 1, 59, 22, 19, 22, -82});
  test.check();
}

TEST(QLinearAdd, WithoutZeroPoints) {
  OpTest test("QLinearAdd", 1, "com.microsoft");
  test.input<std::int8_t>({6}, {43, 78, -123, 78, -8, 3});
  test.input<float>({}, {0.0313000008f});
  test.no_input();
  test.input<std::int8_t>({6}, {33, -55, 122, -115, -57, -30});
  test.input<float>({}, {0.0227000006f});
  test.no_input();
  test.input<float>({}, {0.0436999984f});
  test.output<std::int8_t>({6}, {48, 27, -25, -4, -35, -13});
  test.check();
}

}  // namespace
}  // namespace sardonyx
