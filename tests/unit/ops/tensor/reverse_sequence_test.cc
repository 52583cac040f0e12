#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(ReverseSequence, ExamplesOfTheSpecification) {
  OpTest("ReverseSequence", 10)
      .input<float>({4, 4}, {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15})
      .input<std::int64_t>({4}, {4, 3, 2, 1})
      .expect<float>({4, 4}, {3, 6, 9, 12, 2, 5, 8, 13, 1, 4, 10, 14, 0, 7, 11, 15});
  OpTest("ReverseSequence", 10)
      .attribute("time_axis", 1)
      .attribute("batch_axis", 0)
      .input<float>({4, 4}, ramp(16))
      .input<std::int64_t>({4}, {1, 2, 3, 4})
      .expect<float>({4, 4}, {0, 1, 2, 3, 5, 4, 6, 7, 10, 9, 8, 11, 15, 14, 13, 12});
}

TEST(ReverseSequence, MoreAxesAndStrings) {
  OpTest("ReverseSequence", 28)
      .input<std::string>({2, 1, 2}, {"a", "b", "c", "d"})
      .input<std::int64_t>({1}, {2})
      .expect<std::string>({2, 1, 2}, {"c", "d", "a", "b"});
}

TEST(ReverseSequence, ZeroSizes) {
  OpTest("ReverseSequence", 10)
      .input<float>({3, 0}, {})
      .input<std::int64_t>({0}, {})
      .expect<float>({3, 0}, {});
  OpTest("ReverseSequence", 10)
      .input<float>({2, 1}, {1, 2})
      .input<std::int64_t>({1}, {0})
      .expect<float>({2, 1}, {1, 2});
}

TEST(ReverseSequence, Errors) {
  OpTest("ReverseSequence", 10)
      .input<float>({2, 1}, {1, 2})
      .input<std::int64_t>({1}, {3})
      .expect_error("the length 3 does not fit an axis of extent 2");
  OpTest("ReverseSequence", 10)
      .input<float>({2, 1}, {1, 2})
      .input<std::int64_t>({2}, {1, 1})
      .expect_error("input 1 has");
  OpTest("ReverseSequence", 10)
      .attribute("time_axis", 1)
      .input<float>({2, 1}, {1, 2})
      .input<std::int64_t>({1}, {1})
      .expect_error("must be 0 and 1");
}

TEST(ReverseSequence, AxesWhoseSumOverflows) {
  OpTest("ReverseSequence", 10)
      .attribute("time_axis", 7)
      .attribute("batch_axis", INT64_MAX)
      .input<float>({1, 1}, {1})
      .input<std::int64_t>({1}, {1})
      .expect_error("must be 0 and 1, or 1 and 0");
}

}  // namespace
}  // namespace sardonyx
