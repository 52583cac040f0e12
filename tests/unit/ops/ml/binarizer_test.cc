#include "tests/unit/ops/op_test.h"

#include <cmath>

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;

TEST(Binarizer, AboveTheThreshold) {
  OpTest("Binarizer", 1, kMl)
      .input<float>({2, 2}, {1, 1.5f, 2, NAN})
      .attribute("threshold", 1.5f)
      .expect<float>({2, 2}, {0, 0, 1, 0});
  OpTest("Binarizer", 1, kMl)
      .input<std::int64_t>({3}, {-1, 0, 1})
      .expect<std::int64_t>({3}, {0, 0, 1});
  OpTest("Binarizer", 1, kMl).input<std::int32_t>({}, {3}).expect<std::int32_t>({}, {1});
  OpTest("Binarizer", 1, kMl)
      .input<double>({0}, std::vector<double>{})
      .expect<double>({0}, std::vector<double>{});
}

TEST(Binarizer, Errors) {
  OpTest("Binarizer", 1, kMl).input<Text>({1}, {"a"}).expect_error("expected");
}

}  // namespace
}  // namespace sardonyx
