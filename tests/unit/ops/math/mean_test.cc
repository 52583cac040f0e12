#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Mean, OneInput) {
  OpTest("Mean", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .expect<float>({2, 3}, {3, -2, 1, 0, 5, -6});
}

TEST(Mean, TwoInputs) {
  OpTest("Mean", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<float>({2, 3}, {0, 5, -6, 3, -2, 1})
      .expect<float>({2, 3}, {1.5f, 1.5f, -2.5f, 1.5f, 1.5f, -2.5f}, {2e-7});
  OpTest("Mean", 13)
      .input<double>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<double>({3}, {2, 2, 2})
      .expect<double>({2, 3}, {2.5, 0, 1.5, 1, 3.5, -2});
}

TEST(Mean, ManyInputsBroadcast) {
  OpTest("Mean", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .input<float>({}, {0.5f})
      .expect<float>({2, 3}, {1.625f, 0.375f, 1.125f, 1.625f, 2.875f, 0.125f}, {2e-7});
  OpTest("Mean", 13)
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .expect<float>({2, 3}, {2, 0.33333334f, 1.3333334f, 2, 3.6666667f, 0}, {2e-7});
  OpTest("Mean", 13)
      .input<float>({}, {0.5f})
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .expect<float>(
          {2, 3}, {1.1666666f, 1.1666666f, 1.1666666f, 2.1666667f, 2.1666667f, 2.1666667f}, {2e-7});
}

TEST(Mean, Float16) {
  OpTest("Mean", 13)
      .input<Float16>({2, 3}, to_float16({3, -2, 1, 0, 5, -6}))
      .input<Float16>({3}, to_float16({2, 2, 2}))
      .expect<Float16>({2, 3}, to_float16({2.5f, 0, 1.5f, 1, 3.5f, -2}));
}

TEST(Mean, EmptyTensors) {
  OpTest("Mean", 13)
      .input<float>({0, 3}, {})
      .input<float>({3}, {2, 2, 2})
      .expect<float>({0, 3}, {});
}

TEST(Mean, Errors) {
  OpTest("Mean", 13)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {2, 2, 2})
      .expect_error("do not broadcast");
  OpTest("Mean", 13)
      .input<float>({3}, {2, 2, 2})
      .input<double>({3}, {2, 2, 2})
      .expect_error("is a tensor of double, expected float");
  OpTest("Mean", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
