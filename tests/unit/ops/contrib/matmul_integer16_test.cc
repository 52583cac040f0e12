// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(MatMulInteger16, Signed) {
  OpTest("MatMulInteger16", 1, "com.microsoft")
      .input<std::int16_t>({2, 3}, {-180, -182, 139, -38, -150, -30})
      .input<std::int16_t>({3, 2}, {-184, -204, -106, 278, -245, 27})
      .output<std::int32_t>({2, 2}, {18357, -10123, 30242, -34758})
      .check();
}

TEST(MatMulInteger16, Unsigned) {
  OpTest("MatMulInteger16", 1, "com.microsoft")
      .input<std::uint16_t>({1, 2}, {65535, 65535})
      .input<std::uint16_t>({2, 1}, {40000, 40000})
      .output<std::uint32_t>({1, 1}, {947832704})
      .check();
}

}  // namespace
}  // namespace sardonyx
