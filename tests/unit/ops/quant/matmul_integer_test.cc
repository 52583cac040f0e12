#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
TEST(MatMulInteger, WithoutZeroPoints) {
  OpTest test("MatMulInteger", 13);
  test.input<std::uint8_t>({2, 3}, {68, 127, 97, 63, 254, 3});
  test.input<std::int8_t>({3, 2}, {-104, -79, 120, 49, 97, -77});
  test.output<std::int32_t>({2, 2}, {17577, -6618, 24219, 7238});
  test.check();
}

TEST(MatMulInteger, ZeroPoints) {
  OpTest test("MatMulInteger", 13);
  test.input<std::uint8_t>({4, 3}, {184, 94, 125, 0, 158, 212, 169, 39, 136, 68, 247, 225});
  test.input<std::uint8_t>({3, 2}, {47, 130, 240, 216, 181, 163});
  test.input<std::uint8_t>({}, {12});
  test.input<std::uint8_t>({}, {5});
  test.output<std::int32_t>({4, 2}, {46382, 56656, 69006, 60906, 34763, 44914, 95065, 90239});
  test.check();
}

TEST(MatMulInteger, PerColumn) {
  OpTest test("MatMulInteger", 13);
  test.input<std::uint8_t>({2, 3}, {10, 189, 121, 23, 62, 138});
  test.input<std::int8_t>({3, 4}, {58, 1, 28, 95, 47, -36, 36, 25, -101, -113, 41, -29});
  test.input<std::uint8_t>({}, {200});
  test.input<std::int8_t>({4}, {1, -2, 3, -4});
  test.output<std::int32_t>({2, 4}, {-3278, 8573, -8115, -17154, -10113, 11043, -11335, -19975});
  test.check();
}

TEST(MatMulInteger, Batches) {
  OpTest test("MatMulInteger", 13);
  test.input<std::uint8_t>({2, 2, 3}, {153, 82, 57, 38, 97, 208, 102, 97, 147, 250, 100, 151});
  test.input<std::int8_t>({2, 3, 2}, {-16, 26, -14, 35, 12, 45, 116, -90, 15, -16, -37, -67});
  test.output<std::int32_t>({2, 2, 2}, {-2912, 9413, 530, 13743, 7848, -20581, 24913, -34217});
  test.check();
}

TEST(MatMulInteger, LongSumsAreExact) {
  const std::int64_t k = 1000;
  OpTest("MatMulInteger", 10)
      .input<std::uint8_t>({1, k}, std::vector<std::uint8_t>(k, 255))
      .input<std::uint8_t>({k, 1}, std::vector<std::uint8_t>(k, 255))
      .expect<std::int32_t>({1, 1}, {65025000});
}

TEST(MatMulInteger, NothingToSum) {
  OpTest("MatMulInteger", 10)
      .input<std::uint8_t>({1, 0}, {})
      .input<std::uint8_t>({0, 2}, {})
      .expect<std::int32_t>({1, 2}, {0, 0});
}

TEST(MatMulInteger, Vectors) {
  const auto vectors = [](const Shape& a, const Shape& b) {
    return OpTest("MatMulInteger", 10)
        .input<std::uint8_t>(a, {1, 2, 3})
        .input<std::int8_t>(b, {4, 5, -6})
        .input<std::uint8_t>({}, {1});
  };
  vectors({3}, {3}).expect<std::int32_t>({}, {-7});
  vectors({1, 3}, {3}).expect<std::int32_t>({1}, {-7});
  vectors({3}, {3, 1}).expect<std::int32_t>({1}, {-7});
}

TEST(MatMulInteger, InnerDimensionsDiffer) {
  OpTest("MatMulInteger", 10)
      .input<std::uint8_t>({1, 2}, {1, 2})
      .input<std::uint8_t>({3, 1}, {1, 2, 3})
      .expect_error("inner dimensions 2 and 3 differ");
}

}  // namespace
}  // namespace sardonyx
