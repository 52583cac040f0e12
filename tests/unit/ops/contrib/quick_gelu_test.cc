#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(QuickGelu, Values) {
  OpTest test("QuickGelu", 1, "com.microsoft");
  test.input<float>({2, 5},
                    {-1.625f, -3.875f, 2.25f, 1.625f, 2.25f, -4, -3.75f, 0, -1.375f, -0.5f});
  test.output<float>({2, 5},
                     {-0.096205309f, -0.00528916717f, 2.20216799f, 1.52879465f, 2.20216799f,
                      -0.00441467762f, -0.00633001328f, 0, -0.120785274f, -0.149611577f},
                     kFloat);
  test.check();
}

TEST(QuickGelu, Silu) {
  OpTest test("QuickGelu", 1, "com.microsoft");
  test.attribute("alpha", 1.0f);
  test.input<float>({2, 5},
                    {-1.625f, -3.875f, 2.25f, 1.625f, 2.25f, -4, -3.75f, 0, -1.375f, -0.5f});
  test.output<float>({2, 5},
                     {-0.267339289f, -0.0787878036f, 2.03546381f, 1.35766077f, 2.03546381f,
                      -0.071944952f, -0.0861651823f, 0, -0.277493179f, -0.188770354f},
                     kFloat);
  test.check();
}

TEST(QuickGelu, HalfPrecision) {
  OpTest("QuickGelu", 1, "com.microsoft")
      .input<Float16>({2}, to_float16({0, 16}))
      .expect<Float16>({2}, to_float16({0, 16}));
}

}  // namespace
}  // namespace sardonyx
