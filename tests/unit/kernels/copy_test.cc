#include "core/kernels/copy.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/unit/kernels/elements.h"
#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::for_each_index;
using testing::numbered;
using testing::numbered_elements;
using testing::offset_of;
using testing::product;
using testing::Random;
using Dims = std::vector<std::int64_t>;

// Extents around the widths of lanes, of blocks and of widened elements.
const Dims kExtents{0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17};

Dims random_shape(Random& random, int max_rank, std::int64_t max_count) {
  for (;;) {
    Dims shape(static_cast<std::size_t>(random.between(0, max_rank)));
    for (std::int64_t& extent : shape) {
      extent = random.pick(kExtents);
      if (extent == 0 && random.between(0, 7) != 0) extent = 1;
    }
    if (product(shape) <= max_count) return shape;
  }
}

class Copy : public ::testing::TestWithParam<std::size_t> {
 protected:
  ThreadPool pool_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Threads, Copy, ::testing::Values(1, 3));

TEST_P(Copy, TransposeMovesEveryElement) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Dims shape = random_shape(random, 6, 20000);
    Dims perm(shape.size());
    std::iota(perm.begin(), perm.end(), 0);
    for (std::size_t a = perm.size(); a > 1; --a) {
      std::swap(
          perm[a - 1],
          perm[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(a) - 1))]);
    }
    Dims y_shape;
    for (const std::int64_t axis : perm) y_shape.push_back(shape[static_cast<std::size_t>(axis)]);
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto x = numbered_elements<T>(static_cast<std::size_t>(product(shape)));
      std::vector<T> y(x.size());
      const ElementKind kind = element_kind(sizeof(T), std::is_same_v<T, std::string>);
      transpose(kind, x.data(), shape, perm, y.data(), pool_);
      for_each_index(y_shape, [&](const Dims& index) {
        Dims from(index.size());
        for (std::size_t a = 0; a < perm.size(); ++a) {
          from[static_cast<std::size_t>(perm[a])] = index[a];
        }
        ASSERT_EQ(y[offset_of(index, y_shape)], x[offset_of(from, shape)]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

TEST_P(Copy, TransposeOfLargeMatrices) {
  for (const Dims& shape : {Dims{127, 129}, Dims{64, 1024}, Dims{3, 224 * 224}, Dims{1000, 3}}) {
    const auto x = numbered_elements<std::uint32_t>(static_cast<std::size_t>(product(shape)));
    std::vector<std::uint32_t> y(x.size());
    transpose(ElementKind::kBytes4, x.data(), shape, Dims{1, 0}, y.data(), pool_);
    for_each_index(shape, [&](const Dims& index) {
      ASSERT_EQ(y[offset_of({index[1], index[0]}, {shape[1], shape[0]})],
                x[offset_of(index, shape)]);
    });
  }
}

TEST_P(Copy, SliceWithAnySteps) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Dims shape = random_shape(random, 5, 20000);
    Dims starts;
    Dims steps;
    Dims y_shape;
    for (const std::int64_t extent : shape) {
      const std::int64_t step = random.between(1, 3) * (random.coin() ? 1 : -1);
      const std::int64_t start = extent == 0 ? 0 : random.between(0, extent - 1);
      const std::int64_t room = step > 0 ? (extent - start + step - 1) / step : start / -step + 1;
      starts.push_back(start);
      steps.push_back(step);
      y_shape.push_back(extent == 0 ? 0 : random.between(0, room));
    }
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto x = numbered_elements<T>(static_cast<std::size_t>(product(shape)));
      std::vector<T> y(static_cast<std::size_t>(product(y_shape)));
      const ElementKind kind = element_kind(sizeof(T), std::is_same_v<T, std::string>);
      slice(kind, x.data(), shape, starts, steps, y.data(), y_shape, pool_);
      for_each_index(y_shape, [&](const Dims& index) {
        Dims from(index);
        for (std::size_t a = 0; a < from.size(); ++a) from[a] = starts[a] + index[a] * steps[a];
        ASSERT_EQ(y[offset_of(index, y_shape)], x[offset_of(from, shape)]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

TEST_P(Copy, ExpandBroadcasts) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Dims y_shape = random_shape(random, 5, 20000);
    const auto dropped =
        static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(y_shape.size())));
    Dims shape(y_shape.begin() + static_cast<std::ptrdiff_t>(dropped), y_shape.end());
    for (std::int64_t& extent : shape) {
      if (random.coin()) extent = 1;
    }
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto x = numbered_elements<T>(static_cast<std::size_t>(product(shape)));
      std::vector<T> y(static_cast<std::size_t>(product(y_shape)));
      const ElementKind kind = element_kind(sizeof(T), std::is_same_v<T, std::string>);
      expand(kind, x.data(), shape, y.data(), y_shape, pool_);
      for_each_index(y_shape, [&](const Dims& index) {
        Dims from(index.begin() + static_cast<std::ptrdiff_t>(dropped), index.end());
        for (std::size_t a = 0; a < from.size(); ++a) from[a] = shape[a] == 1 ? 0 : from[a];
        ASSERT_EQ(y[offset_of(index, y_shape)], x[offset_of(from, shape)]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

TEST_P(Copy, TileRepeats) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Dims shape = random_shape(random, 4, 2000);
    Dims repeats;
    Dims y_shape;
    for (const std::int64_t extent : shape) {
      repeats.push_back(random.between(0, 9) == 0 ? 0 : random.between(1, 3));
      y_shape.push_back(extent * repeats.back());
    }
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto x = numbered_elements<T>(static_cast<std::size_t>(product(shape)));
      std::vector<T> y(static_cast<std::size_t>(product(y_shape)));
      const ElementKind kind = element_kind(sizeof(T), std::is_same_v<T, std::string>);
      tile(kind, x.data(), shape, repeats, y.data(), pool_);
      for_each_index(y_shape, [&](const Dims& index) {
        Dims from(index);
        for (std::size_t a = 0; a < from.size(); ++a) from[a] %= shape[a];
        ASSERT_EQ(y[offset_of(index, y_shape)], x[offset_of(from, shape)]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

TEST_P(Copy, SplitUndoesConcat) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const std::int64_t outer = random.pick(kExtents);
    const std::int64_t inner = random.pick(kExtents);
    const Dims extents{random.pick(kExtents), random.pick(kExtents), random.between(0, 200)};
    const std::int64_t whole = extents[0] + extents[1] + extents[2];
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      std::vector<std::vector<T>> inputs;
      std::vector<std::vector<T>> outputs;
      std::vector<ConcatPart> parts;
      std::vector<SplitPart> back;
      for (const std::int64_t extent : extents) {
        inputs.push_back(numbered_elements<T>(static_cast<std::size_t>(outer * extent * inner),
                                              1000 * inputs.size()));
        outputs.emplace_back(inputs.back().size());
      }
      for (std::size_t i = 0; i < extents.size(); ++i) {
        parts.push_back({inputs[i].data(), extents[i]});
        back.push_back({outputs[i].data(), extents[i]});
      }
      std::vector<T> y(static_cast<std::size_t>(outer * whole * inner));
      const ElementKind kind = element_kind(sizeof(T), std::is_same_v<T, std::string>);
      concat(kind, outer, inner, parts, y.data(), pool_);
      std::int64_t first = 0;
      for (std::size_t i = 0; i < extents.size(); first += extents[i++]) {
        for_each_index({outer, extents[i], inner}, [&](const Dims& index) {
          ASSERT_EQ(y[offset_of({index[0], first + index[1], index[2]}, {outer, whole, inner})],
                    inputs[i][offset_of(index, {outer, extents[i], inner})]);
        });
      }
      split(kind, outer, inner, y.data(), back, pool_);
      ASSERT_EQ(outputs, inputs);
    });
    if (HasFatalFailure()) return;
  }
}

// Short copies are made of pieces that overlap, from any place to any other.
TEST_P(Copy, BytesOfEveryCount) {
  std::vector<std::uint8_t> x(1100);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
  for (std::size_t count = 0; count <= 1040; count += count < 70 ? 1 : 97) {
    for (const std::size_t at : {0, 1, 6}) {
      std::vector<std::uint8_t> y(count + 8, 1);
      copy_bytes(x.data() + at, count, y.data() + 3);
      std::vector<std::uint8_t> expected(count + 8, 1);
      for (std::size_t i = 0; i < count; ++i) expected[3 + i] = x[at + i];
      ASSERT_EQ(y, expected) << count;
    }
  }
}

TEST_P(Copy, FillSetsEveryElement) {
  for (const ElementKind kind : testing::kAllKinds) {
    with_element_type(kind, [&]<class T>() {
      std::vector<T> y(17);
      const T value = numbered<T>(7);
      fill(kind, &value, y.data(), 16);
      EXPECT_EQ(y, [&] {
        std::vector<T> expected(17, value);
        expected.back() = T{};
        return expected;
      }());
    });
  }
}

}  // namespace
}  // namespace sardonyx::kernels
