#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Tile, RepeatsPerAxis) {
  OpTest("Tile", 13)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<std::int64_t>({2}, {2, 2})
      .expect<float>({4, 4}, {1, 2, 1, 2, 3, 4, 3, 4, 1, 2, 1, 2, 3, 4, 3, 4});
  OpTest("Tile", 6)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<std::int64_t>({2}, {1, 2})
      .expect<float>({2, 4}, {1, 2, 1, 2, 3, 4, 3, 4});
}

TEST(Tile, OneAxisOfVersion1) {
  OpTest("Tile", 1)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({1}, {2})
      .input<float>({1}, {0})
      .expect<float>({4, 2}, {1, 2, 3, 4, 1, 2, 3, 4});
}

TEST(Tile, OtherTypesAndZeroSizes) {
  OpTest("Tile", 13)
      .input<std::string>({2}, {"a", "b"})
      .input<std::int64_t>({1}, {2})
      .expect<std::string>({4}, {"a", "b", "a", "b"});
  OpTest("Tile", 13)
      .input<std::int64_t>({2}, {3, 4})
      .input<std::int64_t>({1}, {2})
      .expect<std::int64_t>({4}, {3, 4, 3, 4});
  OpTest("Tile", 13).input<float>({2}, {1, 2}).input<std::int64_t>({1}, {0}).expect<float>({0}, {});
  OpTest("Tile", 13).input<float>({0}, {}).input<std::int64_t>({1}, {3}).expect<float>({0}, {});
  OpTest("Tile", 13).input<float>({}, {5}).input<std::int64_t>({0}, {}).expect<float>({}, {5});
}

TEST(Tile, Errors) {
  OpTest("Tile", 13)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({2}, {1, 2})
      .expect_error("input 1 has 2 repeats for input 0 of shape");
  OpTest("Tile", 13)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({1}, {-1})
      .expect_error("must not be negative");
  OpTest("Tile", 1)
      .input<float>({2}, {1, 2})
      .input<float>({}, {2})
      .input<float>({}, {1})
      .expect_error("does not fit rank 1");
}

}  // namespace
}  // namespace sardonyx
