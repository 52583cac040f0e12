#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest unpool(const Shape& shape, const std::vector<float>& x,
              const std::vector<std::int64_t>& indices) {
  OpTest test("MaxUnpool", 11);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2})
      .attribute("strides", std::vector<std::int64_t>{2, 2})
      .input<float>(shape, x)
      .input<std::int64_t>(shape, indices);
  return test;
}

TEST(MaxUnpool, PutsMaximaBack) {
  unpool({1, 1, 2, 2}, {1, 2, 3, 4}, {5, 7, 13, 15})
      .expect<float>({1, 1, 4, 4}, {0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4});
}

TEST(MaxUnpool, LargerOutputShape) {
  unpool({1, 1, 1, 2}, {5, 6}, {5, 7})
      .input<std::int64_t>({4}, {1, 1, 3, 5})
      .expect<float>({1, 1, 3, 5}, {0, 0, 0, 0, 0, 0, 5, 0, 6, 0, 0, 0, 0, 0, 0});
}

TEST(MaxUnpool, PadsAndChannels) {
  OpTest("MaxUnpool", 9)
      .attribute("kernel_shape", std::vector<std::int64_t>{3})
      .attribute("strides", std::vector<std::int64_t>{2})
      .attribute("pads", std::vector<std::int64_t>{1, 1})
      .input<double>({1, 2, 2}, {1, 2, 3, 4})
      .input<std::int64_t>({1, 2, 2}, {0, 2, 3, 5})
      .expect<double>({1, 2, 3}, {1, 0, 2, 3, 0, 4});
}

TEST(MaxUnpool, NoElements) {
  unpool({0, 1, 2, 2}, {}, {}).expect<float>({0, 1, 4, 4}, std::vector<float>{});
}

TEST(MaxUnpool, Errors) {
  unpool({1, 1, 1, 1}, {1}, {4}).expect_error("the index 4, the unpooled input has 4 elements");
  unpool({1, 1, 1, 1}, {1}, {-1}).expect_error("the index -1");
  unpool({1, 1, 1, 1}, {1}, {0})
      .input<std::int64_t>({4}, {1, 1, 1, 2})
      .expect_error("has the extent 1 for axis 2, the unpooled input has 2");
  unpool({1, 1, 1, 1}, {1}, {0})
      .input<std::int64_t>({3}, {1, 1, 2})
      .expect_error("has 3 extents, input 0 has rank 4");
  OpTest("MaxUnpool", 11)
      .input<float>({1, 1, 1}, {1})
      .input<std::int64_t>({1, 1, 1}, {0})
      .expect_error("'kernel_shape' is missing");
  OpTest("MaxUnpool", 11)
      .attribute("kernel_shape", std::vector<std::int64_t>{2})
      .input<float>({1, 1, 2}, {1, 2})
      .input<std::int64_t>({1, 1, 1}, {0})
      .expect_error("input 1 has shape");
}

}  // namespace
}  // namespace sardonyx
