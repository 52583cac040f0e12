#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(SwiGLU, DefaultAttributes) {
  OpTest("SwiGLU", 28)
      .input<float>({2, 3}, {-2, -0.5f, 0, 0.5f, 1, 3})
      .input<float>({2, 3}, {1, 2, 3, -1, 0.5f, 2})
      .expect<float>({2, 3}, {-0.23840584f, -0.37754068f, 0, -0.31122968f, 0.3655293f, 5.7154446f},
                     {1e-6});
}

TEST(SwiGLU, Attributes) {
  OpTest("SwiGLU", 28)
      .attribute("alpha", 1.5f)
      .input<float>({2, 3}, {-2, -0.5f, 0, 0.5f, 1, 3})
      .input<float>({2, 3}, {1, 2, 3, -1, 0.5f, 2})
      .expect<float>({2, 3}, {-0.09485175f, -0.32082132f, 0, -0.33958936f, 0.40878725f, 5.934078f},
                     {1e-6});
  OpTest("SwiGLU", 28)
      .attribute("alpha", 1.5f)
      .input<double>({2, 3}, {-2, -0.5, 0, 0.5, 1, 3})
      .input<double>({2, 3}, {1, 2, 3, -1, 0.5, 2})
      .expect<double>({2, 3},
                      {-0.09485174635513356, -0.320821300824607, 0, -0.3395893495876965,
                       0.4087872380968218, 5.9340783442164415},
                      {1e-14});
}

// Rounded twice: after the gate and after the product.
TEST(SwiGLU, Float16) {
  OpTest("SwiGLU", 28)
      .input<Float16>({2, 3}, to_float16({-2, -0.5f, 0, 0.5f, 1, 3}))
      .input<Float16>({2, 3}, to_float16({1, 2, 3, -1, 0.5f, 2}))
      .expect<Float16>(
          {2, 3}, to_float16({-0.23840332f, -0.3774414f, 0, -0.3112793f, 0.36547852f, 5.7148438f}),
          {0x1p-9});
}

TEST(SwiGLU, EmptyTensors) {
  OpTest("SwiGLU", 28).input<float>({0, 2}, {}).input<float>({0, 2}, {}).expect<float>({0, 2}, {});
}

TEST(SwiGLU, Errors) {
  OpTest("SwiGLU", 28)
      .input<float>({2, 3}, {-2, -0.5f, 0, 0.5f, 1, 3})
      .input<double>({2, 3}, {1, 2, 3, -1, 0.5, 2})
      .expect_error("is a tensor of double, expected float");
}

}  // namespace
}  // namespace sardonyx
