#include <algorithm>

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest top_k(std::int64_t k) {
  return OpTest("TopK", 11)
      .input<float>({2, 4}, {3, 1, 2, 3, 0, 5, 5, -1})
      .input<std::int64_t>({1}, {k});
}

TEST(TopK, LargestOnEachAxis) {
  top_k(2).output<float>({2, 2}, {3, 3, 5, 5}).output<std::int64_t>({2, 2}, {0, 3, 1, 2}).check();
  top_k(2)
      .attribute("axis", 0)
      .output<float>({2, 4}, {3, 5, 5, 3, 0, 1, 2, -1})
      .output<std::int64_t>({2, 4}, {0, 1, 1, 0, 1, 0, 0, 1})
      .check();
}

TEST(TopK, Smallest) {
  top_k(3)
      .attribute("largest", 0)
      .output<float>({2, 3}, {1, 2, 3, -1, 0, 5})
      .output<std::int64_t>({2, 3}, {1, 2, 0, 3, 0, 1})
      .check();
}

TEST(TopK, OneOutputOnly) {
  top_k(1).output<float>({2, 1}, {3, 5}).check();
  top_k(1).no_output().output<std::int64_t>({2, 1}, {0, 1}).check();
}

TEST(TopK, OldVersions) {
  OpTest("TopK", 1)
      .attribute("k", 1)
      .input<float>({3}, {1, 3, 2})
      .output<float>({1}, {3})
      .output<std::int64_t>({1}, {1})
      .check();
  OpTest("TopK", 10)
      .input<float>({3}, {1, 3, 2})
      .input<std::int64_t>({1}, {2})
      .output<float>({2}, {3, 2})
      .output<std::int64_t>({2}, {1, 2})
      .check();
}

TEST(TopK, OrderOfSpecialValues) {
  OpTest("TopK", 11)
      .input<float>({5}, {-0.0f, 0.0f, NAN, -INFINITY, INFINITY})
      .input<std::int64_t>({1}, {5})
      .output<float>({5}, {NAN, INFINITY, -0.0f, 0.0f, -INFINITY})
      .output<std::int64_t>({5}, {2, 4, 0, 1, 3})
      .check();
}

TEST(TopK, OtherTypes) {
  OpTest("TopK", 24)
      .input<std::int8_t>({3}, {-1, 1, -128})
      .input<std::int64_t>({1}, {2})
      .output<std::int8_t>({2}, {1, -1})
      .output<std::int64_t>({2}, {1, 0})
      .check();
  OpTest("TopK", 24)
      .input<std::uint64_t>({3}, {UINT64_MAX, 1, UINT64_MAX - 1})
      .input<std::int64_t>({1}, {2})
      .output<std::uint64_t>({2}, {UINT64_MAX, UINT64_MAX - 1})
      .output<std::int64_t>({2}, {0, 2})
      .check();
  OpTest("TopK", 24)
      .input<BFloat16>({3}, to_bfloat16({-2, 0.5f, 3}))
      .input<std::int64_t>({1}, {2})
      .output<BFloat16>({2}, to_bfloat16({3, 0.5f}))
      .output<std::int64_t>({2}, {2, 1})
      .check();
  OpTest("TopK", 11)
      .input<double>({3}, {-2, -3, 3})
      .input<std::int64_t>({1}, {3})
      .output<double>({3}, {3, -2, -3})
      .output<std::int64_t>({3}, {2, 0, 1})
      .check();
}

TEST(TopK, LongRows) {
  const std::vector<float> x = random_floats(3000);
  std::vector<std::pair<float, std::int64_t>> sorted;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sorted.emplace_back(-x[i], static_cast<std::int64_t>(i));
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<float> values;
  std::vector<std::int64_t> indices;
  for (std::size_t i = 0; i < 700; ++i) {
    values.push_back(-sorted[i].first);
    indices.push_back(sorted[i].second);
  }
  OpTest("TopK", 11)
      .input<float>({3000}, x)
      .input<std::int64_t>({1}, {700})
      .output<float>({700}, values)
      .output<std::int64_t>({700}, indices)
      .check();
}

TEST(TopK, ZeroSizes) {
  top_k(0).output<float>({2, 0}, {}).output<std::int64_t>({2, 0}, {}).check();
  OpTest("TopK", 11)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {2})
      .output<float>({0, 2}, {})
      .output<std::int64_t>({0, 2}, {})
      .check();
}

TEST(TopK, Errors) {
  top_k(5).expect_error("k is 5, but axis 1", 2);
  top_k(-1).expect_error("input 1 ('K') is -1", 2);
  OpTest("TopK", 11)
      .input<float>({3}, {1, 2, 3})
      .input<std::int64_t>({2}, {1, 1})
      .expect_error("expected one number", 2);
  OpTest("TopK", 1).input<float>({3}, {1, 2, 3}).expect_error("attribute 'k' is missing", 2);
}

}  // namespace
}  // namespace sardonyx
