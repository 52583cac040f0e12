#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/kernels/gather.h"
#include "core/kernels/scatter.h"
#include "core/kernels/select.h"
#include "tests/unit/kernels/elements.h"
#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::for_each_index;
using testing::numbered_elements;
using testing::offset_of;
using testing::product;
using testing::Random;
using Dims = std::vector<std::int64_t>;

Dims random_shape(Random& random, int min_rank, int max_rank) {
  Dims shape(static_cast<std::size_t>(random.between(min_rank, max_rank)));
  for (std::int64_t& extent : shape) extent = random.pick(Dims{1, 2, 3, 4, 5, 7});
  return shape;
}

std::vector<std::int64_t> random_indices(Random& random, std::int64_t count, std::int64_t extent) {
  std::vector<std::int64_t> indices(static_cast<std::size_t>(count));
  for (std::int64_t& index : indices) index = random.between(-extent, extent - 1);
  return indices;
}

std::int64_t wrapped(std::int64_t index, std::int64_t extent) {
  return index < 0 ? index + extent : index;
}

template <class T>
constexpr ElementKind kind_of = element_kind(sizeof(T), std::is_same_v<T, std::string>);

class Indexing : public ::testing::TestWithParam<std::size_t> {
 protected:
  ThreadPool pool_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Threads, Indexing, ::testing::Values(1, 3));

TEST_P(Indexing, GatherTakesRows) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const std::int64_t outer = random.between(0, 5);
    const std::int64_t extent = random.between(1, 9);
    const std::int64_t inner = random.pick(Dims{0, 1, 2, 3, 4, 17, 500});
    const auto wide =
        random_indices(random, random.pick(Dims{0, 1, 2, 40, inner < 4 ? 3000 : 100}), extent);
    const std::vector<std::int32_t> narrow(wide.begin(), wide.end());
    const Indices indices =
        random.coin() ? Indices(wide.data(), wide.size()) : Indices(narrow.data(), narrow.size());
    const auto count = static_cast<std::int64_t>(wide.size());
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto x = numbered_elements<T>(static_cast<std::size_t>(outer * extent * inner));
      std::vector<T> y(static_cast<std::size_t>(outer * count * inner));
      gather(kind_of<T>, x.data(), outer, extent, inner, indices, y.data(), pool_);
      for_each_index({outer, count, inner}, [&](const Dims& index) {
        const std::int64_t from = wrapped(wide[static_cast<std::size_t>(index[1])], extent);
        ASSERT_EQ(y[offset_of(index, {outer, count, inner})],
                  x[offset_of({index[0], from, index[2]}, {outer, extent, inner})]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

TEST_P(Indexing, GatherElementsAndScatterElementsAreInverse) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Dims shape = random_shape(random, 1, 4);
    const int axis =
        static_cast<int>(random.between(0, static_cast<std::int64_t>(shape.size()) - 1));
    const auto at = static_cast<std::size_t>(axis);
    Dims indices_shape;
    for (const std::int64_t extent : shape) indices_shape.push_back(random.between(0, extent));
    indices_shape[at] = random.between(0, 9);
    const auto wide = random_indices(random, product(indices_shape), shape[at]);
    const Indices indices(wide.data(), wide.size());
    const auto place = [&](const Dims& index) {
      Dims from(index);
      from[at] = wrapped(wide[offset_of(index, indices_shape)], shape[at]);
      return offset_of(from, shape);
    };
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto x = numbered_elements<T>(static_cast<std::size_t>(product(shape)));
      std::vector<T> y(wide.size());
      gather_elements(kind_of<T>, x.data(), shape, indices, indices_shape, axis, y.data(), pool_);
      for_each_index(indices_shape, [&](const Dims& index) {
        ASSERT_EQ(y[offset_of(index, indices_shape)], x[place(index)]);
      });

      const auto updates = numbered_elements<T>(wide.size(), 1000);
      std::vector<T> expected = x;
      std::vector<T> scattered = x;
      for_each_index(indices_shape, [&](const Dims& index) {
        expected[place(index)] = updates[offset_of(index, indices_shape)];
      });
      scatter_elements(kind_of<T>, scattered.data(), shape, indices, indices_shape, axis,
                       updates.data(), nullptr);
      ASSERT_EQ(scattered, expected);
    });
    if (HasFatalFailure()) return;
  }
}

TEST_P(Indexing, GatherNdTakesSlicesPerBatch) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Dims shape = random_shape(random, 1, 5);
    const auto rank = static_cast<std::int64_t>(shape.size());
    const std::int64_t batch_dims = random.between(0, rank - 1);
    const std::int64_t tuple = random.between(1, rank - batch_dims);
    const auto batch_shape = Dims(shape.begin(), shape.begin() + batch_dims);
    const auto indexed = Dims(shape.begin() + batch_dims, shape.begin() + batch_dims + tuple);
    const auto slice_shape = Dims(shape.begin() + batch_dims + tuple, shape.end());
    const std::int64_t batches = product(batch_shape);
    const std::int64_t per_batch = random.between(0, 6);
    const std::int64_t slice = product(slice_shape);
    std::vector<std::int64_t> wide;
    for (std::int64_t t = 0; t < batches * per_batch; ++t) {
      for (const std::int64_t extent : indexed) wide.push_back(random.between(-extent, extent - 1));
    }
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto x = numbered_elements<T>(static_cast<std::size_t>(product(shape)));
      std::vector<T> y(static_cast<std::size_t>(batches * per_batch * slice));
      gather_nd(kind_of<T>, x.data(), shape, static_cast<int>(batch_dims),
                Indices(wide.data(), wide.size()), static_cast<int>(tuple), y.data(), pool_);
      for_each_index({batches, per_batch, slice}, [&](const Dims& index) {
        const auto t = static_cast<std::size_t>((index[0] * per_batch + index[1]) * tuple);
        Dims from{index[0]};
        Dims from_shape{batches};
        for (std::size_t a = 0; a < indexed.size(); ++a) {
          from.push_back(wrapped(wide[t + a], indexed[a]));
          from_shape.push_back(indexed[a]);
        }
        from.push_back(index[2]);
        from_shape.push_back(slice);
        ASSERT_EQ(y[offset_of(index, {batches, per_batch, slice})], x[offset_of(from, from_shape)]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

TEST_P(Indexing, ScatterNdAppliesReductionsInOrder) {
  const Dims shape{3, 4, 2};
  const std::vector<std::int64_t> wide{0, 1, -1, -1, 0, -3};  // (0,1) (2,3) (0,1)
  const Indices indices(wide.data(), wide.size());
  const std::vector<float> updates{10, 20, 30, 40, -50, 60};
  const auto run = [&](ScatterReduction reduction) {
    std::vector<float> y(24, 2.0f);
    scatter_nd(ElementKind::kBytes4, y.data(), shape, indices, 2, updates.data(),
               scatter_combine<float>(reduction));
    return std::vector<float>{y[2], y[3], y[22], y[23]};
  };
  EXPECT_EQ(run(ScatterReduction::kNone), (std::vector<float>{-50, 60, 30, 40}));
  EXPECT_EQ(run(ScatterReduction::kAdd), (std::vector<float>{-38, 82, 32, 42}));
  EXPECT_EQ(run(ScatterReduction::kMul), (std::vector<float>{-1000, 2400, 60, 80}));
  EXPECT_EQ(run(ScatterReduction::kMax), (std::vector<float>{10, 60, 30, 40}));
  EXPECT_EQ(run(ScatterReduction::kMin), (std::vector<float>{-50, 2, 2, 2}));
}

TEST_P(Indexing, IndicesOutOfRangeAreRefused) {
  const std::vector<float> x(12);
  std::vector<float> y(12);
  for (const std::int64_t bad : {std::int64_t{3}, std::int64_t{-4}, INT64_MAX, INT64_MIN}) {
    const std::vector<std::int64_t> wide{0, bad};
    const Indices indices(wide.data(), wide.size());
    const Dims shape{3, 4};
    EXPECT_THROW(gather(ElementKind::kBytes4, x.data(), 1, 3, 4, indices, y.data(), pool_), Error);
    EXPECT_THROW(gather_elements(ElementKind::kBytes4, x.data(), shape, indices, Dims{1, 2}, 0,
                                 y.data(), pool_),
                 Error);
    EXPECT_THROW(gather_nd(ElementKind::kBytes4, x.data(), shape, 0, indices, 1, y.data(), pool_),
                 Error);
    EXPECT_THROW(scatter_elements(ElementKind::kBytes4, y.data(), shape, indices, Dims{1, 2}, 0,
                                  x.data(), nullptr),
                 Error);
    EXPECT_THROW(scatter_nd(ElementKind::kBytes4, y.data(), shape, indices, 1, x.data(), nullptr),
                 Error);
  }
}

TEST_P(Indexing, SelectBroadcastsThreeInputs) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Dims shape = random_shape(random, 0, 5);
    if (seed % 50 == 0) shape = {random.between(1, 3), 9000};
    if (seed % 51 == 0) shape.insert(shape.begin(), 0);
    const auto input_shape = [&] {
      Dims input = shape;
      for (std::int64_t& extent : input) {
        if (random.between(0, 2) == 0) extent = 1;
      }
      while (!input.empty() && input[0] == 1 && random.coin()) input.erase(input.begin());
      return input;
    };
    const Dims condition_shape = input_shape();
    const Dims a_shape = input_shape();
    const Dims b_shape = input_shape();
    const auto source = [&](const Dims& index, const Dims& input) {
      Dims from(index.end() - static_cast<std::ptrdiff_t>(input.size()), index.end());
      for (std::size_t i = 0; i < input.size(); ++i) from[i] = input[i] == 1 ? 0 : from[i];
      return offset_of(from, input);
    };
    std::vector<std::uint8_t> condition(static_cast<std::size_t>(product(condition_shape)));
    for (std::uint8_t& flag : condition) flag = random.coin() ? 1 : 0;
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto a = numbered_elements<T>(static_cast<std::size_t>(product(a_shape)));
      const auto b = numbered_elements<T>(static_cast<std::size_t>(product(b_shape)), 77);
      std::vector<T> y(static_cast<std::size_t>(product(shape)));
      select(kind_of<T>, condition.data(), condition_shape, a.data(), a_shape, b.data(), b_shape,
             y.data(), shape, pool_);
      for_each_index(shape, [&](const Dims& index) {
        ASSERT_EQ(y[offset_of(index, shape)], condition[source(index, condition_shape)] != 0
                                                  ? a[source(index, a_shape)]
                                                  : b[source(index, b_shape)]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace sardonyx::kernels
