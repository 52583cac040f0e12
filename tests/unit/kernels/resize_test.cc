#include "core/kernels/resize.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/unit/kernels/elements.h"
#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::for_each_index;
using testing::numbered;
using testing::numbered_elements;
using testing::offset_of;
using testing::Random;
using Axes = std::vector<ResizeAxis>;
using Dims = std::vector<std::int64_t>;

// An axis by its scale (output rounded down), or by its output extent.
ResizeAxis by_scale(std::int64_t input, float scale) {
  return {input, static_cast<std::int64_t>(static_cast<double>(input) * scale), scale};
}
ResizeAxis by_size(std::int64_t input, std::int64_t output) {
  return {input, output, static_cast<double>(output) / static_cast<double>(input)};
}

Dims inputs_of(const Axes& axes) {
  Dims shape;
  for (const ResizeAxis& axis : axes) shape.push_back(axis.input);
  return shape;
}
Dims outputs_of(const Axes& axes) {
  Dims shape;
  for (const ResizeAxis& axis : axes) shape.push_back(axis.output);
  return shape;
}

std::vector<float> run(const Axes& axes, const ResizeOptions& options, const std::vector<float>& x,
                       std::size_t threads = 1) {
  ThreadPool pool(threads);
  std::vector<float> y(static_cast<std::size_t>(testing::product(outputs_of(axes))));
  std::vector<std::byte> scratch(resize_scratch_size(axes, options, sizeof(float)));
  resize(axes, options, x.data(), y.data(), scratch.data(), pool);
  return y;
}

// Expected values: onnx.reference of onnx 1.23.2 on [[1 2 3 4] [5 6 7 8] [9 10 11 12] [13 14 15
// 16]].
struct Known {
  Axes axes;
  ResizeOptions options;
  std::vector<float> y;
};

TEST(Resize, AgreesWithOnnxReference) {
  const ResizeAxis up = by_scale(4, 2.0f);
  const ResizeAxis down8 = by_scale(4, 0.8f);
  const ResizeAxis down6 = by_scale(4, 0.6f);
  ResizeAxis crop_rows = by_size(4, 3);
  ResizeAxis crop_columns = by_size(4, 3);
  crop_rows.roi_start = 0.4f;
  crop_rows.roi_end = 1.2f;
  crop_columns.roi_start = 0.6f;
  crop_columns.roi_end = 1.7f;
  const std::vector<Known> cases{
      {{up, up},
       {.mode = ResizeMode::kCubic, .coordinates = ResizeCoordinates::kAlignCorners},
       {1.0f, 1.34110787f, 1.80029155f, 2.32944606f, 2.67055394f, 3.19970845f, 3.65889213f, 4.0f,
        2.36443149f, 2.70553936f, 3.16472303f, 3.69387755f, 4.03498542f, 4.56413994f, 5.02332362f,
        5.36443149f}},
      {{down8, down8},
       {.mode = ResizeMode::kCubic},
       {1.47119141f, 2.78125f, 4.08251953f, 6.71142578f, 8.02148438f, 9.32275391f, 11.91650391f,
        13.2265625f, 14.52783203f}},
      {{down8, down8},
       {.mode = ResizeMode::kCubic, .cubic_coeff_a = -0.5f, .exclude_outside = true},
       {1.36812675f, 2.6695014f, 4.0133367f, 6.57362535f, 7.875f, 9.2188353f, 11.94896657f,
        13.25034122f, 14.59417652f}},
      {{down6, down6},
       {.mode = ResizeMode::kLinear, .antialias = true},
       {2.875f, 4.5f, 9.375f, 11.0f}},
      {{down6, down6},
       {.mode = ResizeMode::kCubic, .antialias = true},
       {2.51807229f, 4.2858864f, 9.58932874f, 11.35714286f}},
      {{crop_rows, crop_columns},
       {.mode = ResizeMode::kLinear,
        .coordinates = ResizeCoordinates::kTfCropAndResize,
        .extrapolation_value = 10.0f},
       {7.6f, 10.0f, 10.0f, 12.4f, 10.0f, 10.0f, 10.0f, 10.0f, 10.0f}},
      {{down6, by_scale(4, 0.7f)},
       {.mode = ResizeMode::kLinear, .coordinates = ResizeCoordinates::kHalfPixelSymmetric},
       {4.45238095f, 5.88095238f, 11.11904762f, 12.54761905f}},
      {{by_scale(2, 0.6f), down6},
       {.mode = ResizeMode::kLinear, .coordinates = ResizeCoordinates::kAlignCorners},
       {1.0f, 3.14285714f}},
  };
  std::vector<float> x(16);
  std::iota(x.begin(), x.end(), 1.0f);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(i);
    const std::vector<float> y = run(cases[i].axes, cases[i].options, x);
    for (std::size_t j = 0; j < cases[i].y.size(); ++j) EXPECT_NEAR(y[j], cases[i].y[j], 4e-6);
  }
}

double coordinate(const ResizeAxis& axis, ResizeCoordinates coordinates, std::int64_t o) {
  const double input = static_cast<double>(axis.input);
  const double resized = input * axis.scale;
  const double at = static_cast<double>(o);
  switch (coordinates) {
    case ResizeCoordinates::kHalfPixelSymmetric:
      return input / 2 * (1 - static_cast<double>(axis.output) / resized) +
             (at + 0.5) / axis.scale - 0.5;
    case ResizeCoordinates::kAlignCorners:
      return resized == 1 ? 0 : at * (input - 1) / (resized - 1);
    case ResizeCoordinates::kAsymmetric:
      return at / axis.scale;
    default:
      return resized == 1 && coordinates == ResizeCoordinates::kPytorchHalfPixel
                 ? -0.5
                 : (at + 0.5) / axis.scale - 0.5;
  }
}

// The weight of every element of an axis, by the definition: all integers around `at`, those
// outside standing for the nearest edge or for nothing.
std::vector<double> weights_at(const ResizeAxis& axis, const ResizeOptions& options, double at) {
  const double stretch = options.antialias ? std::min(1.0, axis.scale) : 1.0;
  const double a = options.cubic_coeff_a;
  std::vector<double> weights(static_cast<std::size_t>(axis.input));
  double sum = 0;
  for (std::int64_t i = -40; i < axis.input + 40; ++i) {
    const double d = std::abs(static_cast<double>(i) - at) * stretch;
    double weight = 0;
    if (options.mode == ResizeMode::kLinear) {
      weight = d < 1 ? 1 - d : 0;
    } else if (d < 1) {
      weight = (a + 2) * d * d * d - (a + 3) * d * d + 1;
    } else if (d < 2) {
      weight = a * d * d * d - 5 * a * d * d + 8 * a * d - 4 * a;
    }
    if (options.exclude_outside && (i < 0 || i >= axis.input)) weight = 0;
    sum += weight;
    weights[static_cast<std::size_t>(std::clamp<std::int64_t>(i, 0, axis.input - 1))] += weight;
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

TEST(Resize, RandomShapesAndModes) {
  const std::vector<ResizeCoordinates> coordinates{
      ResizeCoordinates::kHalfPixel, ResizeCoordinates::kHalfPixelSymmetric,
      ResizeCoordinates::kPytorchHalfPixel, ResizeCoordinates::kAlignCorners,
      ResizeCoordinates::kAsymmetric};
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    ResizeOptions options;
    options.mode = random.coin() ? ResizeMode::kLinear : ResizeMode::kCubic;
    options.coordinates = random.pick(coordinates);
    options.antialias = random.between(0, 2) == 0;
    options.exclude_outside = random.between(0, 2) == 0;
    if (random.coin()) options.cubic_coeff_a = -0.5f;
    Axes axes(static_cast<std::size_t>(random.between(1, 4)));
    std::int64_t inputs = 1;
    for (ResizeAxis& axis : axes) {
      axis.input = random.between(1, inputs > 100 ? 5 : 17);
      inputs *= axis.input;
      if (random.coin()) {
        axis = by_size(axis.input, axis.input);
      } else if (random.coin()) {
        axis = by_size(axis.input, random.between(1, 17));
      } else {
        axis = by_scale(axis.input, random.uniform(1.0f / static_cast<float>(axis.input), 2.5f));
      }
    }
    const std::vector<float> x = random.floats(static_cast<std::size_t>(inputs));
    std::vector<double> expected(x.begin(), x.end());
    Dims shape = inputs_of(axes);
    for (std::size_t a = 0; a < axes.size(); ++a) {
      if (axes[a].input == axes[a].output && axes[a].scale == 1) continue;
      Dims next = shape;
      next[a] = axes[a].output;
      std::vector<double> y(static_cast<std::size_t>(testing::product(next)));
      for_each_index(next, [&](const Dims& index) {
        const auto weights =
            weights_at(axes[a], options, coordinate(axes[a], options.coordinates, index[a]));
        Dims from = index;
        for (from[a] = 0; from[a] < axes[a].input; ++from[a]) {
          y[offset_of(index, next)] +=
              weights[static_cast<std::size_t>(from[a])] * expected[offset_of(from, shape)];
        }
      });
      expected = y;
      shape = next;
    }
    const std::vector<float> y = run(axes, options, x);
    ASSERT_EQ(y.size(), expected.size());
    for (std::size_t i = 0; i < y.size(); ++i) ASSERT_NEAR(y[i], expected[i], 2e-5) << i;
    ASSERT_EQ(run(axes, options, x, 3), y);
  }
}

TEST(Resize, NearestOfEveryKindOfElement) {
  const std::vector<ResizeRounding> roundings{ResizeRounding::kRoundPreferFloor,
                                              ResizeRounding::kRoundPreferCeil,
                                              ResizeRounding::kFloor, ResizeRounding::kCeil};
  const std::vector<ResizeCoordinates> coordinates{ResizeCoordinates::kHalfPixel,
                                                   ResizeCoordinates::kAlignCorners,
                                                   ResizeCoordinates::kAsymmetric};
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    ResizeOptions options;
    options.rounding = random.pick(roundings);
    options.coordinates = random.pick(coordinates);
    Axes axes(static_cast<std::size_t>(random.between(1, 5)));
    for (ResizeAxis& axis : axes) {
      const std::int64_t input = random.between(1, 6);
      axis = by_size(input, random.coin() ? input : random.between(1, 9));
    }
    const auto source = [&](const ResizeAxis& axis, std::int64_t o) {
      if (axis.input == axis.output) return o;
      const double at = coordinate(axis, options.coordinates, o);
      const double below = std::floor(at);
      const double rest = at - below;
      const bool up = options.rounding == ResizeRounding::kRoundPreferFloor  ? rest > 0.5
                      : options.rounding == ResizeRounding::kRoundPreferCeil ? rest >= 0.5
                      : options.rounding == ResizeRounding::kCeil            ? rest > 0
                                                                             : false;
      return std::clamp<std::int64_t>(static_cast<std::int64_t>(below) + (up ? 1 : 0), 0,
                                      axis.input - 1);
    };
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      ThreadPool pool(seed % 2 == 0 ? 1 : 3);
      const Dims x_shape = inputs_of(axes);
      const Dims y_shape = outputs_of(axes);
      const auto x = numbered_elements<T>(static_cast<std::size_t>(testing::product(x_shape)));
      std::vector<T> y(static_cast<std::size_t>(testing::product(y_shape)));
      std::vector<std::byte> scratch(resize_nearest_scratch_size(axes));
      resize_nearest(element_kind(sizeof(T), std::is_same_v<T, std::string>), axes, options,
                     x.data(), nullptr, y.data(), scratch.data(), pool);
      for_each_index(y_shape, [&](const Dims& index) {
        Dims from = index;
        for (std::size_t a = 0; a < from.size(); ++a) from[a] = source(axes[a], index[a]);
        ASSERT_EQ(y[offset_of(index, y_shape)], x[offset_of(from, x_shape)]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

TEST(Resize, NearestLargeImagesOnThreads) {
  const Axes axes{by_size(2, 2), by_size(3, 3), by_size(101, 202), by_size(77, 154)};
  const auto x = numbered_elements<std::uint32_t>(2 * 3 * 101 * 77);
  ResizeOptions options;
  options.coordinates = ResizeCoordinates::kAsymmetric;
  options.rounding = ResizeRounding::kFloor;
  std::vector<std::byte> scratch(resize_nearest_scratch_size(axes));
  for (const std::size_t threads : {1, 3}) {
    ThreadPool pool(threads);
    std::vector<std::uint32_t> y(2 * 3 * 202 * 154);
    resize_nearest(ElementKind::kBytes4, axes, options, x.data(), nullptr, y.data(), scratch.data(),
                   pool);
    for_each_index(outputs_of(axes), [&](const Dims& i) {
      ASSERT_EQ(y[offset_of(i, outputs_of(axes))],
                x[offset_of({i[0], i[1], i[2] / 2, i[3] / 2}, inputs_of(axes))]);
    });
  }
}

TEST(Resize, NearestOutsideOfTheRegionIsExtrapolated) {
  ResizeAxis rows = by_size(3, 3);
  rows.roi_start = -0.5f;
  rows.roi_end = 0.5f;
  const Axes axes{rows, by_size(2, 2)};
  ResizeOptions options;
  options.coordinates = ResizeCoordinates::kTfCropAndResize;
  std::vector<std::byte> scratch(resize_nearest_scratch_size(axes));
  const std::vector<std::uint8_t> x{1, 2, 3, 4, 5, 6};
  const std::uint8_t outside = 9;
  std::vector<std::uint8_t> y(6);
  ThreadPool pool;
  resize_nearest(ElementKind::kBytes1, axes, options, x.data(), &outside, y.data(), scratch.data(),
                 pool);
  EXPECT_EQ(y, (std::vector<std::uint8_t>{9, 9, 1, 2, 3, 4}));
}

TEST(Resize, OfNothingAndToNothing) {
  EXPECT_TRUE(run({by_size(4, 0)}, {.mode = ResizeMode::kLinear}, {1, 2, 3, 4}).empty());
  EXPECT_EQ(run({by_size(2, 2), by_size(2, 2)}, {.mode = ResizeMode::kCubic}, {1, 2, 3, 4}),
            (std::vector<float>{1, 2, 3, 4}));
  EXPECT_EQ(run({}, {.mode = ResizeMode::kCubic}, {7}), (std::vector<float>{7}));
}

}  // namespace
}  // namespace sardonyx::kernels
