#include "tests/unit/ops/op_test.h"

#include <cmath>

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";

TEST(Imputer, Floats) {
  OpTest("Imputer", 1, kMl)
      .input<float>({2, 2}, {1, NAN, NAN, 2})
      .attribute("imputed_value_floats", std::vector<float>{7, 8})
      .attribute("replaced_value_float", NAN)
      .expect<float>({2, 2}, {1, 8, 7, 2});
  OpTest("Imputer", 1, kMl)
      .input<double>({2, 2}, {0, 1, -0.0, NAN})
      .attribute("imputed_value_floats", std::vector<float>{7})
      .expect<double>({2, 2}, {7, 1, 7, NAN});
}

TEST(Imputer, Integers) {
  OpTest("Imputer", 1, kMl)
      .input<std::int64_t>({1, 2}, {1, 0})
      .attribute("imputed_value_int64s", std::vector<std::int64_t>{9})
      .expect<std::int64_t>({1, 2}, {1, 9});
  OpTest("Imputer", 1, kMl)
      .input<std::int32_t>({1, 2}, {-1, -1})
      .attribute("imputed_value_int64s", std::vector<std::int64_t>{4, 5})
      .attribute("replaced_value_int64", -1)
      .expect<std::int32_t>({1, 2}, {4, 5});
}

TEST(Imputer, Errors) {
  OpTest("Imputer", 1, kMl).input<float>({1}, {1}).expect_error("must be given");
  OpTest("Imputer", 1, kMl)
      .input<float>({1}, {1})
      .attribute("imputed_value_int64s", std::vector<std::int64_t>{4})
      .expect_error("given as integers");
  OpTest("Imputer", 1, kMl)
      .input<float>({1, 3}, {1, 2, 3})
      .attribute("imputed_value_floats", std::vector<float>{7, 8})
      .expect_error("2 features");
  OpTest("Imputer", 1, kMl)
      .input<std::int32_t>({1}, {1})
      .attribute("imputed_value_int64s", std::vector<std::int64_t>{std::int64_t{1} << 40})
      .expect_error("no int32");
}

}  // namespace
}  // namespace sardonyx
