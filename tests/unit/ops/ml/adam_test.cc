#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kTraining = "ai.onnx.preview.training";
constexpr Tolerance kTolerance{1e-7, 1e-9};

OpTest step(std::int64_t updates) {
  OpTest test("Adam", 1, kTraining);
  test.input<double>({}, {.1})
      .input<std::int64_t>({}, {updates})
      .input<double>({2}, {1, 2.8})
      .input<double>({2}, {-1, -2.5})
      .input<double>({2}, {1.7, .3})
      .input<double>({2}, {2, 4});
  return test;
}

TEST(Adam, AllAttributes) {
  step(3)
      .attribute("norm_coefficient", .5f)
      .attribute("norm_coefficient_post", .2f)
      .attribute("epsilon", 1e-2f)
      .attribute("alpha", .95f)
      .attribute("beta", .1f)
      .output<double>({2}, {-0.5466924814067741, 2.1351875836684817}, kTolerance)
      .output<double>({2}, {1.5899999737739563, 0.22999998331069946}, kTolerance)
      .output<double>({2}, {0.42499999701976776, 1.4889999771118165}, kTolerance)
      .check();
}

TEST(Adam, FirstStepWithDefaults) {
  step(0)
      .output<double>({2}, {0.8988585181537081, 2.799000284964424}, kTolerance)
      .output<double>({2}, {1.4299999356269837, 0.019999933242797863}, kTolerance)
      .output<double>({2}, {1.9990000128746033, 4.002249971032143}, kTolerance)
      .check();
}

TEST(Adam, Errors) {
  step(0).input<double>({2}, {1, 2}).expect_error("there are 7 inputs", 3);
  step(0).expect_error("there are 4 outputs", 4);
}

}  // namespace
}  // namespace sardonyx
