// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(MulInteger, ZeroPoints) {
  OpTest("MulInteger", 1, "com.microsoft")
      .input<std::uint8_t>({2}, {0, 255})
      .input<std::uint8_t>({}, {5})
      .input<std::uint8_t>({2}, {3, 7})
      .input<std::uint8_t>({}, {2})
      .output<std::int32_t>({2}, {-5, 1250})
      .check();
}

TEST(MulInteger, NoZeroPoints) {
  OpTest("MulInteger", 1, "com.microsoft")
      .input<std::int8_t>({2}, {-128, 3})
      .no_input()
      .input<std::int8_t>({1}, {-128})
      .output<std::int32_t>({2}, {16384, -384})
      .check();
}

}  // namespace
}  // namespace sardonyx
