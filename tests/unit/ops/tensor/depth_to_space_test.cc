#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(DepthToSpace, Modes) {
  OpTest("DepthToSpace", 1)
      .attribute("blocksize", 2)
      .input<float>({1, 8, 1, 2}, ramp(16))
      .expect<float>({1, 2, 2, 4}, {0, 4, 1, 5, 8, 12, 9, 13, 2, 6, 3, 7, 10, 14, 11, 15});
  OpTest("DepthToSpace", 13)
      .attribute("blocksize", 2)
      .attribute("mode", "CRD")
      .input<float>({1, 8, 1, 2}, ramp(16))
      .expect<float>({1, 2, 2, 4}, {0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15});
}

TEST(DepthToSpace, OtherTypesAndZeroSizes) {
  OpTest("DepthToSpace", 28)
      .attribute("blocksize", 2)
      .input<std::string>({1, 4, 1, 1}, {"a", "b", "c", "d"})
      .expect<std::string>({1, 1, 2, 2}, {"a", "b", "c", "d"});
  OpTest("DepthToSpace", 13)
      .attribute("blocksize", 2)
      .input<float>({0, 4, 1, 1}, {})
      .expect<float>({0, 1, 2, 2}, {});
}

TEST(DepthToSpace, Errors) {
  OpTest("DepthToSpace", 13)
      .attribute("blocksize", 2)
      .input<float>({1, 2, 1, 1}, {1, 2})
      .expect_error("are no multiple of 4");
  OpTest("DepthToSpace", 13)
      .attribute("blocksize", 0)
      .input<float>({1, 1, 1, 1}, {1})
      .expect_error("attribute 'blocksize' is 0");
  OpTest("DepthToSpace", 13)
      .attribute("blocksize", 1)
      .input<float>({1, 1}, {1})
      .expect_error("expected rank 4");
}

}  // namespace
}  // namespace sardonyx
