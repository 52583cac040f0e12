#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(BitShift, Unsigned) {
  OpTest("BitShift", 11)
      .attribute("direction", "LEFT")
      .input<std::uint8_t>({5}, {16, 4, 1, 255, 255})
      .input<std::uint8_t>({5}, {1, 2, 3, 7, 8})
      .expect<std::uint8_t>({5}, {32, 16, 8, 128, 0});
  OpTest("BitShift", 11)
      .attribute("direction", "RIGHT")
      .input<std::uint8_t>({5}, {16, 4, 1, 255, 255})
      .input<std::uint8_t>({5}, {1, 2, 3, 7, 8})
      .expect<std::uint8_t>({5}, {8, 1, 0, 1, 0});
  OpTest("BitShift", 11)
      .attribute("direction", "LEFT")
      .input<std::uint16_t>({5}, {16, 4, 1, 65535, 65535})
      .input<std::uint16_t>({5}, {1, 2, 3, 15, 16})
      .expect<std::uint16_t>({5}, {32, 16, 8, 32768, 0});
  OpTest("BitShift", 11)
      .attribute("direction", "RIGHT")
      .input<std::uint16_t>({5}, {16, 4, 1, 65535, 65535})
      .input<std::uint16_t>({5}, {1, 2, 3, 15, 16})
      .expect<std::uint16_t>({5}, {8, 1, 0, 1, 0});
  OpTest("BitShift", 11)
      .attribute("direction", "LEFT")
      .input<std::uint32_t>({5}, {16, 4, 1, UINT32_MAX, UINT32_MAX})
      .input<std::uint32_t>({5}, {1, 2, 3, 31, 32})
      .expect<std::uint32_t>({5}, {32, 16, 8, 2147483648, 0});
  OpTest("BitShift", 11)
      .attribute("direction", "RIGHT")
      .input<std::uint32_t>({5}, {16, 4, 1, UINT32_MAX, UINT32_MAX})
      .input<std::uint32_t>({5}, {1, 2, 3, 31, 32})
      .expect<std::uint32_t>({5}, {8, 1, 0, 1, 0});
  OpTest("BitShift", 11)
      .attribute("direction", "LEFT")
      .input<std::uint64_t>({5}, {16, 4, 1, UINT64_MAX, UINT64_MAX})
      .input<std::uint64_t>({5}, {1, 2, 3, 63, 64})
      .expect<std::uint64_t>({5}, {32, 16, 8, 9223372036854775808u, 0});
  OpTest("BitShift", 11)
      .attribute("direction", "RIGHT")
      .input<std::uint64_t>({5}, {16, 4, 1, UINT64_MAX, UINT64_MAX})
      .input<std::uint64_t>({5}, {1, 2, 3, 63, 64})
      .expect<std::uint64_t>({5}, {8, 1, 0, 1, 0});
}

TEST(BitShift, Signed) {
  OpTest("BitShift", 28)
      .attribute("direction", "LEFT")
      .input<std::int8_t>({7}, {16, -16, -1, 127, -128, -5, 5})
      .input<std::int8_t>({7}, {1, 2, 3, 7, 8, -1, -1})
      .expect<std::int8_t>({7}, {32, -64, -8, -128, 0, 0, 0});
  OpTest("BitShift", 28)
      .attribute("direction", "RIGHT")
      .input<std::int8_t>({7}, {16, -16, -1, 127, -128, -5, 5})
      .input<std::int8_t>({7}, {1, 2, 3, 7, 8, -1, -1})
      .expect<std::int8_t>({7}, {8, -4, -1, 0, -1, -1, 0});
  OpTest("BitShift", 28)
      .attribute("direction", "LEFT")
      .input<std::int16_t>({7}, {16, -16, -1, 32767, -32768, -5, 5})
      .input<std::int16_t>({7}, {1, 2, 3, 15, 16, -1, -1})
      .expect<std::int16_t>({7}, {32, -64, -8, -32768, 0, 0, 0});
  OpTest("BitShift", 28)
      .attribute("direction", "RIGHT")
      .input<std::int16_t>({7}, {16, -16, -1, 32767, -32768, -5, 5})
      .input<std::int16_t>({7}, {1, 2, 3, 15, 16, -1, -1})
      .expect<std::int16_t>({7}, {8, -4, -1, 0, -1, -1, 0});
  OpTest("BitShift", 28)
      .attribute("direction", "LEFT")
      .input<std::int32_t>({7}, {16, -16, -1, INT32_MAX, INT32_MIN, -5, 5})
      .input<std::int32_t>({7}, {1, 2, 3, 31, 32, -1, -1})
      .expect<std::int32_t>({7}, {32, -64, -8, INT32_MIN, 0, 0, 0});
  OpTest("BitShift", 28)
      .attribute("direction", "RIGHT")
      .input<std::int32_t>({7}, {16, -16, -1, INT32_MAX, INT32_MIN, -5, 5})
      .input<std::int32_t>({7}, {1, 2, 3, 31, 32, -1, -1})
      .expect<std::int32_t>({7}, {8, -4, -1, 0, -1, -1, 0});
  OpTest("BitShift", 28)
      .attribute("direction", "LEFT")
      .input<std::int64_t>({7}, {16, -16, -1, INT64_MAX, INT64_MIN, -5, 5})
      .input<std::int64_t>({7}, {1, 2, 3, 63, 64, -1, -1})
      .expect<std::int64_t>({7}, {32, -64, -8, INT64_MIN, 0, 0, 0});
  OpTest("BitShift", 28)
      .attribute("direction", "RIGHT")
      .input<std::int64_t>({7}, {16, -16, -1, INT64_MAX, INT64_MIN, -5, 5})
      .input<std::int64_t>({7}, {1, 2, 3, 63, 64, -1, -1})
      .expect<std::int64_t>({7}, {8, -4, -1, 0, -1, -1, 0});
}

TEST(BitShift, Broadcasts) {
  OpTest("BitShift", 11)
      .attribute("direction", "LEFT")
      .input<std::uint8_t>({2, 1}, {1, 2})
      .input<std::uint8_t>({3}, {1, 2, 7})
      .expect<std::uint8_t>({2, 3}, {2, 4, 128, 4, 8, 0});
}

TEST(BitShift, Errors) {
  OpTest("BitShift", 11)
      .attribute("direction", "UP")
      .input<std::uint8_t>({1}, {1})
      .input<std::uint8_t>({1}, {1})
      .expect_error("\"UP\", expected one of");
  OpTest("BitShift", 11)
      .input<std::uint8_t>({1}, {1})
      .input<std::uint8_t>({1}, {1})
      .expect_error("attribute 'direction' is missing");
  OpTest("BitShift", 11)
      .attribute("direction", "LEFT")
      .input<float>({1}, {1})
      .input<float>({1}, {1})
      .expect_error("expected a tensor of uint8");
}

}  // namespace
}  // namespace sardonyx
