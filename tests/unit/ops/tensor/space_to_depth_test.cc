#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(SpaceToDepth, Modes) {
  OpTest("SpaceToDepth", 1)
      .attribute("blocksize", 2)
      .input<float>({1, 2, 2, 4}, ramp(16))
      .expect<float>({1, 8, 1, 2}, {0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15});
  OpTest("SpaceToDepth", 28)
      .attribute("blocksize", 2)
      .attribute("mode", "CRD")
      .input<float>({1, 2, 2, 4}, ramp(16))
      .expect<float>({1, 8, 1, 2}, {0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15});
}

TEST(SpaceToDepth, OtherTypesAndZeroSizes) {
  OpTest("SpaceToDepth", 13)
      .attribute("blocksize", 2)
      .input<std::int64_t>({1, 1, 2, 2}, {1, 2, 3, 4})
      .expect<std::int64_t>({1, 4, 1, 1}, {1, 2, 3, 4});
  OpTest("SpaceToDepth", 13)
      .attribute("blocksize", 2)
      .input<float>({1, 1, 0, 2}, {})
      .expect<float>({1, 4, 0, 1}, {});
}

TEST(SpaceToDepth, Errors) {
  OpTest("SpaceToDepth", 13)
      .attribute("blocksize", 2)
      .input<float>({1, 1, 2, 3}, ramp(6))
      .expect_error("whose axis 3 is no multiple of 2");
  OpTest("SpaceToDepth", 13)
      .attribute("blocksize", -1)
      .input<float>({1, 1, 1, 1}, {1})
      .expect_error("attribute 'blocksize' is -1");
}

}  // namespace
}  // namespace sardonyx
