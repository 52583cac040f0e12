#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Identity, Tensor) {
  OpTest("Identity", 25).input<float>({2, 2}, ramp(4)).expect<float>({2, 2}, ramp(4));
  OpTest("Identity", 1).input<std::int64_t>({}, {7}).expect<std::int64_t>({}, {7});
}

TEST(Identity, Strings) {
  OpTest("Identity", 16).input<std::string>({2}, {"a", "b"}).expect<std::string>({2}, {"a", "b"});
}

TEST(Identity, ZeroSize) {
  OpTest("Identity", 16).input<double>({0, 3}, {}).expect<double>({0, 3}, {});
}

TEST(Identity, Sequence) {
  const Sequence sequence{DType::kFloat, {Tensor::of<float>({2}, {1, 2}), Tensor::scalar(3.0f)}};
  OpTest("Identity", 14).input(Value(sequence)).output(Value(sequence)).check();
}

TEST(Identity, Optional) {
  const Optional none{};
  const Optional some{std::make_shared<Value>(Tensor::scalar(3.0f))};
  OpTest("Identity", 16).input(Value(none)).output(Value(none)).check();
  OpTest("Identity", 16).input(Value(some)).output(Value(some)).check();
}

TEST(Identity, NeedsAnInput) {
  OpTest("Identity", 16).expect_error("input 0 ('input') is missing");
}

}  // namespace
}  // namespace sardonyx
