#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-6, .atol = 1e-6};

TEST(Det, OneMatrix) {
  OpTest("Det", 11).input<float>({2, 2}, {0, 1, 2, 3}).expect<float>({}, {-2}, kFloat);
  OpTest("Det", 22).input<float>({1, 1}, {-7}).expect<float>({}, {-7});
  OpTest("Det", 22)
      .input<float>({3, 3}, {2, 0, 1, 1, 3, 2, 1, 1, 4})
      .expect<float>({}, {18}, kFloat);
}

TEST(Det, Batches) {
  OpTest("Det", 11)
      .input<float>({3, 2, 2}, {1, 2, 3, 4, 1, 2, 2, 1, 1, 3, 3, 1})
      .expect<float>({3}, {-2, -3, -8}, kFloat);
  OpTest("Det", 11).input<double>({2, 1, 1, 1}, {3, 4}).expect<double>({2, 1}, {3, 4});
}

TEST(Det, SingularAndEmpty) {
  OpTest("Det", 11).input<float>({2, 2}, {1, 2, 2, 4}).expect<float>({}, {0});
  OpTest("Det", 11).input<float>({2, 2}, {0, 0, 0, 5}).expect<float>({}, {0});
  OpTest("Det", 11).input<float>({0, 0}, std::vector<float>{}).expect<float>({}, {1});
  OpTest("Det", 11)
      .input<float>({0, 2, 2}, std::vector<float>{})
      .expect<float>({0}, std::vector<float>{});
}

TEST(Det, Halves) {
  OpTest("Det", 22)
      .input<Float16>({2, 2}, to_float16(std::vector<float>{1, 2, 3, 4}))
      .expect<Float16>({}, to_float16(std::vector<float>{-2}));
}

TEST(Det, NoSquare) {
  OpTest("Det", 11).input<float>({2, 3}, ramp(6)).expect_error("expected square matrices");
  OpTest("Det", 11).input<float>({3}, ramp(3)).expect_error("expected square matrices");
}

}  // namespace
}  // namespace sardonyx
