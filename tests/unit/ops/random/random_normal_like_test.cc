#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(RandomNormalLike, DrawsWhatNumpyDraws) {
  OpTest("RandomNormalLike", 22)
      .attribute("seed", 3.0f)
      .attribute("mean", 1.0f)
      .attribute("scale", 2.0f)
      .input<float>({2, 3}, ramp(6))
      .expect<float>({2, 3},
                     {4.5772572f, 1.8730197f, 1.1929950f, -2.7269855f, 0.4452236f, 0.2904820f},
                     {.rtol = 1e-5});
}

TEST(RandomNormalLike, TheAttributeGivesTheType) {
  OpTest test("RandomNormalLike", 1);
  test.attribute("seed", 3.0f)
      .attribute("dtype", static_cast<int>(DType::kDouble))
      .input<std::int64_t>({2}, {7, 8});
  EXPECT_NEAR(test.run()[0].tensor().span<double>()[0], 1.7886284734303186, 1e-12);
}

TEST(RandomNormalLike, NoFloatingPointType) {
  OpTest("RandomNormalLike", 22)
      .input<bool>({1}, {true})
      .expect_error("input 0 is a tensor of bool, and there is no attribute 'dtype'");
}

}  // namespace
}  // namespace sardonyx
