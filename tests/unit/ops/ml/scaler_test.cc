#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";

TEST(Scaler, ByFeature) {
  OpTest("Scaler", 1, kMl)
      .input<std::int64_t>({2, 2}, {1, 2, 3, 4})
      .attribute("offset", std::vector<float>{1, 2})
      .attribute("scale", std::vector<float>{0.5f, 2})
      .expect<float>({2, 2}, {0, 0, 1, 4});
}

TEST(Scaler, OneForAll) {
  OpTest("Scaler", 1, kMl)
      .input<double>({1, 2, 2}, {1, 2, 3, 4})
      .attribute("offset", std::vector<float>{1})
      .attribute("scale", std::vector<float>{2})
      .expect<float>({1, 2, 2}, {0, 2, 4, 6});
}

TEST(Scaler, Errors) {
  OpTest("Scaler", 1, kMl)
      .input<float>({1, 3}, {1, 2, 3})
      .attribute("offset", std::vector<float>{1, 2})
      .attribute("scale", std::vector<float>{1, 2})
      .expect_error("expected 2 features");
  OpTest("Scaler", 1, kMl)
      .input<float>({1, 2}, {1, 2})
      .attribute("offset", std::vector<float>{1, 2})
      .attribute("scale", std::vector<float>{1})
      .expect_error("have 2 and 1 elements");
}

}  // namespace
}  // namespace sardonyx
