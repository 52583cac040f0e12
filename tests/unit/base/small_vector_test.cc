#include "core/base/small_vector.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>
#include <vector>

namespace sardonyx {
namespace {

using Small = SmallVector<int, 4>;

void expect_same(const Small& small, const std::vector<int>& reference) {
  ASSERT_EQ(small.size(), reference.size());
  for (std::size_t i = 0; i < reference.size(); ++i) ASSERT_EQ(small[i], reference[i]);
}

// Random changes, on both sides of the size at which elements move to the heap.
TEST(SmallVector, BehavesAsStdVector) {
  std::mt19937 random(1);
  Small small;
  std::vector<int> reference;
  for (int step = 0; step < 20'000; ++step) {
    const int value = static_cast<int>(random() % 1000);
    const std::size_t at = reference.empty() ? 0 : random() % reference.size();
    switch (random() % 7) {
      case 0:
      case 1:
        small.push_back(value);
        reference.push_back(value);
        break;
      case 2:
        small.insert(at, value);
        reference.insert(reference.begin() + static_cast<std::ptrdiff_t>(at), value);
        break;
      case 3:
      case 4:
        if (reference.empty()) break;
        small.erase(at);
        reference.erase(reference.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 5:
        if (random() % 50 == 0) {
          small.clear();
          reference.clear();
        }
        break;
      default:
        small.resize(random() % 9, value);
        reference.resize(small.size(), value);
    }
    expect_same(small, reference);
    if (HasFatalFailure()) return;
  }
}

TEST(SmallVector, CopiesAndMoves) {
  for (const std::size_t size : {0, 1, 4, 5, 20}) {
    std::vector<int> reference(size);
    for (std::size_t i = 0; i < size; ++i) reference[i] = static_cast<int>(i);
    const Small original{std::span<const int>(reference)};
    Small copy = original;
    expect_same(copy, reference);
    Small moved = std::move(copy);
    expect_same(moved, reference);
    EXPECT_EQ(copy.size(), 0u);  // NOLINT(bugprone-use-after-move): left empty
    copy.push_back(7);
    EXPECT_EQ(copy.back(), 7);
    copy = std::move(moved);
    expect_same(copy, reference);
    Small other(std::size_t{9}, 3);
    other = copy;
    expect_same(other, reference);
    EXPECT_EQ(other, original);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace sardonyx
