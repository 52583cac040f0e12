#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Not, Negates) {
  OpTest("Not", 1)
      .input<bool>({2, 2}, {true, false, false, true})
      .expect<bool>({2, 2}, {false, true, true, false});
  OpTest("Not", 1).input<bool>({}, {true}).expect<bool>({}, {false});
}

TEST(Not, EmptyTensors) {
  OpTest("Not", 1).input<bool>({0, 3}, {}).expect<bool>({0, 3}, {});
}

TEST(Not, OtherTypes) {
  OpTest("Not", 1).input<float>({1}, {1}).expect_error("expected a tensor of");
}

}  // namespace
}  // namespace sardonyx
