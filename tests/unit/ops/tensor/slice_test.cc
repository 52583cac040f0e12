#include <limits>

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

// Slices ramp(n) of shape [n] with one start, end and step.
void expect_1d(std::int64_t n, std::int64_t start, std::int64_t end, std::int64_t step,
               const std::vector<float>& expected) {
  SCOPED_TRACE(testing::Message() << n << "[" << start << ":" << end << ":" << step << "]");
  OpTest("Slice", 13)
      .input<float>({n}, ramp(n))
      .input<std::int64_t>({1}, {start})
      .input<std::int64_t>({1}, {end})
      .input<std::int64_t>({1}, {0})
      .input<std::int64_t>({1}, {step})
      .expect<float>({static_cast<std::int64_t>(expected.size())}, expected);
}

TEST(Slice, ExamplesOfTheSpecification) {
  OpTest("Slice", 13)
      .input<float>({2, 4}, ramp(8, 1))
      .input<std::int64_t>({2}, {1, 0})
      .input<std::int64_t>({2}, {2, 3})
      .input<std::int64_t>({2}, {0, 1})
      .input<std::int64_t>({2}, {1, 2})
      .expect<float>({1, 2}, {5, 7});
  OpTest("Slice", 13)
      .input<float>({2, 4}, ramp(8, 1))
      .input<std::int64_t>({2}, {0, 1})
      .input<std::int64_t>({2}, {-1, 1000})
      .expect<float>({1, 3}, {2, 3, 4});
}

TEST(Slice, BoundsAndSteps) {
  expect_1d(5, 1, 4, 1, {1, 2, 3});
  expect_1d(5, -3, -1, 1, {2, 3});
  expect_1d(5, 0, kMost, 2, {0, 2, 4});
  expect_1d(5, -100, 100, 3, {0, 3});
  expect_1d(5, 3, 3, 1, {});
  expect_1d(5, 4, 2, 1, {});
  expect_1d(5, 7, 9, 1, {});
  expect_1d(5, 4, 0, -1, {4, 3, 2, 1});
  expect_1d(5, -1, kLeast, -1, {4, 3, 2, 1, 0});
  expect_1d(5, 100, -100, -2, {4, 2, 0});
  expect_1d(5, 1, 3, -1, {});
  expect_1d(5, 2, kMost, kMost, {2});
  expect_1d(5, 2, kLeast, kLeast, {2});
  expect_1d(0, 0, 3, 1, {});
  expect_1d(0, -1, kLeast, -1, {});
}

TEST(Slice, AxesAndInt32Indices) {
  OpTest("Slice", 10)
      .input<float>({2, 3, 2}, ramp(12))
      .input<std::int32_t>({1}, {1})
      .input<std::int32_t>({1}, {3})
      .input<std::int32_t>({1}, {-2})
      .expect<float>({2, 2, 2}, {2, 3, 4, 5, 8, 9, 10, 11});
}

TEST(Slice, StepsWithoutAxes) {
  OpTest("Slice", 13)
      .input<float>({2, 3}, ramp(6))
      .input<std::int64_t>({2}, {0, 2})
      .input<std::int64_t>({2}, {2, -4})
      .no_input()
      .input<std::int64_t>({2}, {1, -1})
      .expect<float>({2, 3}, {2, 1, 0, 5, 4, 3});
}

TEST(Slice, Attributes) {
  OpTest("Slice", 1)
      .attribute("starts", std::vector<std::int64_t>{1})
      .attribute("ends", std::vector<std::int64_t>{3})
      .attribute("axes", std::vector<std::int64_t>{1})
      .input<float>({2, 3}, ramp(6))
      .expect<float>({2, 2}, {1, 2, 4, 5});
  OpTest("Slice", 9)
      .attribute("starts", std::vector<std::int64_t>{-1})
      .attribute("ends", std::vector<std::int64_t>{1000})
      .input<float>({2, 3}, ramp(6))
      .expect<float>({1, 3}, {3, 4, 5});
}

TEST(Slice, Strings) {
  OpTest("Slice", 13)
      .input<std::string>({3}, {"a", "b", "c"})
      .input<std::int64_t>({1}, {2})
      .input<std::int64_t>({1}, {-4})
      .input<std::int64_t>({1}, {0})
      .input<std::int64_t>({1}, {-2})
      .expect<std::string>({2}, {"c", "a"});
}

TEST(Slice, Errors) {
  const auto slice = [](Tensor starts, Tensor ends, Tensor axes, Tensor steps) {
    return OpTest("Slice", 13)
        .input<float>({2, 3}, ramp(6))
        .input(starts)
        .input(ends)
        .input(axes)
        .input(steps);
  };
  const auto list = [](std::initializer_list<std::int64_t> elements) {
    return Tensor::of<std::int64_t>(Shape{static_cast<std::int64_t>(elements.size())}, elements);
  };
  slice(list({0}), list({1}), list({0}), list({0})).expect_error("contain 0");
  slice(list({0}), list({1}), list({2}), list({1})).expect_error("axis 2 is outside");
  slice(list({0, 0}), list({1, 1}), list({0, -2}), list({1, 1})).expect_error("name axis 0 twice");
  slice(list({0, 0}), list({1, 1}), list({0}), list({1, 1})).expect_error("differ in length");
  slice(list({0, 0}), list({1}), list({0}), list({1})).expect_error("2 starts and 1 ends");
  slice(Tensor::of<std::int64_t>({1, 1}, {0}), list({1}), list({0}), list({1}))
      .expect_error("expected rank 0 to 1");
}

}  // namespace
}  // namespace sardonyx
