#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(PRelu, OneSlope) {
  OpTest("PRelu", 16)
      .input<float>({2, 3, 2}, {-1, 2, -3, 4, 5, -6, -7, -8, 9, 10, -11, 12})
      .input<float>({1}, {0.25f})
      .expect<float>({2, 3, 2}, {-0.25f, 2, -0.75f, 4, 5, -1.5f, -1.75f, -2, 9, 10, -2.75f, 12});
  OpTest("PRelu", 16)
      .input<float>({2, 3, 2}, {-1, 2, -3, 4, 5, -6, -7, -8, 9, 10, -11, 12})
      .input<float>({}, {0.25f})
      .expect<float>({2, 3, 2}, {-0.25f, 2, -0.75f, 4, 5, -1.5f, -1.75f, -2, 9, 10, -2.75f, 12});
}

TEST(PRelu, SlopePerChannel) {
  OpTest("PRelu", 16)
      .input<float>({2, 3, 2}, {-1, 2, -3, 4, 5, -6, -7, -8, 9, 10, -11, 12})
      .input<float>({3, 1}, {0.5f, 0.25f, 2})
      .expect<float>({2, 3, 2}, {-0.5f, 2, -0.75f, 4, 5, -12, -3.5f, -4, 9, 10, -22, 12});
  OpTest("PRelu", 16)
      .input<double>({2, 3, 2}, {-1, 2, -3, 4, 5, -6, -7, -8, 9, 10, -11, 12})
      .input<double>({3, 1}, {0.5, 0.25, 2})
      .expect<double>({2, 3, 2}, {-0.5, 2, -0.75, 4, 5, -12, -3.5, -4, 9, 10, -22, 12});
  OpTest("PRelu", 16)
      .input<Float16>({2, 3, 2}, to_float16({-1, 2, -3, 4, 5, -6, -7, -8, 9, 10, -11, 12}))
      .input<Float16>({3, 1}, to_float16({0.5f, 0.25f, 2}))
      .expect<Float16>({2, 3, 2},
                       to_float16({-0.5f, 2, -0.75f, 4, 5, -12, -3.5f, -4, 9, 10, -22, 12}));
}

TEST(PRelu, SlopePerElement) {
  OpTest("PRelu", 16)
      .input<float>({2, 3, 2}, {-1, 2, -3, 4, 5, -6, -7, -8, 9, 10, -11, 12})
      .input<float>({2, 3, 2}, {-0.5f, 1, -1.5f, 2, 2.5f, -3, -3.5f, -4, 4.5f, 5, -5.5f, 6})
      .expect<float>({2, 3, 2}, {0.5f, 2, 4.5f, 4, 5, 18, 24.5f, 32, 9, 10, 60.5f, 12});
}

TEST(PRelu, BeforeVersion7SlopesBelongToAxis1) {
  OpTest("PRelu", 6)
      .input<float>({2, 3, 2}, {-1, 2, -3, 4, 5, -6, -7, -8, 9, 10, -11, 12})
      .input<float>({3}, {0.5f, 0.25f, 2})
      .expect<float>({2, 3, 2}, {-0.5f, 2, -0.75f, 4, 5, -12, -3.5f, -4, 9, 10, -22, 12});
  OpTest("PRelu", 1)
      .input<float>({2, 3, 2}, {-1, 2, -3, 4, 5, -6, -7, -8, 9, 10, -11, 12})
      .input<float>({1}, {0.25f})
      .expect<float>({2, 3, 2}, {-0.25f, 2, -0.75f, 4, 5, -1.5f, -1.75f, -2, 9, 10, -2.75f, 12});
}

TEST(PRelu, Integers) {
  OpTest("PRelu", 16)
      .input<std::int32_t>({3}, {-3, 4, -5})
      .input<std::int32_t>({3}, {2, 2, -3})
      .expect<std::int32_t>({3}, {-6, 4, 15});
  OpTest("PRelu", 16)
      .input<std::int64_t>({3}, {-3, 4, -5})
      .input<std::int64_t>({3}, {2, 2, -3})
      .expect<std::int64_t>({3}, {-6, 4, 15});
  OpTest("PRelu", 16)
      .input<std::uint32_t>({2}, {3, 4})
      .input<std::uint32_t>({1}, {2})
      .expect<std::uint32_t>({2}, {3, 4});
  OpTest("PRelu", 16)
      .input<std::uint64_t>({2}, {3, 4})
      .input<std::uint64_t>({1}, {2})
      .expect<std::uint64_t>({2}, {3, 4});
}

TEST(PRelu, SpecialValues) {
  OpTest("PRelu", 16)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .input<float>({1}, {0.5f})
      .expect<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f});
}

TEST(PRelu, EmptyTensors) {
  OpTest("PRelu", 16).input<float>({0, 2}, {}).input<float>({1}, {0.5f}).expect<float>({0, 2}, {});
}

TEST(PRelu, SlopesBroadcastOneWayOnly) {
  OpTest("PRelu", 16)
      .input<float>({2}, {1, 2})
      .input<float>({2, 2}, {1, 1, 2, 2})
      .expect_error("input 1 ('slope') of shape");
  OpTest("PRelu", 16)
      .input<float>({2, 1}, {1, 2})
      .input<float>({2}, {1, 1})
      .expect_error("input 1 ('slope') of shape");
  OpTest("PRelu", 16)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {1, 2, 3})
      .expect_error("do not broadcast");
}

}  // namespace
}  // namespace sardonyx
