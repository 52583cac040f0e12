#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Gather, Rows) {
  OpTest("Gather", 13)
      .input<float>({3, 2}, ramp(6))
      .input<std::int64_t>({2, 2}, {0, 1, 1, 2})
      .expect<float>({2, 2, 2}, {0, 1, 2, 3, 2, 3, 4, 5});
}

TEST(Gather, InnerAxis) {
  OpTest("Gather", 11)
      .attribute("axis", -1)
      .input<float>({2, 3}, ramp(6))
      .input<std::int32_t>({1, 2}, {0, 2})
      .expect<float>({2, 1, 2}, {0, 2, 3, 5});
}

TEST(Gather, ScalarAndNegativeIndex) {
  OpTest("Gather", 11)
      .input<float>({3, 2}, ramp(6))
      .input<std::int64_t>({}, {-1})
      .expect<float>({2}, {4, 5});
  OpTest("Gather", 1)
      .input<std::int64_t>({3}, {7, 8, 9})
      .input<std::int64_t>({}, {1})
      .expect<std::int64_t>({}, {8});
}

TEST(Gather, OtherTypesAndZeroSizes) {
  OpTest("Gather", 13)
      .input<std::string>({2}, {"a", "b"})
      .input<std::int64_t>({3}, {1, 0, 1})
      .expect<std::string>({3}, {"b", "a", "b"});
  OpTest("Gather", 13)
      .input<float>({3, 2}, ramp(6))
      .input<std::int64_t>({0}, {})
      .expect<float>({0, 2}, {});
  OpTest("Gather", 13)
      .input<float>({3, 0}, {})
      .input<std::int64_t>({1}, {2})
      .expect<float>({1, 0}, {});
}

TEST(Gather, Errors) {
  OpTest("Gather", 13)
      .input<float>({3}, ramp(3))
      .input<std::int64_t>({1}, {3})
      .expect_error("index 3 is out of range for an axis of extent 3");
  OpTest("Gather", 13)
      .input<std::int64_t>({3}, {1, 2, 3})
      .input<std::int64_t>({1}, {-4})
      .expect_error("index -4 is out of range");
  OpTest("Gather", 13).input<float>({}, {1}).input<std::int64_t>({1}, {0}).expect_error("outside");
}

}  // namespace
}  // namespace sardonyx
