#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-6, .atol = 1e-6};

TEST(BlackmanWindow, Periodic) {
  OpTest("BlackmanWindow", 17)
      .input<std::int64_t>({}, {5})
      .expect<float>({5}, {0, 0.2007701f, 0.8492299f, 0.8492299f, 0.2007701f}, kFloat);
}

TEST(BlackmanWindow, Symmetric) {
  OpTest("BlackmanWindow", 17)
      .attribute("periodic", 0)
      .input<std::int32_t>({}, {5})
      .expect<float>({5}, {0, 0.34f, 1, 0.34f, 0}, kFloat);
}

TEST(BlackmanWindow, OtherTypesAndNoElements) {
  OpTest("BlackmanWindow", 17)
      .attribute("output_datatype", static_cast<int>(DType::kDouble))
      .input<std::int64_t>({}, {2})
      .expect<double>({2}, {0, 1}, {.rtol = 1e-15, .atol = 1e-15});
  OpTest("BlackmanWindow", 17)
      .input<std::int64_t>({}, {0})
      .expect<float>({0}, std::vector<float>{});
}

TEST(BlackmanWindow, Errors) {
  OpTest("BlackmanWindow", 17).input<std::int64_t>({}, {-1}).expect_error("input 0 ('size') is -1");
  OpTest("BlackmanWindow", 17)
      .input<std::int64_t>({2}, {1, 2})
      .expect_error("input 0 ('size') has shape");
  OpTest("BlackmanWindow", 17)
      .attribute("output_datatype", static_cast<int>(DType::kBool))
      .input<std::int64_t>({}, {2})
      .expect_error("attribute 'output_datatype' is bool");
}

}  // namespace
}  // namespace sardonyx
