#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// A cache of shape [2, 3, 2] and one row for each batch.
OpTest scatter(const char* mode, std::int64_t first, std::int64_t second) {
  return OpTest("TensorScatter", 24)
      .attribute("mode", mode)
      .input<float>({2, 3, 2}, ramp(12))
      .input<float>({2, 1, 2}, {-1, -2, -3, -4})
      .input<std::int64_t>({2}, {first, second});
}

TEST(TensorScatter, WritesRows) {
  scatter("linear", 0, 2).expect<float>({2, 3, 2}, {-1, -2, 2, 3, 4, 5, 6, 7, 8, 9, -3, -4});
  OpTest("TensorScatter", 24)
      .input<float>({1, 3, 1}, {1, 2, 3})
      .input<float>({1, 2, 1}, {8, 9})
      .expect<float>({1, 3, 1}, {8, 9, 3});
}

TEST(TensorScatter, CircularWrapsAround) {
  scatter("circular", 4, 3).expect<float>({2, 3, 2}, {0, 1, -1, -2, 4, 5, -3, -4, 8, 9, 10, 11});
  OpTest("TensorScatter", 24)
      .attribute("mode", "circular")
      .attribute("axis", 1)
      .input<std::int64_t>({1, 3}, {1, 2, 3})
      .input<std::int64_t>({1, 2}, {8, 9})
      .input<std::int64_t>({1}, {2})
      .expect<std::int64_t>({1, 3}, {9, 2, 8});
}

TEST(TensorScatter, AxesBeforeTheSequence) {
  OpTest("TensorScatter", 24)
      .input<float>({1, 2, 2, 1}, {1, 2, 3, 4})
      .input<float>({1, 2, 1, 1}, {8, 9})
      .input<std::int64_t>({1}, {1})
      .expect<float>({1, 2, 2, 1}, {1, 8, 3, 9});
}

TEST(TensorScatter, PackedElements) {
  Tensor cache = Tensor::allocate(DType::kUint4, Shape{1, 3});
  Tensor update = Tensor::allocate(DType::kUint4, Shape{1, 1});
  Tensor y = Tensor::allocate(DType::kUint4, Shape{1, 3});
  static_cast<std::uint8_t*>(cache.raw())[0] = 0x21;
  static_cast<std::uint8_t*>(cache.raw())[1] = 0x03;
  static_cast<std::uint8_t*>(update.raw())[0] = 0x0f;
  static_cast<std::uint8_t*>(y.raw())[0] = 0xf1;
  static_cast<std::uint8_t*>(y.raw())[1] = 0x03;
  OpTest("TensorScatter", 24)
      .attribute("axis", 1)
      .input(cache)
      .input(update)
      .input<std::int64_t>({1}, {1})
      .output(y)
      .check();
}

TEST(TensorScatter, ZeroSize) {
  OpTest("TensorScatter", 24)
      .input<float>({1, 2, 1}, {1, 2})
      .input<float>({1, 0, 1}, {})
      .expect<float>({1, 2, 1}, {1, 2});
}

TEST(TensorScatter, Errors) {
  scatter("linear", 0, 3).expect_error("index 3 does not leave room for 1 rows");
  scatter("circular", -1, 0).expect_error("index -1 does not leave room");
  OpTest("TensorScatter", 24)
      .input<float>({1, 2, 1}, {1, 2})
      .input<float>({1, 3, 1}, {1, 2, 3})
      .expect_error("does not fit input 0");
  OpTest("TensorScatter", 24)
      .attribute("axis", 0)
      .input<float>({2, 1}, {1, 2})
      .input<float>({1, 1}, {1})
      .expect_error("is the batch axis");
}

}  // namespace
}  // namespace sardonyx
