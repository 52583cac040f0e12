#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Sign, Floats) {
  OpTest("Sign", 13)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {-1, -1, -1, 0, 1, 1, 1, 1});
  OpTest("Sign", 13)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4}, {-1, -1, -1, 0, 1, 1, 1, 1});
  OpTest("Sign", 13)
      .input<Float16>({4}, to_float16({-3, -1.5f, -0.25f, 0}))
      .expect<Float16>({4}, to_float16({-1, -1, -1, 0}));
  OpTest("Sign", 13)
      .input<BFloat16>({4}, to_bfloat16({-3, -1.5f, -0.25f, 0}))
      .expect<BFloat16>({4}, to_bfloat16({-1, -1, -1, 0}));
}

TEST(Sign, SpecialValues) {
  OpTest("Sign", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, 1, -1, 0});
  OpTest("Sign", 13)
      .input<double>({4}, {NAN, INFINITY, -INFINITY, -0.0})
      .expect<double>({4}, {NAN, 1, -1, 0});
}

TEST(Sign, Integers) {
  OpTest("Sign", 13)
      .input<std::int8_t>({5}, {-128, -5, 0, 7, 127})
      .expect<std::int8_t>({5}, {-1, -1, 0, 1, 1});
  OpTest("Sign", 13)
      .input<std::int16_t>({5}, {-32768, -5, 0, 7, 32767})
      .expect<std::int16_t>({5}, {-1, -1, 0, 1, 1});
  OpTest("Sign", 13)
      .input<std::int32_t>({5}, {INT32_MIN, -5, 0, 7, INT32_MAX})
      .expect<std::int32_t>({5}, {-1, -1, 0, 1, 1});
  OpTest("Sign", 13)
      .input<std::int64_t>({5}, {INT64_MIN, -5, 0, 7, INT64_MAX})
      .expect<std::int64_t>({5}, {-1, -1, 0, 1, 1});
  OpTest("Sign", 13).input<std::uint8_t>({3}, {0, 7, 255}).expect<std::uint8_t>({3}, {0, 1, 1});
  OpTest("Sign", 13).input<std::uint16_t>({3}, {0, 7, 65535}).expect<std::uint16_t>({3}, {0, 1, 1});
  OpTest("Sign", 13)
      .input<std::uint32_t>({3}, {0, 7, UINT32_MAX})
      .expect<std::uint32_t>({3}, {0, 1, 1});
  OpTest("Sign", 13)
      .input<std::uint64_t>({3}, {0, 7, UINT64_MAX})
      .expect<std::uint64_t>({3}, {0, 1, 1});
}

TEST(Sign, EmptyTensors) {
  OpTest("Sign", 9).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Sign, OtherTypes) {
  OpTest("Sign", 13).input<bool>({1}, {true}).expect_error("expected a tensor of");
}

}  // namespace
}  // namespace sardonyx
