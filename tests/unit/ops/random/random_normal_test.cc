#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// NumPy's RandomState(0).normal draws 1.76405235, 0.40015721, 0.97873798.
TEST(RandomNormal, DrawsWhatNumpyDraws) {
  OpTest("RandomNormal", 22)
      .attribute("seed", 0.0f)
      .attribute("shape", std::vector<std::int64_t>{3})
      .expect<float>({3}, {1.7640524f, 0.4001572f, 0.978738f}, {.rtol = 1e-6});
}

TEST(RandomNormal, MeanAndScale) {
  OpTest("RandomNormal", 1)
      .attribute("seed", 0.0f)
      .attribute("mean", 10.0f)
      .attribute("scale", 2.0f)
      .attribute("shape", std::vector<std::int64_t>{1, 1})
      .expect<float>({1, 1}, {13.528105f}, {.rtol = 1e-6});
}

TEST(RandomNormal, NegativeExtent) {
  OpTest("RandomNormal", 22)
      .attribute("shape", std::vector<std::int64_t>{-1})
      .expect_error("negative extent");
}

TEST(RandomNormal, MissingShape) {
  OpTest("RandomNormal", 22).expect_error("attribute 'shape' is missing");
}

}  // namespace
}  // namespace sardonyx
