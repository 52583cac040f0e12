#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Size, CountsElements) {
  OpTest("Size", 13).input<float>({2, 3}, ramp(6)).expect<std::int64_t>({}, {6});
  OpTest("Size", 1).input<float>({2, 3}, ramp(6)).expect<std::int64_t>({}, {6});
}

TEST(Size, ScalarsAndZeroSizes) {
  OpTest("Size", 13).input<std::int32_t>({}, {5}).expect<std::int64_t>({}, {1});
  OpTest("Size", 13).input<std::string>({3, 0}, {}).expect<std::int64_t>({}, {0});
}

TEST(Size, PackedElements) {
  OpTest("Size", 25)
      .input(Tensor::allocate(DType::kUint2, Shape{3, 3}))
      .expect<std::int64_t>({}, {9});
}

TEST(Size, NeedsAnInput) {
  OpTest("Size", 13).expect_error("input 0 ('data') is missing");
}

}  // namespace
}  // namespace sardonyx
