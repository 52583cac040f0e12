#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(ScatterND, ExampleOfTheSpecification) {
  OpTest("ScatterND", 11)
      .input<float>({8}, ramp(8, 1))
      .input<std::int64_t>({4, 1}, {4, 3, 1, 7})
      .input<float>({4}, {9, 10, 11, 12})
      .expect<float>({8}, {1, 11, 3, 10, 9, 6, 7, 12});
}

TEST(ScatterND, Slices) {
  OpTest("ScatterND", 18)
      .input<std::int32_t>({3, 2}, {1, 2, 3, 4, 5, 6})
      .input<std::int64_t>({2, 1}, {-1, 0})
      .input<std::int32_t>({2, 2}, {7, 8, 9, 10})
      .expect<std::int32_t>({3, 2}, {9, 10, 3, 4, 7, 8});
}

TEST(ScatterND, OneTuple) {
  OpTest("ScatterND", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({2}, {1, 0})
      .input<float>({}, {9})
      .expect<float>({2, 2}, {0, 1, 9, 3});
}

TEST(ScatterND, Reductions) {
  const auto scatter = [](const char* reduction) {
    return OpTest("ScatterND", 18)
        .attribute("reduction", reduction)
        .input<float>({2, 2}, {1, 2, 3, 4})
        .input<std::int64_t>({2, 1}, {1, 1})
        .input<float>({2, 2}, {5, -3, 2, 6});
  };
  scatter("add").expect<float>({2, 2}, {1, 2, 10, 7});
  scatter("mul").expect<float>({2, 2}, {1, 2, 30, -72});
  scatter("max").expect<float>({2, 2}, {1, 2, 5, 6});
  scatter("min").expect<float>({2, 2}, {1, 2, 2, -3});
}

TEST(ScatterND, StringsAndZeroSizes) {
  OpTest("ScatterND", 18)
      .input<std::string>({2}, {"a", "b"})
      .input<std::int64_t>({1, 1}, {1})
      .input<std::string>({1}, {"c"})
      .expect<std::string>({2}, {"a", "c"});
  OpTest("ScatterND", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({0, 1}, {})
      .input<float>({0}, {})
      .expect<float>({2}, {1, 2});
}

TEST(ScatterND, Errors) {
  OpTest("ScatterND", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({1, 1}, {-3})
      .input<float>({1}, {1})
      .expect_error("index -3 is out of range");
  OpTest("ScatterND", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({1, 1}, {0})
      .input<float>({2}, {1, 1})
      .expect_error("input 2 of shape");
  OpTest("ScatterND", 18)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({1, 2}, {0, 0})
      .input<float>({1}, {1})
      .expect_error("has indices of 2 axes");
}

}  // namespace
}  // namespace sardonyx
