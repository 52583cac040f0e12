#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Sum, OneInput) {
  OpTest("Sum", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .expect<float>({2, 3}, {3, -2, 1, 0, 5, -6});
}

TEST(Sum, TwoInputs) {
  OpTest("Sum", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<float>({2, 3}, {0, 5, -6, 3, -2, 1})
      .expect<float>({2, 3}, {3, 3, -5, 3, 3, -5});
  OpTest("Sum", 13)
      .input<double>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<double>({3}, {2, 2, 2})
      .expect<double>({2, 3}, {5, 0, 3, 2, 7, -4});
}

TEST(Sum, ManyInputsBroadcast) {
  OpTest("Sum", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .input<float>({}, {0.5f})
      .expect<float>({2, 3}, {6.5f, 1.5f, 4.5f, 6.5f, 11.5f, 0.5f});
  OpTest("Sum", 13)
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .expect<float>({2, 3}, {6, 1, 4, 6, 11, 0});
  OpTest("Sum", 13)
      .input<float>({}, {0.5f})
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .expect<float>({2, 3}, {3.5f, 3.5f, 3.5f, 6.5f, 6.5f, 6.5f});
}

TEST(Sum, Float16) {
  OpTest("Sum", 13)
      .input<Float16>({2, 3}, to_float16({3, -2, 1, 0, 5, -6}))
      .input<Float16>({3}, to_float16({2, 2, 2}))
      .expect<Float16>({2, 3}, to_float16({5, 0, 3, 2, 7, -4}));
}

TEST(Sum, EmptyTensors) {
  OpTest("Sum", 13).input<float>({0, 3}, {}).input<float>({3}, {2, 2, 2}).expect<float>({0, 3}, {});
}

TEST(Sum, Errors) {
  OpTest("Sum", 13)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {2, 2, 2})
      .expect_error("do not broadcast");
  OpTest("Sum", 13)
      .input<float>({3}, {2, 2, 2})
      .input<double>({3}, {2, 2, 2})
      .expect_error("is a tensor of double, expected float");
  OpTest("Sum", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
  OpTest("Sum", 13).expect_error("expected at least 1 input");
  OpTest("Sum", 13).input<float>({1}, {1}).no_input().expect_error("input 1 ('data_0') is missing");
}

}  // namespace
}  // namespace sardonyx
