#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(DynamicQuantizeMatMul, Plain) {
  OpTest test("DynamicQuantizeMatMul", 1, "com.microsoft");
  test.input<float>({2, 4}, {0.75f, 1.375f, -1.25f, -1.875f, 2, 0, 1, 1.125f});
  test.input<std::int8_t>({4, 3}, {116, -120, -53, 123, -15, -27, -62, -123, -117, 121, -124, -93});
  test.input<float>({}, {0.00999999978f});
  test.output<float>(
      {2, 3}, {1.05688715f, 2.75170565f, 2.43228412f, 3.06565666f, -5.03506851f, -3.28235269f},
      kFloat);
  test.check();
}

TEST(DynamicQuantizeMatMul, PerColumn) {
  OpTest test("DynamicQuantizeMatMul", 1, "com.microsoft");
  test.input<float>({2, 2, 4}, {-1, -0.875f, 1.5f, -0.75f, -1.375f, -0.375f, 0.75f, -0.25f, -1,
                                -1.625f, -1.75f, 0, -1.25f, 0.375f, 0.75f, -0.5f});
  test.input<std::uint8_t>({4, 3}, {128, 14, 140, 46, 116, 28, 70, 106, 125, 7, 236, 107});
  test.input<float>({3}, {0.00999999978f, 0.0199999996f, 0.0299999993f});
  test.input<std::uint8_t>({3}, {120, 130, 127});
  test.input<float>({3}, {-1.25f, -1.25f, 1});
  test.output<float>(
      {2, 2, 3},
      {-0.581009805f, -1.01345098f, 3.58508825f, -1.17454898f, 1.14556861f, 1.66873527f,
       0.750725508f, 2.35125494f, 5.56223536f, -1.43773532f, 0.129529476f, -0.331735253f},
      kFloat);
  test.check();
}

}  // namespace
}  // namespace sardonyx
