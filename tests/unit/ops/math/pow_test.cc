#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Pow, Floats) {
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({2, 3}, {4, 5, 6, -1, 0.5f, -2})
      .expect<float>({2, 3}, {1, 32, 729, 0.25f, 2.236068f, 4}, {2e-7});
  OpTest("Pow", 15)
      .input<double>({2, 3}, {1, 2, 3, 4, 5, 0.5})
      .input<double>({2, 3}, {1, 2, 3, 4, 5, 0.5})
      .expect<double>({2, 3}, {1, 4, 27, 256, 3125, 0.7071067811865476}, {1e-15});
  OpTest("Pow", 15)
      .input<Float16>({2, 3}, to_float16({1, 2, 3, 4, 5, 0.5f}))
      .input<Float16>({3}, to_float16({2, 3, 1}))
      .expect<Float16>({2, 3}, to_float16({1, 8, 3, 16, 125, 0.5f}));
}

TEST(Pow, OneExponentForAll) {
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({}, {2})
      .expect<float>({2, 3}, {1, 4, 9, 16, 25, 0.25f}, {2e-7});
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({}, {3})
      .expect<float>({2, 3}, {1, 8, 27, 64, 125, 0.125f}, {2e-7});
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({}, {1})
      .expect<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f}, {2e-7});
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({}, {-1})
      .expect<float>({2, 3}, {1, 0.5f, 0.33333334f, 0.25f, 0.2f, 2}, {2e-7});
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({}, {0})
      .expect<float>({2, 3}, {1, 1, 1, 1, 1, 1}, {2e-7});
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({}, {0.5f})
      .expect<float>({2, 3}, {1, 1.4142135f, 1.7320508f, 2, 2.236068f, 0.70710677f}, {2e-7});
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({}, {-2})
      .expect<float>({2, 3}, {1, 0.25f, 0.11111111f, 0.0625f, 0.04f, 4}, {2e-7});
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({}, {1.5f})
      .expect<float>({2, 3}, {1, 2.828427f, 5.1961527f, 8, 11.18034f, 0.35355338f}, {2e-7});
}

TEST(Pow, OneBaseForAll) {
  OpTest("Pow", 15)
      .input<float>({}, {2})
      .input<float>(
          {73}, {-0.75f, -0.5f, -0.25f, 0,  0.25f,  0.5f,  0.75f,  1,  1.25f,  1.5f,  1.75f,  2,
                 2.25f,  2.5f,  2.75f,  3,  3.25f,  3.5f,  3.75f,  4,  4.25f,  4.5f,  4.75f,  5,
                 5.25f,  5.5f,  5.75f,  6,  6.25f,  6.5f,  6.75f,  7,  7.25f,  7.5f,  7.75f,  8,
                 8.25f,  8.5f,  8.75f,  9,  9.25f,  9.5f,  9.75f,  10, 10.25f, 10.5f, 10.75f, 11,
                 11.25f, 11.5f, 11.75f, 12, 12.25f, 12.5f, 12.75f, 13, 13.25f, 13.5f, 13.75f, 14,
                 14.25f, 14.5f, 14.75f, 15, 15.25f, 15.5f, 15.75f, 16, 16.25f, 16.5f, 16.75f, 17,
                 17.25f})
      .expect<float>(
          {73},
          {0.59460354f, 0.70710677f, 0.8408964f, 1,     1.1892071f, 1.4142135f, 1.6817929f, 2,
           2.3784142f,  2.828427f,   3.3635857f, 4,     4.7568283f, 5.656854f,  6.7271714f, 8,
           9.513657f,   11.313708f,  13.454343f, 16,    19.027313f, 22.627417f, 26.908686f, 32,
           38.054626f,  45.254833f,  53.81737f,  64,    76.10925f,  90.50967f,  107.63474f, 128,
           152.2185f,   181.01933f,  215.26949f, 256,   304.437f,   362.03867f, 430.53897f, 512,
           608.874f,    724.07733f,  861.07794f, 1024,  1217.748f,  1448.1547f, 1722.1559f, 2048,
           2435.496f,   2896.3093f,  3444.3118f, 4096,  4870.992f,  5792.6187f, 6888.6235f, 8192,
           9741.984f,   11585.237f,  13777.247f, 16384, 19483.969f, 23170.475f, 27554.494f, 32768,
           38967.938f,  46340.95f,   55108.99f,  65536, 77935.875f, 92681.9f,   110217.98f, 131072,
           155871.75f},
          {2e-7});
}

TEST(Pow, Broadcasts) {
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({2, 1}, {2, 3})
      .expect<float>({2, 3}, {1, 4, 9, 64, 125, 0.125f}, {2e-7});
  OpTest("Pow", 15)
      .input<float>({2, 1}, {1, 4})
      .input<float>({3}, {1, 2, 3})
      .expect<float>({2, 3}, {1, 1, 1, 4, 16, 64}, {2e-7});
}

TEST(Pow, SpecialValues) {
  OpTest("Pow", 15)
      .input<float>({12}, {0, -0.0f, 0, INFINITY, -INFINITY, -2, -2, -8, NAN, 1, 2, -1})
      .input<float>({12}, {0, -1, -2, -1, 3, 3, 2, 0.33333334f, 0, NAN, NAN, INFINITY})
      .expect<float>({12}, {1, -INFINITY, INFINITY, 0, -INFINITY, -8, 4, NAN, 1, 1, NAN, 1});
}

TEST(Pow, MixedTypes) {
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<std::int8_t>({4}, {4, 5, 3, 2})
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<std::uint8_t>({4}, {4, 5, 3, 2})
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<std::int32_t>({4}, {4, 5, 3, 2})
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<std::uint32_t>({4}, {4, 5, 3, 2})
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<std::int64_t>({4}, {4, 5, 3, 2})
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<std::uint64_t>({4}, {4, 5, 3, 2})
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<float>({4}, {4, 5, 3, 2})
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<double>({4}, {4, 5, 3, 2})
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int32_t>({4}, {1, 2, 3, -4})
      .input<Float16>({4}, to_float16({4, 5, 3, 2}))
      .expect<std::int32_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<std::int8_t>({4}, {4, 5, 3, 2})
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<std::uint8_t>({4}, {4, 5, 3, 2})
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<std::int32_t>({4}, {4, 5, 3, 2})
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<std::uint32_t>({4}, {4, 5, 3, 2})
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<std::int64_t>({4}, {4, 5, 3, 2})
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<std::uint64_t>({4}, {4, 5, 3, 2})
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<float>({4}, {4, 5, 3, 2})
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<double>({4}, {4, 5, 3, 2})
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<std::int64_t>({4}, {1, 2, 3, -4})
      .input<Float16>({4}, to_float16({4, 5, 3, 2}))
      .expect<std::int64_t>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<std::int8_t>({4}, {4, 5, 3, 2})
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<std::uint8_t>({4}, {4, 5, 3, 2})
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<std::int32_t>({4}, {4, 5, 3, 2})
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<std::uint32_t>({4}, {4, 5, 3, 2})
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<std::int64_t>({4}, {4, 5, 3, 2})
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<std::uint64_t>({4}, {4, 5, 3, 2})
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<float>({4}, {4, 5, 3, 2})
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<double>({4}, {4, 5, 3, 2})
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<float>({4}, {1, 2, 3, -4})
      .input<Float16>({4}, to_float16({4, 5, 3, 2}))
      .expect<float>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<std::int8_t>({4}, {4, 5, 3, 2})
      .expect<double>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<std::uint8_t>({4}, {4, 5, 3, 2})
      .expect<double>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<std::int32_t>({4}, {4, 5, 3, 2})
      .expect<double>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<std::uint32_t>({4}, {4, 5, 3, 2})
      .expect<double>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<std::int64_t>({4}, {4, 5, 3, 2})
      .expect<double>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<std::uint64_t>({4}, {4, 5, 3, 2})
      .expect<double>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<float>({4}, {4, 5, 3, 2})
      .expect<double>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<double>({4}, {4, 5, 3, 2})
      .expect<double>({4}, {1, 32, 27, 16});
  OpTest("Pow", 15)
      .input<double>({4}, {1, 2, 3, -4})
      .input<Float16>({4}, to_float16({4, 5, 3, 2}))
      .expect<double>({4}, {1, 32, 27, 16});
}

// Negative exponents round towards zero; products wrap around.
TEST(Pow, Integers) {
  OpTest("Pow", 15)
      .input<std::int32_t>({7}, {2, -1, -1, 1, 3, 0, 7})
      .input<std::int32_t>({7}, {-1, -1, -2, -5, -2, 0, 0})
      .expect<std::int32_t>({7}, {0, -1, 1, 1, 0, 1, 1});
  OpTest("Pow", 15)
      .input<std::int64_t>({2}, {3037000499, 3})
      .input<std::int64_t>({2}, {2, 39})
      .expect<std::int64_t>({2}, {9223372030926249001, 4052555153018976267});
  OpTest("Pow", 15)
      .input<std::int32_t>({2}, {3, 2})
      .input<float>({2}, {0.5f, 0.5f})
      .expect<std::int32_t>({2}, {1, 1});
}

TEST(Pow, EmptyTensors) {
  OpTest("Pow", 15).input<float>({0, 2}, {}).input<float>({}, {2}).expect<float>({0, 2}, {});
}

TEST(Pow, LegacyAxis) {
  OpTest("Pow", 1)
      .attribute("broadcast", 1)
      .attribute("axis", 0)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({2}, {2, 3})
      .expect<float>({2, 3}, {1, 4, 9, 64, 125, 0.125f}, {2e-7});
}

TEST(Pow, Errors) {
  OpTest("Pow", 15)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 0.5f})
      .input<float>({2}, {1, 2})
      .expect_error("do not broadcast");
  OpTest("Pow", 15).input<std::uint8_t>({1}, {1}).input<std::uint8_t>({1}, {1}).expect_error(
      "expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
