#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(And, TruthTable) {
  OpTest("And", 7)
      .input<bool>({4}, {false, false, true, true})
      .input<bool>({4}, {false, true, false, true})
      .expect<bool>({4}, {false, false, false, true});
}

TEST(And, Broadcasts) {
  OpTest("And", 7)
      .input<bool>({2, 2}, {true, false, true, false})
      .input<bool>({2, 1}, {true, false})
      .expect<bool>({2, 2}, {true, false, false, false});
  OpTest("And", 7)
      .input<bool>({2, 2}, {true, false, true, false})
      .input<bool>({}, {true})
      .expect<bool>({2, 2}, {true, false, true, false});
}

TEST(And, EmptyTensors) {
  OpTest("And", 7).input<bool>({0, 2}, {}).input<bool>({2}, {true, false}).expect<bool>({0, 2}, {});
}

TEST(And, LegacyAxis) {
  OpTest("And", 1)
      .attribute("broadcast", 1)
      .attribute("axis", 0)
      .input<bool>({2, 2}, {true, false, true, false})
      .input<bool>({2}, {true, false})
      .expect<bool>({2, 2}, {true, false, false, false});
}

TEST(And, Errors) {
  OpTest("And", 7)
      .input<bool>({3}, {true, true, true})
      .input<bool>({2}, {true, false})
      .expect_error("do not broadcast");
  OpTest("And", 7).input<std::int32_t>({1}, {1}).input<std::int32_t>({1}, {1}).expect_error(
      "expected a tensor of bool");
}

}  // namespace
}  // namespace sardonyx
