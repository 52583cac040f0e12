#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

using I = std::int64_t;

TEST(Unique, ExamplesOfTheSpecification) {
  OpTest("Unique", 11)
      .attribute("sorted", 0)
      .input<float>({6}, {2, 1, 1, 3, 4, 3})
      .output<float>({4}, {2, 1, 3, 4})
      .output<I>({4}, {0, 1, 3, 4})
      .output<I>({6}, {0, 1, 1, 2, 3, 2})
      .output<I>({4}, {1, 2, 2, 1})
      .check();
  OpTest("Unique", 11)
      .input<float>({2, 2}, {1, 3, 2, 3})
      .output<float>({3}, {1, 2, 3})
      .output<I>({3}, {0, 2, 1})
      .output<I>({4}, {0, 2, 1, 2})
      .output<I>({3}, {1, 1, 2})
      .check();
  OpTest("Unique", 11)
      .attribute("axis", 0)
      .input<float>({3, 3}, {1, 0, 0, 1, 0, 0, 2, 3, 4})
      .output<float>({2, 3}, {1, 0, 0, 2, 3, 4})
      .output<I>({2}, {0, 2})
      .output<I>({3}, {0, 0, 1})
      .output<I>({2}, {2, 1})
      .check();
  OpTest("Unique", 11)
      .attribute("axis", 1)
      .input<float>({2, 4, 2}, {1, 1, 0, 1, 2, 1, 0, 1, 1, 1, 0, 1, 2, 1, 0, 1})
      .output<float>({2, 3, 2}, {0, 1, 1, 1, 2, 1, 0, 1, 1, 1, 2, 1})
      .output<I>({3}, {1, 0, 2})
      .output<I>({4}, {1, 0, 2, 0})
      .output<I>({3}, {2, 1, 1})
      .check();
}

TEST(Unique, OrderOfFirstOccurrenceWithAxis) {
  OpTest("Unique", 11)
      .attribute("axis", -1)
      .attribute("sorted", 0)
      .input<I>({2, 4}, {5, 1, 5, 0, 7, 2, 7, 0})
      .output<I>({2, 3}, {5, 1, 0, 7, 2, 0})
      .output<I>({3}, {0, 1, 3})
      .output<I>({4}, {0, 1, 0, 2})
      .output<I>({3}, {2, 1, 1})
      .check();
}

TEST(Unique, SomeOutputs) {
  OpTest("Unique", 11).input<float>({3}, {2, 1, 2}).output<float>({2}, {1, 2}).check();
  OpTest("Unique", 11)
      .input<float>({3}, {2, 1, 2})
      .no_output()
      .no_output()
      .output<I>({3}, {1, 0, 1})
      .check();
}

TEST(Unique, OtherTypes) {
  OpTest("Unique", 28)
      .input<std::string>({3}, {"b", "a", "b"})
      .output<std::string>({2}, {"a", "b"})
      .output<I>({2}, {1, 0})
      .check();
  OpTest("Unique", 11)
      .attribute("axis", 1)
      .input<std::string>({2, 3}, {"b", "a", "b", "x", "y", "x"})
      .output<std::string>({2, 2}, {"a", "b", "y", "x"})
      .check();
  OpTest("Unique", 11).input<bool>({3}, {true, false, true}).expect<bool>({2}, {false, true});
  OpTest("Unique", 11).input<std::int8_t>({3}, {1, -1, 1}).expect<std::int8_t>({2}, {-1, 1});
  OpTest("Unique", 11)
      .input<Float16>({3}, to_float16({1, -1, 1}))
      .expect<Float16>({2}, to_float16({-1, 1}));
  Tensor x = Tensor::allocate(DType::kComplex64, Shape{3});
  const float parts[] = {1, 2, 1, -2, 1, 2};
  std::copy(std::begin(parts), std::end(parts), static_cast<float*>(x.raw()));
  Tensor y = Tensor::allocate(DType::kComplex64, Shape{2});
  const float sorted[] = {1, -2, 1, 2};
  std::copy(std::begin(sorted), std::end(sorted), static_cast<float*>(y.raw()));
  OpTest("Unique", 11).input(x).output(y).output<I>({2}, {1, 0}).check();
}

TEST(Unique, EqualValuesOfDifferentBits) {
  OpTest("Unique", 11)
      .input<float>({4}, {NAN, 0.0f, -0.0f, NAN})
      .output<float>({2}, {0, NAN})
      .output<I>({2}, {1, 0})
      .check();
}

TEST(Unique, ScalarsAndZeroSizes) {
  OpTest("Unique", 11).input<float>({}, {4}).output<float>({1}, {4}).output<I>({1}, {0}).check();
  OpTest("Unique", 11)
      .input<float>({0, 2}, {})
      .output<float>({0}, {})
      .output<I>({0}, {})
      .output<I>({0}, {})
      .output<I>({0}, {})
      .check();
  OpTest("Unique", 11).attribute("axis", 0).input<float>({0, 2}, {}).expect<float>({0, 2}, {});
}

TEST(Unique, WrongAxis) {
  OpTest("Unique", 11)
      .attribute("axis", 2)
      .input<float>({2, 2}, ramp(4))
      .expect_error("attribute 'axis' 2 is outside [-2, 1]");
}

}  // namespace
}  // namespace sardonyx
