#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(OptionalHasElement, ValueOrNone) {
  const auto tensor = std::make_shared<Value>(Tensor::of<float>({1}, {3}));
  OpTest("OptionalHasElement", 18).input(Value(Optional{tensor})).expect<bool>({}, {true});
  OpTest("OptionalHasElement", 18).input(Value(Optional{})).expect<bool>({}, {false});
}

TEST(OptionalHasElement, TensorAndAbsence) {
  OpTest("OptionalHasElement", 18).input<float>({1}, {3}).expect<bool>({}, {true});
  OpTest("OptionalHasElement", 18).no_input().expect<bool>({}, {false});
}

TEST(OptionalHasElement, TooManyInputs) {
  OpTest("OptionalHasElement", 18)
      .input<float>({1}, {3})
      .input<float>({1}, {3})
      .expect_error("expected at most 1 inputs");
}

}  // namespace
}  // namespace sardonyx
