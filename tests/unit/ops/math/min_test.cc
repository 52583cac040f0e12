#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Min, OneInput) {
  OpTest("Min", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .expect<float>({2, 3}, {3, -2, 1, 0, 5, -6});
}

TEST(Min, TwoInputs) {
  OpTest("Min", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<float>({2, 3}, {0, 5, -6, 3, -2, 1})
      .expect<float>({2, 3}, {0, -2, -6, 0, -2, -6});
  OpTest("Min", 13)
      .input<double>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<double>({3}, {2, 2, 2})
      .expect<double>({2, 3}, {2, -2, 1, 0, 2, -6});
}

TEST(Min, ManyInputsBroadcast) {
  OpTest("Min", 13)
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .input<float>({}, {0.5f})
      .expect<float>({2, 3}, {0.5f, -2, 0.5f, 0, 0.5f, -6});
  OpTest("Min", 13)
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .input<float>({2, 3}, {3, -2, 1, 0, 5, -6})
      .expect<float>({2, 3}, {1, -2, 1, 0, 2, -6});
  OpTest("Min", 13)
      .input<float>({}, {0.5f})
      .input<float>({3}, {2, 2, 2})
      .input<float>({2, 1}, {1, 4})
      .expect<float>({2, 3}, {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f});
}

TEST(Min, Float16) {
  OpTest("Min", 13)
      .input<Float16>({2, 3}, to_float16({3, -2, 1, 0, 5, -6}))
      .input<Float16>({3}, to_float16({2, 2, 2}))
      .expect<Float16>({2, 3}, to_float16({2, -2, 1, 0, 2, -6}));
}

TEST(Min, Integers) {
  OpTest("Min", 13)
      .input<std::int8_t>({3}, {-128, 127, 5})
      .input<std::int8_t>({3}, {127, 3, 6})
      .expect<std::int8_t>({3}, {-128, 3, 5});
  OpTest("Min", 13)
      .input<std::int16_t>({3}, {-32768, 32767, 5})
      .input<std::int16_t>({3}, {32767, 3, 6})
      .expect<std::int16_t>({3}, {-32768, 3, 5});
  OpTest("Min", 13)
      .input<std::int32_t>({3}, {INT32_MIN, INT32_MAX, 5})
      .input<std::int32_t>({3}, {INT32_MAX, 3, 6})
      .expect<std::int32_t>({3}, {INT32_MIN, 3, 5});
  OpTest("Min", 13)
      .input<std::int64_t>({3}, {INT64_MIN, INT64_MAX, 5})
      .input<std::int64_t>({3}, {INT64_MAX, 3, 6})
      .expect<std::int64_t>({3}, {INT64_MIN, 3, 5});
  OpTest("Min", 13)
      .input<std::uint8_t>({3}, {0, 255, 5})
      .input<std::uint8_t>({3}, {255, 3, 6})
      .expect<std::uint8_t>({3}, {0, 3, 5});
  OpTest("Min", 13)
      .input<std::uint16_t>({3}, {0, 65535, 5})
      .input<std::uint16_t>({3}, {65535, 3, 6})
      .expect<std::uint16_t>({3}, {0, 3, 5});
  OpTest("Min", 13)
      .input<std::uint32_t>({3}, {0, UINT32_MAX, 5})
      .input<std::uint32_t>({3}, {UINT32_MAX, 3, 6})
      .expect<std::uint32_t>({3}, {0, 3, 5});
  OpTest("Min", 13)
      .input<std::uint64_t>({3}, {0, UINT64_MAX, 5})
      .input<std::uint64_t>({3}, {UINT64_MAX, 3, 6})
      .expect<std::uint64_t>({3}, {0, 3, 5});
}

TEST(Min, NaNWins) {
  OpTest("Min", 13)
      .input<float>({5}, {NAN, 1, NAN, INFINITY, -INFINITY})
      .input<float>({5}, {1, NAN, NAN, 2, 2})
      .expect<float>({5}, {NAN, NAN, NAN, 2, -INFINITY});
  OpTest("Min", 13)
      .input<double>({3}, {NAN, 1, 3})
      .input<double>({3}, {1, NAN, 2})
      .expect<double>({3}, {NAN, NAN, 2});
}

TEST(Min, EmptyTensors) {
  OpTest("Min", 13).input<float>({0, 3}, {}).input<float>({3}, {2, 2, 2}).expect<float>({0, 3}, {});
}

TEST(Min, Errors) {
  OpTest("Min", 13)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {2, 2, 2})
      .expect_error("do not broadcast");
  OpTest("Min", 13)
      .input<float>({3}, {2, 2, 2})
      .input<double>({3}, {2, 2, 2})
      .expect_error("is a tensor of double, expected float");
}

}  // namespace
}  // namespace sardonyx
