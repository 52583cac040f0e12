#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.

TEST(QLinearMul, Bytes) {
  OpTest test("QLinearMul", 1, "com.microsoft");
  test.input<std::uint8_t>({2, 5}, {128, 85, 111, 238, 52, 135, 83, 75, 206, 39});
  test.input<float>({}, {0.0299999993f});
  test.input<std::uint8_t>({}, {120});
  test.input<std::uint8_t>({2, 5}, {81, 30, 38, 71, 178, 148, 114, 43, 204, 204});
  test.input<float>({}, {0.0209999997f});
  test.input<std::uint8_t>({}, {7});
  test.input<float>({}, {0.0430000015f});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({2, 5}, {109, 88, 96, 211, 0, 131, 42, 76, 255, 0});
  test.check();
}

TEST(QLinearMul, Broadcast) {
  OpTest test("QLinearMul", 1, "com.microsoft");
  test.input<std::uint8_t>({2, 5}, {60, 15, 81, 37, 204, 133, 129, 74, 129, 247});
  test.input<float>({}, {0.0299999993f});
  test.input<std::uint8_t>({}, {120});
  test.input<std::uint8_t>({5}, {60, 196, 3, 80, 238});
  test.input<float>({}, {0.0209999997f});
  test.input<std::uint8_t>({}, {7});
  test.input<float>({}, {0.0430000015f});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({2, 5}, {53, 0, 102, 11, 255, 110, 125, 103, 110, 255});
  test.check();
}

TEST(QLinearMul, Signed) {
  OpTest test("QLinearMul", 1, "com.microsoft");
  test.input<std::int8_t>({2, 3, 2}, {95, -107, 87, 88, -12, -34, 122, 115, 45, -26, -75, 111});
  test.input<float>({}, {0.0313000008f});
  test.input<std::int8_t>({}, {-20});
  test.input<std::int8_t>({2, 3, 1}, {-60, 14, 44, -67, -48, 61});
  test.input<float>({}, {0.0227000006f});
  test.input<std::int8_t>({}, {7});
  test.input<float>({}, {0.0436999984f});
  test.input<std::int8_t>({}, {5});
  test.output<std::int8_t>({2, 3, 2}, {-120, 100, 17, 17, 10, -3, -128, -128, -53, 10, -43, 120});
  test.check();
}

TEST(QLinearMul, WithoutZeroPoints) {
  OpTest test("QLinearMul", 1, "com.microsoft");
  test.input<std::int8_t>({6}, {43, 78, -123, 78, -8, 3});
  test.input<float>({}, {0.0313000008f});
  test.no_input();
  test.input<std::int8_t>({6}, {33, -55, 122, -115, -57, -30});
  test.input<float>({}, {0.0227000006f});
  test.no_input();
  test.input<float>({}, {0.0436999984f});
  test.output<std::int8_t>({6}, {23, -70, -128, -128, 7, -1});
  test.check();
}

}  // namespace
}  // namespace sardonyx
