#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Compress, Axes) {
  OpTest("Compress", 11)
      .attribute("axis", 0)
      .input<float>({3, 2}, ramp(6, 1))
      .input<bool>({3}, {false, true, true})
      .expect<float>({2, 2}, {3, 4, 5, 6});
  OpTest("Compress", 11)
      .attribute("axis", -1)
      .input<float>({3, 2}, ramp(6, 1))
      .input<bool>({2}, {false, true})
      .expect<float>({3, 1}, {2, 4, 6});
}

TEST(Compress, FlattensWithoutAxis) {
  OpTest("Compress", 9)
      .input<std::int32_t>({3, 2}, {1, 2, 3, 4, 5, 6})
      .input<bool>({5}, {false, true, false, false, true})
      .expect<std::int32_t>({2}, {2, 5});
}

TEST(Compress, ConditionOfOtherLength) {
  OpTest("Compress", 11)
      .attribute("axis", 0)
      .input<float>({3}, {1, 2, 3})
      .input<bool>({1}, {true})
      .expect<float>({1}, {1});
  OpTest("Compress", 11)
      .attribute("axis", 0)
      .input<float>({2}, {1, 2})
      .input<bool>({4}, {false, true, true, true})
      .expect<float>({1}, {2});
}

TEST(Compress, StringsAndZeroSizes) {
  OpTest("Compress", 28)
      .input<std::string>({2}, {"a", "b"})
      .input<bool>({2}, {false, true})
      .expect<std::string>({1}, {"b"});
  OpTest("Compress", 11).input<float>({2}, {1, 2}).input<bool>({0}, {}).expect<float>({0}, {});
  OpTest("Compress", 11)
      .attribute("axis", 1)
      .input<float>({0, 2}, {})
      .input<bool>({2}, {true, true})
      .expect<float>({0, 2}, {});
}

TEST(Compress, Errors) {
  OpTest("Compress", 11)
      .attribute("axis", 1)
      .input<float>({2}, {1, 2})
      .input<bool>({1}, {true})
      .expect_error("attribute 'axis' 1 is outside");
  OpTest("Compress", 11)
      .input<float>({2}, {1, 2})
      .input<bool>({1, 1}, {true})
      .expect_error("expected rank 1");
}

}  // namespace
}  // namespace sardonyx
