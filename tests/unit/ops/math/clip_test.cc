#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Clip, Bounds) {
  OpTest("Clip", 13)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .input<float>({}, {-1})
      .input<float>({}, {2})
      .expect<float>({2, 3}, {-1, -1, 0, 0.5f, 2, 2});
  OpTest("Clip", 13)
      .input<double>({2, 3}, {-5, -1, 0, 0.5, 2, 9})
      .input<double>({}, {-1})
      .input<double>({}, {2})
      .expect<double>({2, 3}, {-1, -1, 0, 0.5, 2, 2});
  OpTest("Clip", 13)
      .input<Float16>({2, 3}, to_float16({-5, -1, 0, 0.5f, 2, 9}))
      .input<Float16>({}, {to_float16(-1.0f)})
      .input<Float16>({}, {to_float16(2.0f)})
      .expect<Float16>({2, 3}, to_float16({-1, -1, 0, 0.5f, 2, 2}));
}

TEST(Clip, OneBound) {
  OpTest("Clip", 13)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .input<float>({}, {0})
      .expect<float>({2, 3}, {0, 0, 0, 0.5f, 2, 9});
  OpTest("Clip", 13)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .no_input()
      .input<float>({}, {1})
      .expect<float>({2, 3}, {-5, -1, 0, 0.5f, 1, 1});
  OpTest("Clip", 13)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .expect<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9});
}

TEST(Clip, BoundOfOneElement) {
  OpTest("Clip", 13)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .input<float>({1}, {-1})
      .input<float>({1}, {2})
      .expect<float>({2, 3}, {-1, -1, 0, 0.5f, 2, 2});
}

TEST(Clip, SwappedBoundsGiveTheMaximum) {
  OpTest("Clip", 13)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .input<float>({}, {2})
      .input<float>({}, {1})
      .expect<float>({2, 3}, {1, 1, 1, 1, 1, 1});
  OpTest("Clip", 13)
      .input<std::int64_t>({2}, {1, 5})
      .input<std::int64_t>({}, {4})
      .input<std::int64_t>({}, {2})
      .expect<std::int64_t>({2}, {2, 2});
}

TEST(Clip, Integers) {
  OpTest("Clip", 13)
      .input<std::int8_t>({5}, {-128, -3, 0, 5, 127})
      .input<std::int8_t>({}, {-2})
      .input<std::int8_t>({}, {4})
      .expect<std::int8_t>({5}, {-2, -2, 0, 4, 4});
  OpTest("Clip", 13)
      .input<std::int8_t>({5}, {-128, -3, 0, 5, 127})
      .expect<std::int8_t>({5}, {-128, -3, 0, 5, 127});
  OpTest("Clip", 13)
      .input<std::int16_t>({5}, {-32768, -3, 0, 5, 32767})
      .input<std::int16_t>({}, {-2})
      .input<std::int16_t>({}, {4})
      .expect<std::int16_t>({5}, {-2, -2, 0, 4, 4});
  OpTest("Clip", 13)
      .input<std::int16_t>({5}, {-32768, -3, 0, 5, 32767})
      .expect<std::int16_t>({5}, {-32768, -3, 0, 5, 32767});
  OpTest("Clip", 13)
      .input<std::int32_t>({5}, {INT32_MIN, -3, 0, 5, INT32_MAX})
      .input<std::int32_t>({}, {-2})
      .input<std::int32_t>({}, {4})
      .expect<std::int32_t>({5}, {-2, -2, 0, 4, 4});
  OpTest("Clip", 13)
      .input<std::int32_t>({5}, {INT32_MIN, -3, 0, 5, INT32_MAX})
      .expect<std::int32_t>({5}, {INT32_MIN, -3, 0, 5, INT32_MAX});
  OpTest("Clip", 13)
      .input<std::int64_t>({5}, {INT64_MIN, -3, 0, 5, INT64_MAX})
      .input<std::int64_t>({}, {-2})
      .input<std::int64_t>({}, {4})
      .expect<std::int64_t>({5}, {-2, -2, 0, 4, 4});
  OpTest("Clip", 13)
      .input<std::int64_t>({5}, {INT64_MIN, -3, 0, 5, INT64_MAX})
      .expect<std::int64_t>({5}, {INT64_MIN, -3, 0, 5, INT64_MAX});
  OpTest("Clip", 13)
      .input<std::uint8_t>({4}, {0, 3, 5, 255})
      .input<std::uint8_t>({}, {1})
      .input<std::uint8_t>({}, {4})
      .expect<std::uint8_t>({4}, {1, 3, 4, 4});
  OpTest("Clip", 13)
      .input<std::uint8_t>({4}, {0, 3, 5, 255})
      .input<std::uint8_t>({}, {2})
      .expect<std::uint8_t>({4}, {2, 3, 5, 255});
  OpTest("Clip", 13)
      .input<std::uint16_t>({4}, {0, 3, 5, 65535})
      .input<std::uint16_t>({}, {1})
      .input<std::uint16_t>({}, {4})
      .expect<std::uint16_t>({4}, {1, 3, 4, 4});
  OpTest("Clip", 13)
      .input<std::uint16_t>({4}, {0, 3, 5, 65535})
      .input<std::uint16_t>({}, {2})
      .expect<std::uint16_t>({4}, {2, 3, 5, 65535});
  OpTest("Clip", 13)
      .input<std::uint32_t>({4}, {0, 3, 5, UINT32_MAX})
      .input<std::uint32_t>({}, {1})
      .input<std::uint32_t>({}, {4})
      .expect<std::uint32_t>({4}, {1, 3, 4, 4});
  OpTest("Clip", 13)
      .input<std::uint32_t>({4}, {0, 3, 5, UINT32_MAX})
      .input<std::uint32_t>({}, {2})
      .expect<std::uint32_t>({4}, {2, 3, 5, UINT32_MAX});
  OpTest("Clip", 13)
      .input<std::uint64_t>({4}, {0, 3, 5, UINT64_MAX})
      .input<std::uint64_t>({}, {1})
      .input<std::uint64_t>({}, {4})
      .expect<std::uint64_t>({4}, {1, 3, 4, 4});
  OpTest("Clip", 13)
      .input<std::uint64_t>({4}, {0, 3, 5, UINT64_MAX})
      .input<std::uint64_t>({}, {2})
      .expect<std::uint64_t>({4}, {2, 3, 5, UINT64_MAX});
  OpTest("Clip", 13)
      .input<std::int64_t>({2}, {4611686018427387905, -5})
      .input<std::int64_t>({}, {0})
      .input<std::int64_t>({}, {4611686018427387907})
      .expect<std::int64_t>({2}, {4611686018427387905, 0});
}

// A missing bound is the last number of the type.
TEST(Clip, SpecialValues) {
  OpTest("Clip", 13)
      .input<float>({3}, {NAN, INFINITY, -INFINITY})
      .input<float>({}, {-1})
      .input<float>({}, {2})
      .expect<float>({3}, {NAN, 2, -1});
  OpTest("Clip", 13)
      .input<float>({2}, {INFINITY, -INFINITY})
      .expect<float>({2}, {3.4028235e38f, -3.4028235e38f});
  OpTest("Clip", 13)
      .input<Float16>({2}, to_float16({INFINITY, -INFINITY}))
      .expect<Float16>({2}, to_float16({65504, -65504}));
}

TEST(Clip, BoundsAreAttributesBeforeVersion11) {
  OpTest("Clip", 6)
      .attribute("min", -1.0f)
      .attribute("max", 2.0f)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .expect<float>({2, 3}, {-1, -1, 0, 0.5f, 2, 2});
  OpTest("Clip", 6)
      .attribute("min", 0.0f)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .expect<float>({2, 3}, {0, 0, 0, 0.5f, 2, 9});
  OpTest("Clip", 1)
      .attribute("max", 0.5f)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .expect<float>({2, 3}, {-5, -1, 0, 0.5f, 0.5f, 0.5f});
}

TEST(Clip, EmptyTensors) {
  OpTest("Clip", 13).input<float>({0, 2}, {}).input<float>({}, {0}).expect<float>({0, 2}, {});
}

TEST(Clip, Errors) {
  OpTest("Clip", 13)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .input<float>({2}, {1, 2})
      .expect_error("input 1 ('min') has shape [2], expected a scalar");
  OpTest("Clip", 13)
      .input<float>({2, 3}, {-5, -1, 0, 0.5f, 2, 9})
      .input<double>({}, {1})
      .expect_error("is a tensor of double, expected float");
}

}  // namespace
}  // namespace sardonyx
