#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";

constexpr Tolerance kTolerance{1e-6, 0};

TEST(Normalizer, Max) {
  OpTest("Normalizer", 1, kMl)
      .input<float>({3, 2}, {1, -4, -1, -2, 0, 0})
      .expect<float>({3, 2}, {1, -4, 1, 2, 0, 0});
}

TEST(Normalizer, L1) {
  OpTest("Normalizer", 1, kMl)
      .input<float>({3, 2}, {1, -4, -1, -2, 0, 0})
      .attribute("norm", "L1")
      .expect<float>({3, 2}, {0.2f, -0.8f, -0.33333334f, -0.6666667f, 0, 0}, kTolerance);
}

TEST(Normalizer, L2) {
  OpTest("Normalizer", 1, kMl)
      .input<std::int64_t>({2}, {3, -4})
      .attribute("norm", "L2")
      .expect<float>({2}, {0.6f, -0.8f}, kTolerance);
  OpTest("Normalizer", 1, kMl)
      .input<double>({2, 0}, std::vector<double>{})
      .attribute("norm", "L2")
      .expect<float>({2, 0}, std::vector<float>{});
}

TEST(Normalizer, Errors) {
  OpTest("Normalizer", 1, kMl).input<float>({1, 1, 1}, {1}).expect_error("rank");
  OpTest("Normalizer", 1, kMl).input<float>({1}, {1}).attribute("norm", "L3").expect_error("L3");
}

}  // namespace
}  // namespace sardonyx
