#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Shrink, DefaultAttributes) {
  OpTest("Shrink", 9)
      .input<float>({9}, {-2, -1.5f, -1, -0.5f, 0, 0.5f, 1, 1.5f, 2})
      .expect<float>({9}, {-2, -1.5f, -1, 0, 0, 0, 1, 1.5f, 2});
}

TEST(Shrink, Attributes) {
  OpTest("Shrink", 9)
      .attribute("lambd", 1.5f)
      .attribute("bias", 1.5f)
      .input<float>({9}, {-2, -1.5f, -1, -0.5f, 0, 0.5f, 1, 1.5f, 2})
      .expect<float>({9}, {-0.5f, 0, 0, 0, 0, 0, 0, 0, 0.5f});
  OpTest("Shrink", 9)
      .attribute("lambd", 1.0f)
      .attribute("bias", 0.25f)
      .input<double>({9}, {-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2})
      .expect<double>({9}, {-1.75, -1.25, 0, 0, 0, 0, 0, 1.25, 1.75});
  OpTest("Shrink", 9)
      .attribute("lambd", 1.0f)
      .attribute("bias", 0.25f)
      .input<Float16>({9}, to_float16({-2, -1.5f, -1, -0.5f, 0, 0.5f, 1, 1.5f, 2}))
      .expect<Float16>({9}, to_float16({-1.75f, -1.25f, 0, 0, 0, 0, 0, 1.25f, 1.75f}));
}

TEST(Shrink, Integers) {
  OpTest("Shrink", 9)
      .attribute("lambd", 2.0f)
      .attribute("bias", 1.0f)
      .input<std::int8_t>({6}, {-5, -2, 0, 2, 3, 100})
      .expect<std::int8_t>({6}, {-4, 0, 0, 0, 2, 99});
  OpTest("Shrink", 9)
      .attribute("lambd", 2.0f)
      .attribute("bias", 1.0f)
      .input<std::int16_t>({6}, {-5, -2, 0, 2, 3, 100})
      .expect<std::int16_t>({6}, {-4, 0, 0, 0, 2, 99});
  OpTest("Shrink", 9)
      .attribute("lambd", 2.0f)
      .attribute("bias", 1.0f)
      .input<std::int32_t>({6}, {-5, -2, 0, 2, 3, 100})
      .expect<std::int32_t>({6}, {-4, 0, 0, 0, 2, 99});
  OpTest("Shrink", 9)
      .attribute("lambd", 2.0f)
      .attribute("bias", 1.0f)
      .input<std::int64_t>({6}, {-5, -2, 0, 2, 3, 100})
      .expect<std::int64_t>({6}, {-4, 0, 0, 0, 2, 99});
  OpTest("Shrink", 9)
      .attribute("lambd", 2.0f)
      .attribute("bias", 1.0f)
      .input<std::uint8_t>({4}, {0, 2, 3, 100})
      .expect<std::uint8_t>({4}, {0, 0, 2, 99});
  OpTest("Shrink", 9)
      .attribute("lambd", 2.0f)
      .attribute("bias", 1.0f)
      .input<std::uint16_t>({4}, {0, 2, 3, 100})
      .expect<std::uint16_t>({4}, {0, 0, 2, 99});
  OpTest("Shrink", 9)
      .attribute("lambd", 2.0f)
      .attribute("bias", 1.0f)
      .input<std::uint32_t>({4}, {0, 2, 3, 100})
      .expect<std::uint32_t>({4}, {0, 0, 2, 99});
  OpTest("Shrink", 9)
      .attribute("lambd", 2.0f)
      .attribute("bias", 1.0f)
      .input<std::uint64_t>({4}, {0, 2, 3, 100})
      .expect<std::uint64_t>({4}, {0, 0, 2, 99});
}

TEST(Shrink, SpecialValues) {
  OpTest("Shrink", 9)
      .input<float>({3}, {NAN, INFINITY, -INFINITY})
      .expect<float>({3}, {0, INFINITY, -INFINITY});
}

TEST(Shrink, IntegersAtTheirEnds) {
  OpTest("Shrink", 9)
      .attribute("bias", 1e30f)
      .input<std::int32_t>({3}, {7, -7, 0})
      .expect<std::int32_t>({3}, {INT32_MIN, INT32_MAX, 0});
}

TEST(Shrink, EmptyTensors) {
  OpTest("Shrink", 9).input<float>({0, 2}, {}).expect<float>({0, 2}, {});
}

TEST(Shrink, OtherTypes) {
  OpTest("Shrink", 9).input<bool>({1}, {true}).expect_error("expected a tensor of");
}

}  // namespace
}  // namespace sardonyx
