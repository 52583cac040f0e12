#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Or, TruthTable) {
  OpTest("Or", 7)
      .input<bool>({4}, {false, false, true, true})
      .input<bool>({4}, {false, true, false, true})
      .expect<bool>({4}, {false, true, true, true});
}

TEST(Or, Broadcasts) {
  OpTest("Or", 7)
      .input<bool>({2, 2}, {true, false, true, false})
      .input<bool>({2, 1}, {true, false})
      .expect<bool>({2, 2}, {true, true, true, false});
  OpTest("Or", 7)
      .input<bool>({2, 2}, {true, false, true, false})
      .input<bool>({}, {true})
      .expect<bool>({2, 2}, {true, true, true, true});
}

TEST(Or, EmptyTensors) {
  OpTest("Or", 7).input<bool>({0, 2}, {}).input<bool>({2}, {true, false}).expect<bool>({0, 2}, {});
}

TEST(Or, LegacyAxis) {
  OpTest("Or", 1)
      .attribute("broadcast", 1)
      .attribute("axis", 0)
      .input<bool>({2, 2}, {true, false, true, false})
      .input<bool>({2}, {true, false})
      .expect<bool>({2, 2}, {true, true, true, false});
}

TEST(Or, Errors) {
  OpTest("Or", 7)
      .input<bool>({3}, {true, true, true})
      .input<bool>({2}, {true, false})
      .expect_error("do not broadcast");
  OpTest("Or", 7).input<std::int32_t>({1}, {1}).input<std::int32_t>({1}, {1}).expect_error(
      "expected a tensor of bool");
}

}  // namespace
}  // namespace sardonyx
