#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GatherND, ExamplesOfTheSpecification) {
  OpTest("GatherND", 11)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({2, 2}, {0, 0, 1, 1})
      .expect<float>({2}, {0, 3});
  OpTest("GatherND", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({2, 1}, {1, 0})
      .expect<float>({2, 2}, {2, 3, 0, 1});
  OpTest("GatherND", 13)
      .input<float>({2, 2, 2}, ramp(8))
      .input<std::int64_t>({2, 1, 2}, {0, 1, 1, 0})
      .expect<float>({2, 1, 2}, {2, 3, 4, 5});
}

TEST(GatherND, BatchDims) {
  OpTest("GatherND", 12)
      .attribute("batch_dims", 1)
      .input<float>({2, 2, 2}, ramp(8))
      .input<std::int64_t>({2, 1}, {1, 0})
      .expect<float>({2, 2}, {2, 3, 4, 5});
}

TEST(GatherND, OtherTypesAndZeroSizes) {
  OpTest("GatherND", 13)
      .input<std::string>({2}, {"a", "b"})
      .input<std::int64_t>({1, 1}, {-1})
      .expect<std::string>({1}, {"b"});
  OpTest("GatherND", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({0, 1}, {})
      .expect<float>({0, 2}, {});
}

TEST(GatherND, Errors) {
  OpTest("GatherND", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1, 2}, {0, 2})
      .expect_error("index 2 is out of range for an axis of extent 2");
  OpTest("GatherND", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1, 3}, {0, 0, 0})
      .expect_error("has indices of 3 axes");
  OpTest("GatherND", 13)
      .attribute("batch_dims", 1)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({3, 1}, {0, 0, 0})
      .expect_error("differ on batch axis 0");
  OpTest("GatherND", 13)
      .attribute("batch_dims", 2)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({2, 1}, {0, 0})
      .expect_error("attribute 'batch_dims' 2 does not fit");
}

}  // namespace
}  // namespace sardonyx
