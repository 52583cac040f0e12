#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Unsqueeze, AxesAsInput) {
  OpTest("Unsqueeze", 13)
      .input<float>({3, 4, 5}, ramp(60))
      .input<std::int64_t>({2}, {4, 0})
      .expect<float>({1, 3, 4, 5, 1}, ramp(60));
  OpTest("Unsqueeze", 21)
      .input<float>({3}, ramp(3))
      .input<std::int64_t>({1}, {-2})
      .expect<float>({1, 3}, ramp(3));
}

TEST(Unsqueeze, AxesAsAttribute) {
  OpTest("Unsqueeze", 11)
      .attribute("axes", std::vector<std::int64_t>{1, -1})
      .input<float>({3}, ramp(3))
      .expect<float>({3, 1, 1}, ramp(3));
}

TEST(Unsqueeze, Scalar) {
  OpTest("Unsqueeze", 13)
      .input<std::int64_t>({}, {7})
      .input<std::int64_t>({1}, {0})
      .expect<std::int64_t>({1}, {7});
  OpTest("Unsqueeze", 13)
      .input<std::int64_t>({}, {7})
      .input<std::int64_t>({}, {0})
      .expect<std::int64_t>({1}, {7});
}

TEST(Unsqueeze, Strings) {
  OpTest("Unsqueeze", 13)
      .input<std::string>({2}, {"a", "b"})
      .input<std::int64_t>({1}, {0})
      .expect<std::string>({1, 2}, {"a", "b"});
}

TEST(Unsqueeze, WrongAxes) {
  OpTest("Unsqueeze", 13)
      .input<float>({3}, ramp(3))
      .input<std::int64_t>({2}, {0, -3})
      .expect_error("name axis 0 twice");
  OpTest("Unsqueeze", 13)
      .input<float>({3}, ramp(3))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside [-2, 1]");
  OpTest("Unsqueeze", 11).input<float>({3}, ramp(3)).expect_error("attribute 'axes' is missing");
}

}  // namespace
}  // namespace sardonyx
