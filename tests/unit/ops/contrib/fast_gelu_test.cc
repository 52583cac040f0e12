#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(FastGelu, Values) {
  OpTest test("FastGelu", 1, "com.microsoft");
  test.input<float>({2, 5},
                    {-1.625f, -3.875f, 2.25f, 1.625f, 2.25f, -4, -3.75f, 0, -1.375f, -0.5f});
  test.output<float>({2, 5},
                     {-0.0848050267f, -0.000125993043f, 2.22279859f, 1.54019499f, 2.22279859f,
                      -7.00950623e-05f, -0.000219270587f, 0, -0.116511412f, -0.154285997f},
                     kFloat);
  test.check();
}

TEST(FastGelu, Bias) {
  OpTest test("FastGelu", 1, "com.microsoft");
  test.input<float>({2, 5},
                    {-1.625f, -3.875f, 2.25f, 1.625f, 2.25f, -4, -3.75f, 0, -1.375f, -0.5f});
  test.input<float>({5}, {1.25f, -1.375f, -0.75f, -1.625f, -1.5f});
  test.output<float>({2, 5},
                     {-0.132692233f, 0, 1.39957154f, 0, 0.579960585f, -0.007723324f,
                      -6.10947609e-07f, -0.170039445f, -0.00363752246f, -0.045402348f},
                     kFloat);
  test.check();
}

TEST(FastGelu, HalfPrecision) {
  OpTest("FastGelu", 1, "com.microsoft")
      .input<Float16>({2}, to_float16({0, 7}))
      .input<Float16>({1}, {to_float16(1)})
      .expect<Float16>({2}, to_float16({0.8413086f, 8}));
}

}  // namespace
}  // namespace sardonyx
