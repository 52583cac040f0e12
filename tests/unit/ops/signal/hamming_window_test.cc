#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-6, .atol = 1e-6};

TEST(HammingWindow, Periodic) {
  OpTest("HammingWindow", 17)
      .input<std::int64_t>({}, {5})
      .expect<float>({5}, {0.08695652f, 0.4024053f, 0.9128121f, 0.9128121f, 0.4024053f}, kFloat);
}

TEST(HammingWindow, Symmetric) {
  OpTest("HammingWindow", 17)
      .attribute("periodic", 0)
      .input<std::int32_t>({}, {5})
      .expect<float>({5}, {0.08695652f, 0.5434783f, 1, 0.5434783f, 0.08695652f}, kFloat);
}

TEST(HammingWindow, OtherTypesAndNoElements) {
  OpTest("HammingWindow", 17)
      .attribute("output_datatype", static_cast<int>(DType::kDouble))
      .input<std::int64_t>({}, {2})
      .expect<double>({2}, {4.0 / 46, 1}, {.rtol = 1e-15, .atol = 1e-15});
  OpTest("HammingWindow", 17).input<std::int64_t>({}, {0}).expect<float>({0}, std::vector<float>{});
}

TEST(HammingWindow, Errors) {
  OpTest("HammingWindow", 17).input<std::int64_t>({}, {-1}).expect_error("input 0 ('size') is -1");
  OpTest("HammingWindow", 17)
      .input<std::int64_t>({2}, {1, 2})
      .expect_error("input 0 ('size') has shape");
  OpTest("HammingWindow", 17)
      .attribute("output_datatype", static_cast<int>(DType::kBool))
      .input<std::int64_t>({}, {2})
      .expect_error("attribute 'output_datatype' is bool");
}

}  // namespace
}  // namespace sardonyx
