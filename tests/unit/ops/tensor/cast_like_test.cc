#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(CastLike, TakesTheTypeOfTheSecondInput) {
  OpTest("CastLike", 15)
      .input<float>({2, 2}, {1.5f, -2, 0, 7})
      .input<std::int64_t>({1}, {0})
      .expect<std::int64_t>({2, 2}, {1, -2, 0, 7});
  OpTest("CastLike", 19)
      .input<std::int32_t>({2}, {3, 0})
      .input<bool>({0}, {})
      .expect<bool>({2}, {true, false});
}

TEST(CastLike, Float8) {
  const Tensor like = raw_tensor(DType::kFloat8E4M3FN, {1}, {0});
  OpTest("CastLike", 19)
      .input<float>({2}, {1e6f, 0.5f})
      .input(like)
      .output(raw_tensor(DType::kFloat8E4M3FN, {2}, {0x7e, 0x30}))
      .check();
  OpTest("CastLike", 19)
      .attribute("saturate", 0)
      .input<float>({2}, {1e6f, 0.5f})
      .input(like)
      .output(raw_tensor(DType::kFloat8E4M3FN, {2}, {0x7f, 0x30}))
      .check();
}

TEST(CastLike, PackedTarget) {
  OpTest("CastLike", 21)
      .input<float>({3}, {-8, 7, 3})
      .input(raw_tensor(DType::kInt4, {1}, {0}))
      .output(raw_tensor(DType::kInt4, {3}, {0x78, 0x03}))
      .check();
}

TEST(CastLike, Strings) {
  OpTest("CastLike", 15)
      .input<std::string>({1}, {"2.5"})
      .input<double>({}, {0})
      .expect<double>({1}, {2.5});
}

}  // namespace
}  // namespace sardonyx
