#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GreaterOrEqual, Floats) {
  OpTest("GreaterOrEqual", 16)
      .input<float>({2, 3}, {1, 2, 3, -1, -2, -3})
      .input<float>({3}, {2, 2, 2})
      .expect<bool>({2, 3}, {false, true, true, false, false, false});
  OpTest("GreaterOrEqual", 16)
      .input<double>({2, 3}, {1, 2, 3, -1, -2, -3})
      .input<double>({3}, {2, 2, 2})
      .expect<bool>({2, 3}, {false, true, true, false, false, false});
  OpTest("GreaterOrEqual", 16)
      .input<float>({}, {2})
      .input<float>({2, 3}, {1, 2, 3, -1, -2, -3})
      .expect<bool>({2, 3}, {true, true, false, true, true, true});
  OpTest("GreaterOrEqual", 16)
      .input<float>({2, 1}, {1, -1})
      .input<float>({3}, {2, 2, 2})
      .expect<bool>({2, 3}, {false, false, false, false, false, false});
}

TEST(GreaterOrEqual, Float16) {
  OpTest("GreaterOrEqual", 16)
      .input<Float16>({2, 3}, to_float16({1, 2, 3, -1, -2, -3}))
      .input<Float16>({3}, to_float16({2, 2, 2}))
      .expect<bool>({2, 3}, {false, true, true, false, false, false});
}

TEST(GreaterOrEqual, NothingComparesWithNaN) {
  OpTest("GreaterOrEqual", 16)
      .input<float>({6}, {NAN, 1, NAN, INFINITY, -INFINITY, 0})
      .input<float>({6}, {1, NAN, NAN, INFINITY, 0, -0.0f})
      .expect<bool>({6}, {false, false, false, true, false, true});
}

TEST(GreaterOrEqual, Integers) {
  OpTest("GreaterOrEqual", 16)
      .input<std::int8_t>({4}, {-128, 127, 5, 7})
      .input<std::int8_t>({4}, {127, -128, 5, 3})
      .expect<bool>({4}, {false, true, true, true});
  OpTest("GreaterOrEqual", 16)
      .input<std::int16_t>({4}, {-32768, 32767, 5, 7})
      .input<std::int16_t>({4}, {32767, -32768, 5, 3})
      .expect<bool>({4}, {false, true, true, true});
  OpTest("GreaterOrEqual", 16)
      .input<std::int32_t>({4}, {INT32_MIN, INT32_MAX, 5, 7})
      .input<std::int32_t>({4}, {INT32_MAX, INT32_MIN, 5, 3})
      .expect<bool>({4}, {false, true, true, true});
  OpTest("GreaterOrEqual", 16)
      .input<std::int64_t>({4}, {INT64_MIN, INT64_MAX, 5, 7})
      .input<std::int64_t>({4}, {INT64_MAX, INT64_MIN, 5, 3})
      .expect<bool>({4}, {false, true, true, true});
  OpTest("GreaterOrEqual", 16)
      .input<std::uint8_t>({4}, {0, 255, 5, 7})
      .input<std::uint8_t>({4}, {255, 0, 5, 3})
      .expect<bool>({4}, {false, true, true, true});
  OpTest("GreaterOrEqual", 16)
      .input<std::uint16_t>({4}, {0, 65535, 5, 7})
      .input<std::uint16_t>({4}, {65535, 0, 5, 3})
      .expect<bool>({4}, {false, true, true, true});
  OpTest("GreaterOrEqual", 16)
      .input<std::uint32_t>({4}, {0, UINT32_MAX, 5, 7})
      .input<std::uint32_t>({4}, {UINT32_MAX, 0, 5, 3})
      .expect<bool>({4}, {false, true, true, true});
  OpTest("GreaterOrEqual", 16)
      .input<std::uint64_t>({4}, {0, UINT64_MAX, 5, 7})
      .input<std::uint64_t>({4}, {UINT64_MAX, 0, 5, 3})
      .expect<bool>({4}, {false, true, true, true});
}

TEST(GreaterOrEqual, EmptyTensors) {
  OpTest("GreaterOrEqual", 16)
      .input<float>({0, 3}, {})
      .input<float>({3}, {2, 2, 2})
      .expect<bool>({0, 3}, {});
}

TEST(GreaterOrEqual, Errors) {
  OpTest("GreaterOrEqual", 16)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {2, 2, 2})
      .expect_error("do not broadcast");
  OpTest("GreaterOrEqual", 16)
      .input<bool>({1}, {true})
      .input<bool>({1}, {false})
      .expect_error("expected a tensor of");
}

}  // namespace
}  // namespace sardonyx
