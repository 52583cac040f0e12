#include <algorithm>
#include <cmath>
#include <numeric>

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

// Rows of random halves with many equal ones and a few NaNs, as the oracle sorts them.
void check_random(std::int64_t rows, std::int64_t extent, std::int64_t k, bool largest,
                  bool across) {
  std::vector<float> x = random_floats(static_cast<std::size_t>(rows * extent));
  for (float& value : x) value = std::round(300.0f * value) / 2;
  x[x.size() / 2] = x[x.size() / 3] = NAN;
  const std::int64_t step = across ? rows : 1;
  const auto before = [&](float a, float b) {
    if (std::isnan(a) || std::isnan(b)) return largest ? !std::isnan(b) : !std::isnan(a);
    return largest ? a > b : a < b;
  };
  std::vector<float> values(static_cast<std::size_t>(rows * k));
  std::vector<std::int64_t> indices(values.size());
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto at = [&](std::int64_t i) {
      return x[static_cast<std::size_t>(across ? i * step + row : row * extent + i)];
    };
    std::vector<std::int64_t> order(static_cast<std::size_t>(extent));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
      return std::isnan(at(a)) && std::isnan(at(b)) ? false : before(at(a), at(b));
    });
    for (std::int64_t i = 0; i < k; ++i) {
      const auto to = static_cast<std::size_t>(across ? i * step + row : row * k + i);
      indices[to] = order[static_cast<std::size_t>(i)];
      values[to] = at(indices[to]);
    }
  }
  const auto shape = [&](std::int64_t n) { return across ? Shape{n, rows} : Shape{rows, n}; };
  OpTest("TopK", 11)
      .input<float>(shape(extent), x)
      .input<std::int64_t>({1}, {k})
      .attribute("axis", across ? 0 : 1)
      .attribute("largest", largest ? 1 : 0)
      .output<float>(shape(k), values)
      .output<std::int64_t>(shape(k), indices)
      .check();
}

TEST(TopK, RandomRows) {
  for (const std::int64_t extent : {17, 100, 1003}) {
    for (const std::int64_t k : {1, 5, 16, 17, 40, 90, 1003}) {
      if (k > extent) continue;
      for (const bool largest : {false, true}) {
        SCOPED_TRACE(testing::Message() << k << " of " << extent << ", largest " << largest);
        check_random(1, extent, k, largest, false);
        check_random(3, extent, k, largest, false);
        check_random(3, extent, k, largest, true);
      }
    }
  }
}

// Each element is better than all before it, so that what was kept is dropped again and again.
TEST(TopK, AscendingRow) {
  std::vector<float> x(500);
  std::iota(x.begin(), x.end(), 0.0f);
  std::vector<float> values;
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 499; i >= 460; --i) {
    values.push_back(static_cast<float>(i));
    indices.push_back(i);
  }
  OpTest("TopK", 11)
      .input<float>({500}, x)
      .input<std::int64_t>({1}, {40})
      .output<float>({40}, values)
      .output<std::int64_t>({40}, indices)
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
