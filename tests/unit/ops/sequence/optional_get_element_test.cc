#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

TEST(OptionalGetElement, OfOptionals) {
  OpTest("OptionalGetElement", 15).input(optional_of(floats({1, 2}))).expect<float>({2}, {1, 2});
  OpTest("OptionalGetElement", 15)
      .input(optional_of(sequence_of({floats({1})})))
      .output(sequence_of({floats({1})}))
      .check();
}

TEST(OptionalGetElement, TensorsAndSequencesStandForThemselves) {
  OpTest("OptionalGetElement", 18).input(floats({1, 2})).expect<float>({2}, {1, 2});
  OpTest("OptionalGetElement", 18)
      .input(sequence_of({floats({1})}))
      .output(sequence_of({floats({1})}))
      .check();
}

TEST(OptionalGetElement, OfNothing) {
  OpTest("OptionalGetElement", 18)
      .input(Value(Optional{}))
      .expect_error("the optional has no element");
}

}  // namespace
}  // namespace sardonyx
