#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

template <class T>
OpTest range(T start, T limit, T delta, int opset = 11) {
  return OpTest("Range", opset)
      .template input<T>({}, {start})
      .template input<T>({}, {limit})
      .template input<T>({}, {delta});
}

TEST(Range, Integers) {
  range<std::int64_t>(3, 9, 3).expect<std::int64_t>({2}, {3, 6});
  range<std::int64_t>(10, 4, -2).expect<std::int64_t>({3}, {10, 8, 6});
  range<std::int32_t>(0, 5, 2).expect<std::int32_t>({3}, {0, 2, 4});
  range<std::int16_t>(-2, 2, 1).expect<std::int16_t>({4}, {-2, -1, 0, 1});
  std::vector<std::int64_t> many;
  for (std::int64_t i = 0; i < 3000; ++i) {
    many.push_back(i);
  }
  range<std::int64_t>(0, 3000, 1).expect<std::int64_t>({3000}, many);
}

TEST(Range, Empty) {
  range<std::int64_t>(5, 5, 1).expect<std::int64_t>({0}, {});
  range<std::int64_t>(5, 9, -1).expect<std::int64_t>({0}, {});
  range<float>(5, 4, 1).expect<float>({0}, {});
}

TEST(Range, Floats) {
  range<float>(1, 2, 0.25f).expect<float>({4}, {1, 1.25f, 1.5f, 1.75f});
  range<float>(10, 6, -3).expect<float>({2}, {10, 7});
  range<double>(0, 1, 0.3).expect<double>({4}, {0, 0.3, 0.6, 3 * 0.3});
}

// In steps of float16 the sum would stop at 2048, where 2048 + 1 rounds to 2048.
TEST(Range, HalvesAreComputedInFloat) {
  const auto half = [](float value) { return to_float16(value); };
  const auto brain = [](float value) { return to_bfloat16(value); };
  range<Float16>(half(2046), half(2052), half(1), 27)
      .expect<Float16>({6}, to_float16({2046, 2047, 2048, 2049, 2050, 2051}));
  range<BFloat16>(brain(254), brain(260), brain(1), 27)
      .expect<BFloat16>({6}, to_bfloat16({254, 255, 256, 257, 258, 259}));
}

TEST(Range, InputsOfOneElement) {
  OpTest("Range", 11)
      .input<std::int64_t>({1}, {0})
      .input<std::int64_t>({1}, {2})
      .input<std::int64_t>({1}, {1})
      .expect<std::int64_t>({2}, {0, 1});
}

TEST(Range, Errors) {
  range<std::int64_t>(0, 5, 0).expect_error("input 2 ('delta') is 0");
  range<float>(0, 5, 0).expect_error("does not end");
  range<float>(0, INFINITY, 1).expect_error("does not end");
  range<float>(0, NAN, 1).expect_error("does not end");
  range<std::int64_t>(INT64_MIN, INT64_MAX, 1).expect_error("too many elements");
  OpTest("Range", 11)
      .input<std::int64_t>({2}, {0, 0})
      .input<std::int64_t>({}, {2})
      .input<std::int64_t>({}, {1})
      .expect_error("input 0 has shape");
}

}  // namespace
}  // namespace sardonyx
