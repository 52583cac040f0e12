#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Relu, Floats) {
  OpTest("Relu", 14)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {0, 0, 0, 0, 0.1f, 0.75f, 2, 10});
  OpTest("Relu", 14)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4}, {0, 0, 0, 0, 0.10000000149011612, 0.75, 2, 10});
  OpTest("Relu", 14)
      .input<Float16>({4}, to_float16({-3, -1.5f, -0.25f, 0}))
      .expect<Float16>({4}, to_float16({0, 0, 0, 0}));
  OpTest("Relu", 14)
      .input<BFloat16>({4}, to_bfloat16({-3, -1.5f, -0.25f, 0}))
      .expect<BFloat16>({4}, to_bfloat16({0, 0, 0, 0}));
}

TEST(Relu, SpecialValues) {
  OpTest("Relu", 14)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, 0, 0});
  OpTest("Relu", 14)
      .input<double>({4}, {NAN, INFINITY, -INFINITY, -0.0})
      .expect<double>({4}, {NAN, INFINITY, 0, 0});
  OpTest("Relu", 14)
      .input<Float16>({5}, to_float16({NAN, -NAN, INFINITY, -INFINITY, -0.0f}))
      .expect<Float16>({5}, to_float16({NAN, NAN, INFINITY, 0, 0}));
  OpTest("Relu", 14)
      .input<BFloat16>({5}, to_bfloat16({NAN, -NAN, INFINITY, -INFINITY, -0.0f}))
      .expect<BFloat16>({5}, to_bfloat16({NAN, NAN, INFINITY, 0, 0}));
}

// Every bit pattern, against the conversion to float.
TEST(Relu, EveryHalf) {
  std::vector<Float16> x;
  std::vector<Float16> y;
  std::vector<BFloat16> x_upper;
  std::vector<BFloat16> y_upper;
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    x.push_back({half});
    y.push_back(to_float(x.back()) <= 0 ? Float16{} : x.back());
    x_upper.push_back({half});
    y_upper.push_back(to_float(x_upper.back()) <= 0 ? BFloat16{} : x_upper.back());
  }
  OpTest("Relu", 14).input<Float16>({0x10000}, x).expect<Float16>({0x10000}, y);
  OpTest("Relu", 14).input<BFloat16>({0x10000}, x_upper).expect<BFloat16>({0x10000}, y_upper);
}

TEST(Relu, Integers) {
  OpTest("Relu", 14)
      .input<std::int8_t>({5}, {-128, -5, 0, 7, 127})
      .expect<std::int8_t>({5}, {0, 0, 0, 7, 127});
  OpTest("Relu", 14)
      .input<std::int16_t>({5}, {-32768, -5, 0, 7, 32767})
      .expect<std::int16_t>({5}, {0, 0, 0, 7, 32767});
  OpTest("Relu", 14)
      .input<std::int32_t>({5}, {INT32_MIN, -5, 0, 7, INT32_MAX})
      .expect<std::int32_t>({5}, {0, 0, 0, 7, INT32_MAX});
  OpTest("Relu", 14)
      .input<std::int64_t>({5}, {INT64_MIN, -5, 0, 7, INT64_MAX})
      .expect<std::int64_t>({5}, {0, 0, 0, 7, INT64_MAX});
}

TEST(Relu, EmptyTensors) {
  OpTest("Relu", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Relu, OtherTypes) {
  OpTest("Relu", 14).input<bool>({1}, {true}).expect_error("expected a tensor of");
}

}  // namespace
}  // namespace sardonyx
