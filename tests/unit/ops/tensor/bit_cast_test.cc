#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest bit_cast_to(DType dtype) {
  return std::move(OpTest("BitCast", 26).attribute("to", static_cast<int>(dtype)));
}

TEST(BitCast, KeepsBits) {
  bit_cast_to(DType::kInt32)
      .input<float>({2}, {1, -2})
      .expect<std::int32_t>({2}, {0x3f800000, static_cast<std::int32_t>(0xc0000000)});
  bit_cast_to(DType::kUint16)
      .input<Float16>({1, 2}, to_float16({1, 2}))
      .expect<std::uint16_t>({1, 2}, {0x3c00, 0x4000});
  bit_cast_to(DType::kInt8).input<std::uint8_t>({2}, {255, 1}).expect<std::int8_t>({2}, {-1, 1});
  bit_cast_to(DType::kDouble).input<std::int64_t>({}, {0x3ff0000000000000}).expect<double>({}, {1});
}

TEST(BitCast, PackedTypes) {
  bit_cast_to(DType::kUint4)
      .input(raw_tensor(DType::kInt4, {3}, {0xf7, 0x01}))
      .output(raw_tensor(DType::kUint4, {3}, {0xf7, 0x01}))
      .check();
}

TEST(BitCast, Empty) {
  bit_cast_to(DType::kInt32).input<float>({0}, {}).expect<std::int32_t>({0}, {});
}

TEST(BitCast, WidthsMustAgree) {
  bit_cast_to(DType::kInt64)
      .input<float>({1}, {1})
      .expect_error("elements of float have 32 bits, those of int64 64");
  OpTest("BitCast", 26).input<float>({1}, {1}).expect_error("attribute 'to'");
}

}  // namespace
}  // namespace sardonyx
