#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Dropout, InferenceKeepsEverything) {
  OpTest("Dropout", 13).input<float>({2}, {1, 2}).expect<float>({2}, {1, 2});
  OpTest("Dropout", 22)
      .input<double>({2}, {1, 2})
      .input<float>({}, {0.9f})
      .input<bool>({}, {false})
      .output<double>({2}, {1, 2})
      .output<bool>({2}, {true, true})
      .check();
  OpTest("Dropout", 10)
      .attribute("ratio", 0.9f)
      .input<float>({2}, {1, 2})
      .output<float>({2}, {1, 2})
      .output<bool>({2}, {true, true})
      .check();
  OpTest("Dropout", 7)
      .input<Float16>({2}, to_float16({1, 2}))
      .output<Float16>({2}, to_float16({1, 2}))
      .output<Float16>({2}, to_float16({1, 1}))
      .check();
  OpTest("Dropout", 6).attribute("is_test", 1).input<float>({1}, {1}).expect<float>({1}, {1});
}

// What NumPy's RandomState(5) and RandomState(0) draw.
TEST(Dropout, TrainingDropsAndScales) {
  const float s = 1.0f / 0.7f;
  OpTest("Dropout", 13)
      .attribute("seed", 5)
      .input<float>({2, 5}, std::vector<float>(10, 1))
      .input<float>({}, {0.3f})
      .input<bool>({}, {true})
      .output<float>({2, 5}, {0, s, 0, s, s, s, s, s, 0, 0}, {1e-6, 0})
      .output<bool>({2, 5}, {false, true, false, true, true, true, true, true, false, false})
      .check();
  OpTest("Dropout", 22)
      .attribute("seed", 0)
      .input<Float16>({6}, to_float16(std::vector<float>(6, 3)))
      .input<float>({}, {0.625f})
      .input<bool>({}, {true})
      .expect<Float16>({6}, to_float16({0, 8, 0, 0, 0, 8}));
}

TEST(Dropout, MaskAlone) {
  OpTest("Dropout", 13)
      .attribute("seed", 0)
      .input<double>({8}, {1, 2, 3, 4, 5, 6, 7, 8})
      .input<float>({}, {0.5f})
      .input<bool>({}, {true})
      .no_output()
      .output<bool>({8}, {true, true, true, true, false, true, false, true})
      .check();
}

TEST(Dropout, TrainingWithoutSeedDrawsAnew) {
  const std::vector<Value> outputs = OpTest("Dropout", 13)
                                         .input<float>({1000}, std::vector<float>(1000, 1))
                                         .no_input()
                                         .input<bool>({}, {true})
                                         .run(2);
  int kept = 0;
  for (std::size_t i = 0; i < 1000; ++i) {
    const float y = outputs[0].tensor().data<float>()[i];
    const bool mask = outputs[1].tensor().data<bool>()[i];
    EXPECT_EQ(y, mask ? 2.0f : 0.0f);
    kept += mask ? 1 : 0;
  }
  EXPECT_NEAR(kept, 500, 80);  // five standard deviations
}

TEST(Dropout, RatioOfZeroAndZeroSize) {
  OpTest("Dropout", 13)
      .input<float>({2}, {1, 2})
      .input<float>({}, {0})
      .input<bool>({}, {true})
      .output<float>({2}, {1, 2})
      .output<bool>({2}, {true, true})
      .check();
  OpTest("Dropout", 13).input<float>({0}, {}).expect<float>({0}, {});
}

TEST(Dropout, Errors) {
  OpTest("Dropout", 13)
      .input<float>({2}, {1, 2})
      .input<float>({}, {1})
      .input<bool>({}, {true})
      .expect_error("input 1 ('ratio') is 1");
  OpTest("Dropout", 13)
      .input<float>({2}, {1, 2})
      .input<float>({2}, {0, 0})
      .expect_error("input 1 must have one element");
}

}  // namespace
}  // namespace sardonyx
