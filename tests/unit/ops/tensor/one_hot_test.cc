#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(OneHot, InnermostAxis) {
  OpTest("OneHot", 11)
      .input<std::int64_t>({3}, {0, 2, 1})
      .input<std::int64_t>({}, {3})
      .input<std::int32_t>({2}, {2, 5})
      .expect<std::int32_t>({3, 3}, {5, 2, 2, 2, 2, 5, 2, 5, 2});
}

TEST(OneHot, InnerAxisAndIndicesOutside) {
  OpTest("OneHot", 11)
      .attribute("axis", 1)
      .input<std::int64_t>({2, 2}, {1, 9, 2, -1})
      .input<std::int64_t>({}, {3})
      .input<float>({2}, {0, 5})
      .expect<float>({2, 3, 2}, {0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 5, 5});
}

TEST(OneHot, NegativeIndicesByVersion) {
  const auto one_hot = [](int opset) {
    return OpTest("OneHot", opset)
        .input<std::int64_t>({2}, {-1, -3})
        .input<std::int64_t>({1}, {2})
        .input<float>({2}, {0, 1});
  };
  one_hot(9).expect<float>({2, 2}, {0, 0, 0, 0});
  one_hot(11).expect<float>({2, 2}, {0, 1, 0, 0});
}

TEST(OneHot, OtherTypes) {
  OpTest("OneHot", 28)
      .attribute("axis", 0)
      .input<float>({3}, {1.9f, NAN, INFINITY})
      .input<float>({1}, {2})
      .input<std::string>({2}, {"off", "on"})
      .expect<std::string>({2, 3}, {"off", "off", "off", "on", "off", "off"});
  OpTest("OneHot", 11)
      .input<std::uint8_t>({}, {1})
      .input<std::int32_t>({}, {2})
      .input<bool>({2}, {false, true})
      .expect<bool>({2}, {false, true});
}

TEST(OneHot, ZeroSizes) {
  OpTest("OneHot", 11)
      .input<std::int64_t>({0}, {})
      .input<std::int64_t>({}, {3})
      .input<float>({2}, {0, 1})
      .expect<float>({0, 3}, {});
  OpTest("OneHot", 11)
      .input<std::int64_t>({2}, {0, 1})
      .input<std::int64_t>({}, {0})
      .input<float>({2}, {0, 1})
      .expect<float>({2, 0}, {});
}

TEST(OneHot, Errors) {
  OpTest("OneHot", 11)
      .input<std::int64_t>({1}, {0})
      .input<std::int64_t>({}, {-2})
      .input<float>({2}, {0, 1})
      .expect_error("input 1 ('depth') is -2");
  OpTest("OneHot", 11)
      .input<std::int64_t>({1}, {0})
      .input<std::int64_t>({}, {2})
      .input<float>({3}, {0, 1, 2})
      .expect_error("expected [2]");
}

}  // namespace
}  // namespace sardonyx
