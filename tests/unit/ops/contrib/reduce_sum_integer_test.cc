// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(ReduceSumInteger, Unsigned) {
  OpTest("ReduceSumInteger", 1, "com.microsoft")
      .attribute("axes", std::vector<std::int64_t>{1})
      .attribute("keepdims", 1)
      .input<std::uint8_t>({2, 2}, {255, 255, 1, 2})
      .output<std::uint32_t>({2, 1}, {510, 3})
      .check();
}

TEST(ReduceSumInteger, Signed) {
  OpTest("ReduceSumInteger", 1, "com.microsoft")
      .attribute("axes", std::vector<std::int64_t>{0, 1})
      .attribute("keepdims", 0)
      .input<std::int8_t>({1, 2}, {-128, -128})
      .output<std::int32_t>({}, {-256})
      .check();
}

}  // namespace
}  // namespace sardonyx
