#include "core/kernels/pooling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

// One element of a window: its place in the plane, or -1 within the pads.
struct Place {
  std::int64_t row_major;
  std::int64_t column_major;
};

// The places that the window of output (d, h, w) covers, in row-major order, as far as they lie
// inside of x or its pads.
std::vector<Place> window_places(const Window& window, std::int64_t d, std::int64_t h,
                                 std::int64_t w) {
  std::vector<Place> places;
  const auto index = [](const WindowAxis& a, std::int64_t o, std::int64_t k) {
    return o * a.stride + k * a.dilation - a.pad_begin;
  };
  const auto padded = [](const WindowAxis& a, std::int64_t i) { return i < a.input + a.pad_end; };
  const auto inside = [](const WindowAxis& a, std::int64_t i) { return i >= 0 && i < a.input; };
  const WindowAxis& da = window.depth();
  const WindowAxis& ha = window.height();
  const WindowAxis& wa = window.width();
  for (std::int64_t i = 0; i < da.kernel; ++i) {
    for (std::int64_t j = 0; j < ha.kernel; ++j) {
      for (std::int64_t k = 0; k < wa.kernel; ++k) {
        const std::int64_t z = index(da, d, i);
        const std::int64_t y = index(ha, h, j);
        const std::int64_t x = index(wa, w, k);
        if (!padded(da, z) || !padded(ha, y) || !padded(wa, x)) continue;
        if (inside(da, z) && inside(ha, y) && inside(wa, x)) {
          places.push_back({(z * ha.input + y) * wa.input + x, (x * ha.input + y) * da.input + z});
        } else {
          places.push_back({-1, -1});
        }
      }
    }
  }
  return places;
}

WindowAxis random_axis(Random& random, std::int64_t largest) {
  for (;;) {
    WindowAxis axis;
    axis.kernel = random.between(1, 5);
    axis.stride = random.between(1, 3);
    axis.dilation = random.coin() ? 1 : random.between(1, 3);
    axis.pad_begin = random.between(0, axis.kernel - 1);
    axis.pad_end = random.between(0, axis.kernel - 1);
    axis.input = random.between(1, largest);
    const std::int64_t reach = (axis.kernel - 1) * axis.dilation + 1;
    const std::int64_t room = axis.input + axis.pad_begin + axis.pad_end - reach;
    if (room < 0) continue;
    axis.output = random.coin() ? room / axis.stride + 1
                                : (room + axis.stride - 1) / axis.stride + 1;  // ceil_mode
    const std::int64_t last = (axis.output - 1) * axis.stride - axis.pad_begin;
    if (last < axis.input) return axis;
  }
}

Window random_window(Random& random) {
  Window window;
  const auto rank = static_cast<std::size_t>(random.between(1, 3));
  for (std::size_t a = kMaxSpatialRank - rank; a < kMaxSpatialRank; ++a) {
    window.axes[a] = random_axis(random, rank == 1 ? 130 : rank == 2 ? 20 : 8);
  }
  return window;
}

template <class T>
std::vector<T> random_elements(Random& random, std::size_t count) {
  std::vector<T> elements(count);
  for (T& element : elements) {
    element = std::is_integral_v<T> ? static_cast<T>(random.between(-128, 127))
                                    : static_cast<T>(random.uniform());
  }
  return elements;
}

constexpr std::size_t kPlanes = 3;

// Calls f(output, places) for every element of y, where the places count from the start of x.
template <class F>
void for_each_output(const Window& window, F&& f) {
  std::size_t output = 0;
  for (std::size_t plane = 0; plane < kPlanes; ++plane) {
    const std::int64_t base = static_cast<std::int64_t>(plane) * window.input_count();
    for (std::int64_t d = 0; d < window.depth().output; ++d) {
      for (std::int64_t h = 0; h < window.height().output; ++h) {
        for (std::int64_t w = 0; w < window.width().output; ++w, ++output) {
          std::vector<Place> places = window_places(window, d, h, w);
          for (Place& place : places) {
            if (place.row_major < 0) continue;
            place.row_major += base;
            place.column_major += base;
          }
          f(output, places);
        }
      }
    }
  }
}

template <class T>
class Pooling : public ::testing::Test {
 protected:
  struct Run {
    Window window;
    std::vector<T> x;
    std::vector<T> y;
    std::vector<std::byte> scratch;
    ThreadPool pool;

    Run(Random& random, std::size_t threads) : window(random_window(random)), pool(threads) {
      x = random_elements<T>(random, kPlanes * static_cast<std::size_t>(window.input_count()));
      y.resize(kPlanes * static_cast<std::size_t>(window.output_count()));
      scratch.resize(pool_scratch_size(window, sizeof(T), threads));
    }
    double at(const Place& place) const {
      return static_cast<double>(x[static_cast<std::size_t>(place.row_major)]);
    }
  };

  template <class F>
  void sweep(F&& check) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      SCOPED_TRACE(seed);
      Random random(seed);
      Run run(random, seed % 2 == 0 ? 1 : 3);
      check(run, random);
      if (this->HasFatalFailure()) return;
    }
  }
};

template <class T>
class MaxPooling : public Pooling<T> {};
using MaxTypes = ::testing::Types<float, double, std::int8_t, std::uint8_t>;
TYPED_TEST_SUITE(MaxPooling, MaxTypes);

TYPED_TEST(MaxPooling, ValuesAndIndices) {
  using T = TypeParam;
  this->sweep([](auto& run, Random& random) {
    const bool column_major = random.coin();
    std::vector<T> values(run.y.size());
    std::vector<std::int64_t> indices(run.y.size());
    max_pool(run.window, kPlanes, run.x.data(), run.y.data(), run.scratch.data(), run.pool);
    max_pool_indices(run.window, kPlanes, column_major, run.x.data(), values.data(), indices.data(),
                     run.pool);
    for_each_output(run.window, [&](std::size_t output, const std::vector<Place>& places) {
      const Place* best = nullptr;
      for (const Place& place : places) {
        if (place.row_major < 0) continue;
        if (best == nullptr || run.at(place) > run.at(*best)) best = &place;
      }
      if (best == nullptr) {
        ASSERT_EQ(indices[output], -1);
        return;
      }
      ASSERT_EQ(static_cast<double>(run.y[output]), run.at(*best));
      ASSERT_EQ(values[output], run.y[output]);
      ASSERT_EQ(indices[output], column_major ? best->column_major : best->row_major);
    });
  });
}

template <class T>
class FloatPooling : public Pooling<T> {
 protected:
  // Sums of up to 125 elements of magnitude 1.
  static constexpr double kTolerance = 1000 * std::numeric_limits<T>::epsilon();
};
using FloatTypes = ::testing::Types<float, double>;
TYPED_TEST_SUITE(FloatPooling, FloatTypes);

TYPED_TEST(FloatPooling, Average) {
  this->sweep([](auto& run, Random& random) {
    const bool count_pads = random.coin();
    average_pool(run.window, kPlanes, count_pads, run.x.data(), run.y.data(), run.scratch.data(),
                 run.pool);
    for_each_output(run.window, [&](std::size_t output, const std::vector<Place>& places) {
      double sum = 0;
      std::size_t count = count_pads ? places.size() : 0;
      for (const Place& place : places) {
        if (place.row_major < 0) continue;
        sum += run.at(place);
        count += count_pads ? 0 : 1;
      }
      if (count == 0) return;
      ASSERT_NEAR(run.y[output], sum / static_cast<double>(count), TestFixture::kTolerance);
    });
  });
}

TYPED_TEST(FloatPooling, LpNorm) {
  this->sweep([](auto& run, Random& random) {
    const int p = static_cast<int>(random.between(1, 4));
    lp_pool(run.window, kPlanes, p, run.x.data(), run.y.data(), run.scratch.data(), run.pool);
    for_each_output(run.window, [&](std::size_t output, const std::vector<Place>& places) {
      double sum = 0;
      for (const Place& place : places) {
        if (place.row_major >= 0) sum += std::pow(std::abs(run.at(place)), p);
      }
      ASSERT_NEAR(run.y[output], std::pow(sum, 1.0 / p), TestFixture::kTolerance);
    });
  });
}

TYPED_TEST(FloatPooling, Global) {
  using T = TypeParam;
  for (const std::size_t size : {1, 3, 4, 5, 15, 16, 17, 49, 127}) {
    for (const std::size_t threads : {1, 3}) {
      Random random(size);
      ThreadPool pool(threads);
      const std::vector<T> x = random_elements<T>(random, kPlanes * size);
      std::vector<T> y(kPlanes);
      const auto expect = [&](auto&& value_of) {
        for (std::size_t plane = 0; plane < kPlanes; ++plane) {
          const std::vector<double> elements(
              x.begin() + static_cast<std::ptrdiff_t>(plane * size),
              x.begin() + static_cast<std::ptrdiff_t>((plane + 1) * size));
          EXPECT_NEAR(y[plane], value_of(elements), TestFixture::kTolerance);
        }
      };
      global_max_pool(kPlanes, size, x.data(), y.data(), pool);
      expect(
          [](const auto& elements) { return *std::max_element(elements.begin(), elements.end()); });
      global_average_pool(kPlanes, size, x.data(), y.data(), pool);
      expect([&](const auto& elements) {
        double sum = 0;
        for (const double element : elements) sum += element;
        return sum / static_cast<double>(size);
      });
      for (const int p : {1, 2, 3}) {
        global_lp_pool(kPlanes, size, p, x.data(), y.data(), pool);
        expect([&](const auto& elements) {
          double sum = 0;
          for (const double element : elements) sum += std::pow(std::abs(element), p);
          return std::pow(sum, 1.0 / p);
        });
      }
    }
  }
}

// A softmax over large means tells equal planes from almost equal ones.
TYPED_TEST(FloatPooling, GlobalGivesEqualPlanesTheSameBits) {
  using T = TypeParam;
  constexpr std::size_t kSize = 169;
  Random random(1);
  ThreadPool pool;
  const std::vector<T> plane = random_elements<T>(random, kSize);
  std::vector<T> x;
  for (std::size_t i = 0; i < kPlanes; ++i) x.insert(x.end(), plane.begin(), plane.end());
  std::vector<T> y(kPlanes);
  const auto expect_equal = [&] {
    for (const T value : y) EXPECT_EQ(value, y[0]);
  };
  global_average_pool(kPlanes, kSize, x.data(), y.data(), pool);
  expect_equal();
  for (const int p : {1, 2, 3}) {
    global_lp_pool(kPlanes, kSize, p, x.data(), y.data(), pool);
    expect_equal();
  }
}

TYPED_TEST(FloatPooling, GlobalOfEmptyPlanes) {
  using T = TypeParam;
  ThreadPool pool;
  T y = 7;
  global_average_pool<T>(1, 0, nullptr, &y, pool);
  EXPECT_TRUE(std::isnan(y));
  global_max_pool<T>(1, 0, nullptr, &y, pool);
  EXPECT_EQ(y, -std::numeric_limits<T>::infinity());
  global_lp_pool<T>(1, 0, 2, nullptr, &y, pool);
  EXPECT_EQ(y, 0);
}

}  // namespace
}  // namespace sardonyx::kernels
