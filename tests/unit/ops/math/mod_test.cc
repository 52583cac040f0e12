#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Mod, FmodOfFloats) {
  OpTest("Mod", 13)
      .attribute("fmod", 1)
      .input<float>({6}, {-4.3f, 7.2f, 5, 4.3f, -7.2f, 8})
      .input<float>({6}, {2.1f, -3.4f, 8, -2.1f, 3.4f, 5})
      .expect<float>({6}, {-0.10000038f, 0.39999962f, 5, 0.10000038f, -0.39999962f, 3}, {1e-6});
  OpTest("Mod", 13)
      .attribute("fmod", 1)
      .input<double>(
          {6}, {-4.300000190734863, 7.199999809265137, 5, 4.300000190734863, -7.199999809265137, 8})
      .input<double>({6}, {2.0999999046325684, -3.4000000953674316, 8, -2.0999999046325684,
                           3.4000000953674316, 5})
      .expect<double>({6}, {-0.10000038146972656, 0.39999961853027344, 5, 0.10000038146972656,
                            -0.39999961853027344, 3});
  OpTest("Mod", 13)
      .attribute("fmod", 1)
      .input<Float16>({6}, to_float16({-4.3007812f, 7.1992188f, 5, 4.3007812f, -7.1992188f, 8}))
      .input<Float16>({6}, to_float16({2.0996094f, -3.4003906f, 8, -2.0996094f, 3.4003906f, 5}))
      .expect<Float16>({6}, to_float16({-0.1015625f, 0.3984375f, 5, 0.1015625f, -0.3984375f, 3}));
}

TEST(Mod, FloorOfFloats) {
  OpTest("Mod", 28)
      .input<float>({6}, {-4.3f, 7.2f, 5, 4.3f, -7.2f, 8})
      .input<float>({6}, {2.1f, -3.4f, 8, -2.1f, 3.4f, 5})
      .expect<float>({6}, {1.9999995f, -3.0000005f, 5, -1.9999995f, 3.0000005f, 3}, {1e-6});
  OpTest("Mod", 28)
      .input<double>(
          {6}, {-4.300000190734863, 7.199999809265137, 5, 4.300000190734863, -7.199999809265137, 8})
      .input<double>({6}, {2.0999999046325684, -3.4000000953674316, 8, -2.0999999046325684,
                           3.4000000953674316, 5})
      .expect<double>({6}, {1.9999995231628418, -3.000000476837158, 5, -1.9999995231628418,
                            3.000000476837158, 3});
}

TEST(Mod, SpecialValues) {
  OpTest("Mod", 28)
      .input<float>({11}, {0, -0.0f, INFINITY, -INFINITY, 1, -1, 1, -1, NAN, 1, 1})
      .input<float>({11}, {-2, 2, 1, 1, 0, -0.0f, INFINITY, INFINITY, 1, NAN, -INFINITY})
      .expect<float>({11}, {-0.0f, 0, NAN, NAN, NAN, NAN, 1, INFINITY, NAN, NAN, -INFINITY});
  OpTest("Mod", 28)
      .attribute("fmod", 1)
      .input<float>({11}, {0, -0.0f, INFINITY, -INFINITY, 1, -1, 1, -1, NAN, 1, 1})
      .input<float>({11}, {-2, 2, 1, 1, 0, -0.0f, INFINITY, INFINITY, 1, NAN, -INFINITY})
      .expect<float>({11}, {0, -0.0f, NAN, NAN, NAN, NAN, 1, -1, NAN, NAN, 1});
}

TEST(Mod, Integers) {
  OpTest("Mod", 13)
      .input<std::int8_t>({7}, {-4, 7, 5, 4, -7, 8, -128})
      .input<std::int8_t>({7}, {2, -3, 8, -2, 3, 5, -1})
      .expect<std::int8_t>({7}, {0, -2, 5, 0, 2, 3, 0});
  OpTest("Mod", 13)
      .attribute("fmod", 1)
      .input<std::int8_t>({7}, {-4, 7, 5, 4, -7, 8, -128})
      .input<std::int8_t>({7}, {2, -3, 8, -2, 3, 5, -1})
      .expect<std::int8_t>({7}, {0, 1, 5, 0, -1, 3, 0});
  OpTest("Mod", 13)
      .input<std::int16_t>({7}, {-4, 7, 5, 4, -7, 8, -32768})
      .input<std::int16_t>({7}, {2, -3, 8, -2, 3, 5, -1})
      .expect<std::int16_t>({7}, {0, -2, 5, 0, 2, 3, 0});
  OpTest("Mod", 13)
      .attribute("fmod", 1)
      .input<std::int16_t>({7}, {-4, 7, 5, 4, -7, 8, -32768})
      .input<std::int16_t>({7}, {2, -3, 8, -2, 3, 5, -1})
      .expect<std::int16_t>({7}, {0, 1, 5, 0, -1, 3, 0});
  OpTest("Mod", 13)
      .input<std::int32_t>({7}, {-4, 7, 5, 4, -7, 8, INT32_MIN})
      .input<std::int32_t>({7}, {2, -3, 8, -2, 3, 5, -1})
      .expect<std::int32_t>({7}, {0, -2, 5, 0, 2, 3, 0});
  OpTest("Mod", 13)
      .attribute("fmod", 1)
      .input<std::int32_t>({7}, {-4, 7, 5, 4, -7, 8, INT32_MIN})
      .input<std::int32_t>({7}, {2, -3, 8, -2, 3, 5, -1})
      .expect<std::int32_t>({7}, {0, 1, 5, 0, -1, 3, 0});
  OpTest("Mod", 13)
      .input<std::int64_t>({7}, {-4, 7, 5, 4, -7, 8, INT64_MIN})
      .input<std::int64_t>({7}, {2, -3, 8, -2, 3, 5, -1})
      .expect<std::int64_t>({7}, {0, -2, 5, 0, 2, 3, 0});
  OpTest("Mod", 13)
      .attribute("fmod", 1)
      .input<std::int64_t>({7}, {-4, 7, 5, 4, -7, 8, INT64_MIN})
      .input<std::int64_t>({7}, {2, -3, 8, -2, 3, 5, -1})
      .expect<std::int64_t>({7}, {0, 1, 5, 0, -1, 3, 0});
  OpTest("Mod", 13)
      .input<std::uint8_t>({4}, {4, 7, 5, 255})
      .input<std::uint8_t>({4}, {2, 3, 8, 10})
      .expect<std::uint8_t>({4}, {0, 1, 5, 5});
  OpTest("Mod", 13)
      .input<std::uint16_t>({4}, {4, 7, 5, 65535})
      .input<std::uint16_t>({4}, {2, 3, 8, 10})
      .expect<std::uint16_t>({4}, {0, 1, 5, 5});
  OpTest("Mod", 13)
      .input<std::uint32_t>({4}, {4, 7, 5, UINT32_MAX})
      .input<std::uint32_t>({4}, {2, 3, 8, 10})
      .expect<std::uint32_t>({4}, {0, 1, 5, 5});
  OpTest("Mod", 13)
      .input<std::uint64_t>({4}, {4, 7, 5, UINT64_MAX})
      .input<std::uint64_t>({4}, {2, 3, 8, 10})
      .expect<std::uint64_t>({4}, {0, 1, 5, 5});
}

TEST(Mod, ZeroDivisorDoesNotTrap) {
  OpTest("Mod", 13)
      .input<std::int32_t>({1}, {5})
      .input<std::int32_t>({1}, {0})
      .expect<std::int32_t>({1}, {0});
  OpTest("Mod", 13)
      .attribute("fmod", 1)
      .input<std::int64_t>({1}, {5})
      .input<std::int64_t>({1}, {0})
      .expect<std::int64_t>({1}, {0});
}

TEST(Mod, Broadcasts) {
  OpTest("Mod", 13)
      .input<std::int32_t>({2, 3}, {0, 1, 2, 3, 4, 5})
      .input<std::int32_t>({1}, {7})
      .expect<std::int32_t>({2, 3}, {0, 1, 2, 3, 4, 5});
  OpTest("Mod", 10)
      .input<std::int64_t>({2, 1}, {10, 11})
      .input<std::int64_t>({2}, {3, 4})
      .expect<std::int64_t>({2, 2}, {1, 2, 2, 3});
}

TEST(Mod, EmptyTensors) {
  OpTest("Mod", 13)
      .input<std::int32_t>({0, 2}, {})
      .input<std::int32_t>({2}, {1, 2})
      .expect<std::int32_t>({0, 2}, {});
}

TEST(Mod, Errors) {
  OpTest("Mod", 13)
      .input<std::int32_t>({3}, {1, 2, 3})
      .input<std::int32_t>({2}, {1, 2})
      .expect_error("do not broadcast");
}

}  // namespace
}  // namespace sardonyx
