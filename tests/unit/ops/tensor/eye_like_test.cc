#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(EyeLike, TypeOfTheInput) {
  OpTest("EyeLike", 9)
      .input<std::int32_t>({2, 3}, {1, 2, 3, 4, 5, 6})
      .expect<std::int32_t>({2, 3}, {1, 0, 0, 0, 1, 0});
}

TEST(EyeLike, OtherTypeAndDiagonal) {
  const auto eye = [](DType dtype, std::int64_t k) {
    return OpTest("EyeLike", 22)
        .attribute("dtype", static_cast<std::int64_t>(dtype))
        .attribute("k", k)
        .input<float>({2, 3}, ramp(6));
  };
  eye(DType::kDouble, 1).expect<double>({2, 3}, {0, 1, 0, 0, 0, 1});
  eye(DType::kBool, -1).expect<bool>({2, 3}, {false, false, false, true, false, false});
  eye(DType::kBFloat16, 2).expect<BFloat16>({2, 3}, to_bfloat16({0, 0, 1, 0, 0, 0}));
  eye(DType::kUint8, INT64_MAX).expect<std::uint8_t>({2, 3}, {0, 0, 0, 0, 0, 0});
  eye(DType::kUint8, INT64_MIN).expect<std::uint8_t>({2, 3}, {0, 0, 0, 0, 0, 0});
}

TEST(EyeLike, ZeroSize) {
  OpTest("EyeLike", 9).input<float>({0, 2}, {}).expect<float>({0, 2}, {});
}

TEST(EyeLike, Errors) {
  OpTest("EyeLike", 9).input<float>({2}, {1, 2}).expect_error("expected rank 2");
  OpTest("EyeLike", 9)
      .attribute("dtype", static_cast<std::int64_t>(DType::kString))
      .input<float>({1, 1}, {1})
      .expect_error("attribute 'dtype' is string");
}

}  // namespace
}  // namespace sardonyx
