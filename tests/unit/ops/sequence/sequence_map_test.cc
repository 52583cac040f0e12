#include "tests/unit/ops/control/subgraph.h"
#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

// Gives a + b, and b as it came.
std::shared_ptr<Graph> adding_body() {
  SubgraphBuilder body;
  const ValueId a = body.input("a");
  const ValueId b = body.input("b");
  body.output(body.node("Add", {a, b}));
  body.output(b);
  return body.build();
}

TEST(SequenceMap, ATensorServesForAllElements) {
  OpTest("SequenceMap", 17)
      .attribute("body", adding_body())
      .input(sequence_of({floats({1}), floats({2, 3})}))
      .input(floats({10}))
      .output(sequence_of({floats({11}), floats({12, 13})}))
      .output(sequence_of({floats({10}), floats({10})}))
      .check();
}

TEST(SequenceMap, SequencesGoTogether) {
  OpTest("SequenceMap", 17)
      .attribute("body", adding_body())
      .input(sequence_of({floats({1}), floats({2, 3})}))
      .input(sequence_of({floats({10}), floats({20})}))
      .output(sequence_of({floats({11}), floats({22, 23})}))
      .no_output()
      .check();
}

TEST(SequenceMap, AnEmptySequence) {
  OpTest test("SequenceMap", 17);
  test.attribute("body", adding_body())
      .input(empty_sequence(DType::kFloat))
      .input(floats({10}))
      .output(empty_sequence(DType::kFloat))
      .check();
  EXPECT_EQ(test.run()[0].sequence().dtype, DType::kFloat);
}

TEST(SequenceMap, LengthsThatDiffer) {
  OpTest("SequenceMap", 17)
      .attribute("body", adding_body())
      .input(sequence_of({floats({1}), floats({2})}))
      .input(sequence_of({floats({10})}))
      .expect_error("input 1 has 1 elements, input 0 has 2");
}

TEST(SequenceMap, BodyThatDoesNotFit) {
  OpTest("SequenceMap", 17)
      .attribute("body", adding_body())
      .input(sequence_of({floats({1})}))
      .expect_error("the body has 2 inputs, the node has 1");
  OpTest("SequenceMap", 17)
      .attribute("body", adding_body())
      .input(sequence_of({floats({1})}))
      .input(floats({1}))
      .expect_error("the body has 2 outputs, the node has 3", 3);
}

}  // namespace
}  // namespace sardonyx
