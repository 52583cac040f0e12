#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(DynamicQuantizeLinear, BothSigns) {
  OpTest test("DynamicQuantizeLinear", 13);
  test.input<float>({6}, {0, 2, -3, -2.5f, 1.34f, 0.5f});
  test.output<std::uint8_t>({6}, {153, 255, 0, 26, 221, 179});
  test.output<float>({}, {0.019608f}, kFloat);
  test.output<std::uint8_t>({}, {153});
  test.check();
}

TEST(DynamicQuantizeLinear, AllPositive) {
  OpTest test("DynamicQuantizeLinear", 13);
  test.input<float>({4}, {1, 2.1f, 1.3f, 2.5f});
  test.output<std::uint8_t>({4}, {102, 214, 133, 255});
  test.output<float>({}, {0.009804f}, kFloat);
  test.output<std::uint8_t>({}, {0});
  test.check();
}

TEST(DynamicQuantizeLinear, Zeros) {
  OpTest test("DynamicQuantizeLinear", 13);
  test.input<float>({2}, {0, 0});
  test.output<std::uint8_t>({2}, {0, 0});
  test.output<float>({}, {1}, kFloat);
  test.output<std::uint8_t>({}, {0});
  test.check();
}

TEST(DynamicQuantizeLinear, InfiniteRange) {
  OpTest("DynamicQuantizeLinear", 11)
      .input<float>({2}, {-INFINITY, INFINITY})
      .no_output()
      .no_output()
      .output<std::uint8_t>({}, {0})
      .check();
}

TEST(DynamicQuantizeLinear, Empty) {
  OpTest("DynamicQuantizeLinear", 11)
      .input<float>({0}, {})
      .output<std::uint8_t>({0}, {})
      .output<float>({}, {1})
      .output<std::uint8_t>({}, {0})
      .check();
}

}  // namespace
}  // namespace sardonyx
