#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Concat, OuterAndInnerAxis) {
  OpTest("Concat", 13)
      .attribute("axis", 0)
      .input<float>({1, 2}, {1, 2})
      .input<float>({2, 2}, {3, 4, 5, 6})
      .expect<float>({3, 2}, {1, 2, 3, 4, 5, 6});
  OpTest("Concat", 13)
      .attribute("axis", -1)
      .input<float>({2, 1}, {1, 2})
      .input<float>({2, 2}, {3, 4, 5, 6})
      .expect<float>({2, 3}, {1, 3, 4, 2, 5, 6});
}

TEST(Concat, OneInputAndMany) {
  OpTest("Concat", 13).attribute("axis", 0).input<float>({2}, {1, 2}).expect<float>({2}, {1, 2});
  OpTest many("Concat", 13);
  many.attribute("axis", 0);
  std::vector<std::int64_t> all;
  for (std::int64_t i = 0; i < 20; ++i) {
    many.input<std::int64_t>({1}, {i});
    all.push_back(i);
  }
  many.expect<std::int64_t>({20}, all);
}

TEST(Concat, DefaultAxisOfVersion1) {
  OpTest("Concat", 1)
      .input<float>({1, 2}, {1, 2})
      .input<float>({1, 1}, {3})
      .expect<float>({1, 3}, {1, 2, 3});
}

TEST(Concat, OtherTypes) {
  OpTest("Concat", 13)
      .attribute("axis", 0)
      .input<std::string>({1}, {"a"})
      .input<std::string>({2}, {"b", "c"})
      .expect<std::string>({3}, {"a", "b", "c"});
  OpTest("Concat", 13)
      .attribute("axis", 1)
      .input<std::uint8_t>({2, 1}, {1, 2})
      .input<std::uint8_t>({2, 1}, {3, 4})
      .expect<std::uint8_t>({2, 2}, {1, 3, 2, 4});
}

TEST(Concat, ZeroSizes) {
  OpTest("Concat", 13)
      .attribute("axis", 1)
      .input<float>({2, 0}, {})
      .input<float>({2, 1}, {1, 2})
      .expect<float>({2, 1}, {1, 2});
  OpTest("Concat", 13)
      .attribute("axis", 1)
      .input<float>({0, 1}, {})
      .input<float>({0, 2}, {})
      .expect<float>({0, 3}, {});
}

TEST(Concat, ShapesThatDoNotFit) {
  OpTest("Concat", 13)
      .attribute("axis", 0)
      .input<float>({1, 2}, {1, 2})
      .input<float>({1, 3}, {1, 2, 3})
      .expect_error("expected extent 2 on axis 1");
  OpTest("Concat", 13)
      .attribute("axis", 0)
      .input<float>({1, 2}, {1, 2})
      .input<float>({2}, {1, 2})
      .expect_error("expected the same rank");
  OpTest("Concat", 13).input<float>({1}, {1}).expect_error("attribute 'axis' is missing");
  OpTest("Concat", 13)
      .attribute("axis", 1)
      .input<float>({1}, {1})
      .expect_error("attribute 'axis' 1 is outside [-1, 0]");
}

}  // namespace
}  // namespace sardonyx
