#include "tests/unit/ops/control/subgraph.h"
#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// sum += x; the condition stays; scan output: the sum so far.
std::shared_ptr<Graph> summing_body() {
  SubgraphBuilder body;
  body.input("iteration");
  const ValueId condition = body.input("condition");
  const ValueId sum = body.input("sum");
  const ValueId x = body.constant(Tensor::of<float>({2}, {1, 10}));
  const ValueId next = body.node("Add", {sum, x});
  body.output(condition);
  body.output(next);
  body.output(next);
  return body.build();
}

TEST(Loop, CarriesAndStacks) {
  OpTest("Loop", 21)
      .attribute("body", summing_body())
      .input<std::int64_t>({}, {3})
      .input<bool>({}, {true})
      .input<float>({2}, {0, 0})
      .output<float>({2}, {3, 30})
      .output<float>({3, 2}, {1, 10, 2, 20, 3, 30})
      .check();
}

TEST(Loop, StacksGrow) {
  constexpr int kTrips = 21;
  std::vector<float> sums;
  for (int trip = 1; trip <= kTrips; ++trip) {
    sums.push_back(static_cast<float>(trip));
    sums.push_back(static_cast<float>(10 * trip));
  }
  OpTest("Loop", 21)
      .attribute("body", summing_body())
      .input<std::int64_t>({}, {kTrips})
      .no_input()
      .input<float>({2}, {0, 0})
      .output<float>({2}, {kTrips, 10 * kTrips})
      .output<float>({kTrips, 2}, sums)
      .check();
}

TEST(Loop, NamesGrowToo) {
  SubgraphBuilder body;
  body.input("iteration");
  const ValueId condition = body.input("condition");
  const ValueId name = body.input("name");
  body.output(condition);
  body.output(name);
  body.output(body.node("Identity", {name}));
  OpTest("Loop", 21)
      .attribute("body", body.build())
      .input<std::int64_t>({}, {6})
      .no_input()
      .input<std::string>({1}, {"a name that is too long to lie in the string itself"})
      .no_output()
      .output<std::string>({6, 1}, std::vector<std::string>(6,
                                                            "a name that is too long to lie in "
                                                            "the string itself"))
      .check();
}

TEST(Loop, NoTripGivesTheInitialValueAndAnEmptyStack) {
  OpTest("Loop", 21)
      .attribute("body", summing_body())
      .input<std::int64_t>({}, {0})
      .no_input()
      .input<float>({2}, {5, 6})
      .output<float>({2}, {5, 6})
      .output<float>({0, 2}, {})
      .check();
}

TEST(Loop, FalseConditionStopsBeforeTheFirstTrip) {
  OpTest("Loop", 21)
      .attribute("body", summing_body())
      .input<std::int64_t>({}, {3})
      .input<bool>({}, {false})
      .input<float>({2}, {5, 6})
      .output<float>({2}, {5, 6})
      .no_output()
      .check();
}

TEST(Loop, BroadcastWidensTheCarriedShape) {
  OpTest("Loop", 21)
      .attribute("body", summing_body())
      .input<std::int64_t>({1}, {2})
      .no_input()
      .input<float>({1}, {0})
      .output<float>({2}, {2, 20})
      .no_output()
      .check();
}

TEST(Loop, BodyWithTooFewInputs) {
  SubgraphBuilder body;
  body.output(body.input("iteration"));
  OpTest("Loop", 21)
      .attribute("body", body.build())
      .input<std::int64_t>({}, {2})
      .expect_error("the body has 1 inputs, expected 2");
}

}  // namespace
}  // namespace sardonyx
