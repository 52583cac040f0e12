#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Squeeze, AxesAsInput) {
  OpTest("Squeeze", 13)
      .input<float>({1, 3, 1, 2}, ramp(6))
      .input<std::int64_t>({1}, {0})
      .expect<float>({3, 1, 2}, ramp(6));
  OpTest("Squeeze", 13)
      .input<float>({1, 3, 1, 2}, ramp(6))
      .input<std::int64_t>({2}, {-2, 0})
      .expect<float>({3, 2}, ramp(6));
}

TEST(Squeeze, AxesAsAttribute) {
  OpTest("Squeeze", 11)
      .attribute("axes", std::vector<std::int64_t>{-2, 0})
      .input<float>({1, 3, 1, 2}, ramp(6))
      .expect<float>({3, 2}, ramp(6));
}

TEST(Squeeze, AllOnes) {
  OpTest("Squeeze", 13).input<float>({1, 3, 1, 2}, ramp(6)).expect<float>({3, 2}, ramp(6));
  OpTest("Squeeze", 1).input<float>({1, 1}, {4}).expect<float>({}, {4});
}

TEST(Squeeze, NoAxes) {
  OpTest("Squeeze", 13)
      .input<float>({1, 2}, ramp(2))
      .input<std::int64_t>({0}, {})
      .expect<float>({1, 2}, ramp(2));
}

TEST(Squeeze, OtherTypes) {
  OpTest("Squeeze", 13)
      .input<std::string>({1, 2}, {"a", "b"})
      .input<std::int64_t>({1}, {0})
      .expect<std::string>({2}, {"a", "b"});
  OpTest("Squeeze", 13)
      .input<float>({1, 0}, {})
      .input<std::int64_t>({1}, {0})
      .expect<float>({0}, {});
}

TEST(Squeeze, WrongAxes) {
  OpTest("Squeeze", 13)
      .input<float>({1, 3}, ramp(3))
      .input<std::int64_t>({1}, {1})
      .expect_error("axis 1 of input 0 has extent 3 in shape [1,3], expected 1");
  OpTest("Squeeze", 13)
      .input<float>({1, 3}, ramp(3))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside [-2, 1]");
}

}  // namespace
}  // namespace sardonyx
