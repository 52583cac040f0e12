#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(NonZero, IndicesPerAxis) {
  OpTest("NonZero", 9)
      .input<bool>({2, 2}, {true, false, true, true})
      .expect<std::int64_t>({2, 3}, {0, 1, 1, 0, 0, 1});
  OpTest("NonZero", 13)
      .input<float>({5}, {0, 3, -0.0f, NAN, -1})
      .expect<std::int64_t>({1, 3}, {1, 3, 4});
}

TEST(NonZero, OtherTypes) {
  OpTest("NonZero", 13)
      .input<Float16>({3}, to_float16({0, -0.0f, 1}))
      .expect<std::int64_t>({1, 1}, {2});
  OpTest("NonZero", 13).input<double>({2}, {1e-300, 0}).expect<std::int64_t>({1, 1}, {0});
  OpTest("NonZero", 13).input<std::int64_t>({2}, {0, INT64_MIN}).expect<std::int64_t>({1, 1}, {1});
  OpTest("NonZero", 13).input<std::string>({2}, {"", "a"}).expect<std::int64_t>({1, 1}, {1});
  Tensor complex = Tensor::allocate(DType::kComplex64, Shape{2});
  const float parts[] = {-0.0f, 0, 0, 1};
  std::copy(std::begin(parts), std::end(parts), static_cast<float*>(complex.raw()));
  OpTest("NonZero", 13).input(complex).expect<std::int64_t>({1, 1}, {1});
}

TEST(NonZero, ScalarsAndZeroSizes) {
  OpTest("NonZero", 13).input<float>({}, {3}).expect<std::int64_t>({0, 1}, {});
  OpTest("NonZero", 13).input<float>({}, {0}).expect<std::int64_t>({0, 0}, {});
  OpTest("NonZero", 13).input<float>({2, 0}, {}).expect<std::int64_t>({2, 0}, {});
  OpTest("NonZero", 13).input<float>({2}, {0, 0}).expect<std::int64_t>({1, 0}, {});
}

TEST(NonZero, NeedsAnInput) {
  OpTest("NonZero", 13).expect_error("input 0 ('X') is missing");
}

}  // namespace
}  // namespace sardonyx
