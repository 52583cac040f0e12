#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(ScatterElements, ExamplesOfTheSpecification) {
  OpTest("ScatterElements", 18)
      .input<float>({3, 3}, std::vector<float>(9, 0))
      .input<std::int64_t>({2, 3}, {1, 0, 2, 0, 2, 1})
      .input<float>({2, 3}, {1, 1.1f, 1.2f, 2, 2.1f, 2.2f})
      .expect<float>({3, 3}, {2, 1.1f, 0, 1, 0, 2.2f, 0, 2.1f, 1.2f});
  for (const char* name : {"Scatter", "ScatterElements"}) {
    OpTest(name, 11)
        .attribute("axis", 1)
        .input<float>({1, 5}, {1, 2, 3, 4, 5})
        .input<std::int32_t>({1, 2}, {1, -2})
        .input<float>({1, 2}, {1.1f, 2.1f})
        .expect<float>({1, 5}, {1, 1.1f, 3, 2.1f, 5});
  }
}

TEST(ScatterElements, Scatter9) {
  OpTest("Scatter", 9)
      .input<std::string>({2}, {"a", "b"})
      .input<std::int64_t>({1}, {1})
      .input<std::string>({1}, {"c"})
      .expect<std::string>({2}, {"a", "c"});
}

TEST(ScatterElements, Reductions) {
  const auto scatter = [](const char* reduction) {
    return OpTest("ScatterElements", 18)
        .attribute("reduction", reduction)
        .input<float>({4}, {1, 2, 3, 4})
        .input<std::int64_t>({3}, {1, 1, 3})
        .input<float>({3}, {5, -3, 2});
  };
  scatter("add").expect<float>({4}, {1, 4, 3, 6});
  scatter("mul").expect<float>({4}, {1, -30, 3, 8});
  scatter("max").expect<float>({4}, {1, 5, 3, 4});
  scatter("min").expect<float>({4}, {1, -3, 3, 2});
}

TEST(ScatterElements, ReductionsOfOtherTypes) {
  OpTest("ScatterElements", 16)
      .attribute("reduction", "add")
      .input<Float16>({2}, to_float16({2048, 1}))
      .input<std::int64_t>({2}, {0, 1})
      .input<Float16>({2}, to_float16({1, 1}))
      .expect<Float16>({2}, to_float16({2048, 2}));
  OpTest("ScatterElements", 16)
      .attribute("reduction", "mul")
      .input<BFloat16>({2}, to_bfloat16({3, 1}))
      .input<std::int64_t>({2}, {0, 1})
      .input<BFloat16>({2}, to_bfloat16({0.5f, 2}))
      .expect<BFloat16>({2}, to_bfloat16({1.5f, 2}));
  OpTest("ScatterElements", 16)
      .attribute("reduction", "add")
      .input<std::uint8_t>({1}, {250})
      .input<std::int64_t>({1}, {0})
      .input<std::uint8_t>({1}, {10})
      .expect<std::uint8_t>({1}, {4});
  OpTest("ScatterElements", 18)
      .attribute("reduction", "max")
      .input<std::int64_t>({2}, {-5, 5})
      .input<std::int64_t>({2}, {0, 1})
      .input<std::int64_t>({2}, {-6, 6})
      .expect<std::int64_t>({2}, {-5, 6});
  OpTest("ScatterElements", 18)
      .attribute("reduction", "add")
      .input<bool>({2}, {true, false})
      .input<std::int64_t>({2}, {0, 1})
      .input<bool>({2}, {true, false})
      .expect<bool>({2}, {true, false});
}

TEST(ScatterElements, ZeroSize) {
  OpTest("ScatterElements", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({0}, {})
      .input<float>({0}, {})
      .expect<float>({2}, {1, 2});
}

TEST(ScatterElements, Errors) {
  OpTest("ScatterElements", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({2}, {0, 2})
      .input<float>({2}, {1, 2})
      .expect_error("index 2 is out of range");
  OpTest("ScatterElements", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({2}, {0, 1})
      .input<float>({1}, {1})
      .expect_error("expected the same");
  OpTest("ScatterElements", 18)
      .attribute("reduction", "sum")
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({1}, {0})
      .input<float>({1}, {1})
      .expect_error("attribute 'reduction' is \"sum\"");
  OpTest("ScatterElements", 18)
      .attribute("reduction", "add")
      .input<std::string>({1}, {"a"})
      .input<std::int64_t>({1}, {0})
      .input<std::string>({1}, {"b"})
      .expect_error("elements of string cannot be reduced");
}

}  // namespace
}  // namespace sardonyx
