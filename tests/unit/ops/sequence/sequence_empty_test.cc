#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

DType dtype_of_result(const OpTest& test) {
  return test.run()[0].sequence().dtype;
}

TEST(SequenceEmpty, HasNoElementsAndAType) {
  OpTest test("SequenceEmpty", 11);
  test.output(empty_sequence(DType::kFloat)).check();
  EXPECT_EQ(dtype_of_result(test), DType::kFloat);
  OpTest of_ints("SequenceEmpty", 11);
  of_ints.attribute("dtype", static_cast<int>(DType::kInt64));
  EXPECT_EQ(dtype_of_result(of_ints), DType::kInt64);
}

TEST(SequenceEmpty, UnknownType) {
  OpTest("SequenceEmpty", 11).attribute("dtype", 99).expect_error("99");
}

}  // namespace
}  // namespace sardonyx
