#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest of_2345(int opset) {
  return OpTest("Shape", opset).input<float>({2, 3, 4, 5}, ramp(120));
}

TEST(Shape, Whole) {
  of_2345(1).expect<std::int64_t>({4}, {2, 3, 4, 5});
  of_2345(25).expect<std::int64_t>({4}, {2, 3, 4, 5});
}

TEST(Shape, StartAndEnd) {
  of_2345(15).attribute("start", 1).expect<std::int64_t>({3}, {3, 4, 5});
  of_2345(15).attribute("start", -1).expect<std::int64_t>({1}, {5});
  of_2345(15).attribute("end", -1).expect<std::int64_t>({3}, {2, 3, 4});
  of_2345(15).attribute("start", 1).attribute("end", 2).expect<std::int64_t>({1}, {3});
}

TEST(Shape, BoundsAreClamped) {
  of_2345(15).attribute("start", -10).attribute("end", 10).expect<std::int64_t>({4}, {2, 3, 4, 5});
  of_2345(15).attribute("start", 3).attribute("end", 1).expect<std::int64_t>({0}, {});
}

TEST(Shape, ScalarsAndZeroSizes) {
  OpTest("Shape", 25).input<float>({}, {1}).expect<std::int64_t>({0}, {});
  OpTest("Shape", 25).input<std::string>({0, 2}, {}).expect<std::int64_t>({2}, {0, 2});
}

TEST(Shape, PackedElements) {
  OpTest("Shape", 25)
      .input(Tensor::allocate(DType::kInt4, Shape{3, 3}))
      .expect<std::int64_t>({2}, {3, 3});
}

TEST(Shape, OneInput) {
  of_2345(25).input<float>({1}, {1}).expect_error("at most 1 inputs");
}

}  // namespace
}  // namespace sardonyx
