#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(CumProd, OneDimension) {
  OpTest("CumProd", 26)
      .input<float>({3}, {1, 2, 3})
      .input<std::int32_t>({}, {0})
      .expect<float>({3}, {1, 2, 6});
}

TEST(CumProd, Exclusive) {
  OpTest("CumProd", 26)
      .attribute("exclusive", 1)
      .input<float>({3}, {1, 2, 3})
      .input<std::int32_t>({}, {0})
      .expect<float>({3}, {1, 1, 2});
}

TEST(CumProd, Reverse) {
  OpTest("CumProd", 26)
      .attribute("reverse", 1)
      .input<float>({3}, {1, 2, 3})
      .input<std::int32_t>({}, {0})
      .expect<float>({3}, {6, 6, 3});
  OpTest("CumProd", 26)
      .attribute("reverse", 1)
      .attribute("exclusive", 1)
      .input<float>({3}, {1, 2, 3})
      .input<std::int32_t>({}, {0})
      .expect<float>({3}, {6, 3, 1});
}

TEST(CumProd, Axes) {
  OpTest("CumProd", 26)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int32_t>({}, {0})
      .expect<float>({2, 3}, {1, 2, 3, 4, 10, 18});
  OpTest("CumProd", 26)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int32_t>({}, {-1})
      .expect<float>({2, 3}, {1, 2, 6, 4, 20, 120});
  OpTest("CumProd", 26)
      .attribute("exclusive", 1)
      .attribute("reverse", 1)
      .input<float>({1, 2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int64_t>({1}, {1})
      .expect<float>({1, 2, 3}, {4, 5, 6, 1, 1, 1});
}

TEST(CumProd, OtherTypes) {
  OpTest("CumProd", 26)
      .input<double>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int32_t>({}, {1})
      .expect<double>({2, 3}, {1, 2, 6, 4, 20, 120});
  OpTest("CumProd", 26)
      .input<Float16>({2, 3}, to_float16({1, 2, 3, 4, 5, 6}))
      .input<std::int32_t>({}, {1})
      .expect<Float16>({2, 3}, to_float16({1, 2, 6, 4, 20, 120}));
  OpTest("CumProd", 26)
      .input<std::int32_t>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int32_t>({}, {1})
      .expect<std::int32_t>({2, 3}, {1, 2, 6, 4, 20, 120});
  OpTest("CumProd", 26)
      .input<std::int64_t>({3}, {1099511627776, 1073741824, 3})
      .input<std::int32_t>({}, {0})
      .expect<std::int64_t>({3}, {1099511627776, 0, 0});
  OpTest("CumProd", 26)
      .input<std::uint32_t>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int32_t>({}, {1})
      .expect<std::uint32_t>({2, 3}, {1, 2, 6, 4, 20, 120});
  OpTest("CumProd", 26)
      .input<std::uint64_t>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int32_t>({}, {1})
      .expect<std::uint64_t>({2, 3}, {1, 2, 6, 4, 20, 120});
}

TEST(CumProd, EmptyTensors) {
  OpTest("CumProd", 26)
      .input<float>({0, 2}, {})
      .input<std::int32_t>({}, {1})
      .expect<float>({0, 2}, {});
}

TEST(CumProd, Errors) {
  OpTest("CumProd", 26)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int32_t>({}, {2})
      .expect_error("axis 2 is outside");
  OpTest("CumProd", 26)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<std::int32_t>({2}, {0, 1})
      .expect_error("expected one element");
}

}  // namespace
}  // namespace sardonyx
