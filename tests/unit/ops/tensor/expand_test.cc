#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Expand, BothSidesBroadcast) {
  OpTest("Expand", 13)
      .input<float>({3, 1}, {1, 2, 3})
      .input<std::int64_t>({3}, {2, 1, 2})
      .expect<float>({2, 3, 2}, {1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3});
  OpTest("Expand", 8)
      .input<float>({1, 3}, ramp(3))
      .input<std::int64_t>({1}, {1})
      .expect<float>({1, 3}, ramp(3));
}

TEST(Expand, ScalarsAndZeroSizes) {
  OpTest("Expand", 13)
      .input<std::int64_t>({}, {4})
      .input<std::int64_t>({1}, {3})
      .expect<std::int64_t>({3}, {4, 4, 4});
  OpTest("Expand", 13)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({0}, {})
      .expect<float>({2}, {1, 2});
  OpTest("Expand", 13)
      .input<float>({1, 2}, {1, 2})
      .input<std::int64_t>({2}, {0, 2})
      .expect<float>({0, 2}, {});
}

TEST(Expand, OtherTypes) {
  OpTest("Expand", 13)
      .input<std::string>({1}, {"a"})
      .input<std::int64_t>({1}, {2})
      .expect<std::string>({2}, {"a", "a"});
  OpTest("Expand", 13)
      .input<bool>({2, 1}, {true, false})
      .input<std::int64_t>({2}, {2, 2})
      .expect<bool>({2, 2}, {true, true, false, false});
}

TEST(Expand, Errors) {
  OpTest("Expand", 13)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({1}, {3})
      .expect_error("do not broadcast");
  OpTest("Expand", 13)
      .input<float>({1}, {1})
      .input<std::int64_t>({1}, {-1})
      .expect_error("the shape [-1] has a negative extent");
  OpTest("Expand", 13)
      .input<float>({1}, {1})
      .input<std::int64_t>({1, 1}, {1})
      .expect_error("expected rank 0 to 1");
}

}  // namespace
}  // namespace sardonyx
