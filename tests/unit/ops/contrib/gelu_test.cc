#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(ContribGelu, Values) {
  OpTest test("Gelu", 1, "com.microsoft");
  test.input<float>({2, 5},
                    {-1.625f, -3.875f, 2.25f, 1.625f, 2.25f, -4, -3.75f, 0, -1.375f, -0.5f});
  test.output<float>({2, 5},
                     {-0.0846320912f, -0.000206600875f, 2.22249508f, 1.54036796f, 2.22249508f,
                      -0.000126719475f, -0.000331588089f, 0, -0.116277874f, -0.154268771f},
                     kFloat);
  test.check();
}

TEST(ContribGelu, HalfPrecisionAndEmpty) {
  OpTest("Gelu", 1, "com.microsoft")
      .input<Float16>({2}, to_float16({0, 10}))
      .expect<Float16>({2}, to_float16({0, 10}));
  OpTest("Gelu", 1, "com.microsoft").input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

}  // namespace
}  // namespace sardonyx
