#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest trilu(bool upper, std::int64_t k) {
  return OpTest("Trilu", 14)
      .attribute("upper", upper ? 1 : 0)
      .input<float>({2, 3}, ramp(6, 1))
      .input<std::int64_t>({}, {k});
}

TEST(Trilu, Upper) {
  trilu(true, 0).expect<float>({2, 3}, {1, 2, 3, 0, 5, 6});
  trilu(true, 1).expect<float>({2, 3}, {0, 2, 3, 0, 0, 6});
  trilu(true, -1).expect<float>({2, 3}, {1, 2, 3, 4, 5, 6});
  trilu(true, 3).expect<float>({2, 3}, {0, 0, 0, 0, 0, 0});
}

TEST(Trilu, Lower) {
  trilu(false, 0).expect<float>({2, 3}, {1, 0, 0, 4, 5, 0});
  trilu(false, 1).expect<float>({2, 3}, {1, 2, 0, 4, 5, 6});
  trilu(false, -1).expect<float>({2, 3}, {0, 0, 0, 4, 0, 0});
  trilu(false, -2).expect<float>({2, 3}, {0, 0, 0, 0, 0, 0});
}

TEST(Trilu, DiagonalsFarOutside) {
  trilu(true, INT64_MAX).expect<float>({2, 3}, {0, 0, 0, 0, 0, 0});
  trilu(true, INT64_MIN).expect<float>({2, 3}, ramp(6, 1));
  trilu(false, INT64_MAX).expect<float>({2, 3}, ramp(6, 1));
  trilu(false, INT64_MIN).expect<float>({2, 3}, {0, 0, 0, 0, 0, 0});
}

TEST(Trilu, BatchesAndDefaults) {
  OpTest("Trilu", 14)
      .input<std::int64_t>({2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8})
      .expect<std::int64_t>({2, 2, 2}, {1, 2, 0, 4, 5, 6, 0, 8});
}

TEST(Trilu, StringsAndZeroSizes) {
  OpTest("Trilu", 14)
      .input<std::string>({2, 2}, {"a", "b", "c", "d"})
      .expect<std::string>({2, 2}, {"a", "b", "", "d"});
  OpTest("Trilu", 14).input<float>({2, 0}, {}).expect<float>({2, 0}, {});
  OpTest("Trilu", 14).input<float>({0, 2, 2}, {}).expect<float>({0, 2, 2}, {});
}

TEST(Trilu, NoMatrix) {
  OpTest("Trilu", 14).input<float>({2}, {1, 2}).expect_error("expected matrices");
}

}  // namespace
}  // namespace sardonyx
