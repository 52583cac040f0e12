#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Reshape, InfersOneExtent) {
  OpTest("Reshape", 14)
      .input<float>({2, 6}, ramp(12))
      .input<std::int64_t>({3}, {3, -1, 2})
      .expect<float>({3, 2, 2}, ramp(12));
}

TEST(Reshape, ZeroCopiesTheExtent) {
  OpTest("Reshape", 14)
      .input<float>({2, 6}, ramp(12))
      .input<std::int64_t>({3}, {0, 2, -1})
      .expect<float>({2, 2, 3}, ramp(12));
}

TEST(Reshape, AllowZero) {
  OpTest("Reshape", 14)
      .attribute("allowzero", 1)
      .input<float>({0, 6}, {})
      .input<std::int64_t>({2}, {3, 0})
      .expect<float>({3, 0}, {});
}

TEST(Reshape, Strings) {
  OpTest("Reshape", 14)
      .input<std::string>({2}, {"a", "b"})
      .input<std::int64_t>({2}, {2, 1})
      .expect<std::string>({2, 1}, {"a", "b"});
}

TEST(Reshape, ShapeAsAttribute) {
  OpTest("Reshape", 1)
      .attribute("shape", std::vector<std::int64_t>{-1, 2})
      .input<float>({4}, ramp(4))
      .expect<float>({2, 2}, ramp(4));
}

TEST(Reshape, WrongCount) {
  OpTest("Reshape", 14)
      .input<float>({4}, ramp(4))
      .input<std::int64_t>({1}, {5})
      .expect_error("cannot reshape [4] to [5]");
  OpTest("Reshape", 14)
      .input<float>({4}, ramp(4))
      .input<std::int64_t>({2}, {3, -1})
      .expect_error("no multiple");
  OpTest("Reshape", 14)
      .input<float>({4}, ramp(4))
      .input<std::int64_t>({2}, {-1, -1})
      .expect_error("more than one -1");
}

}  // namespace
}  // namespace sardonyx
