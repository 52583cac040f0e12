#include "core/kernels/conv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/kernels/conv_transpose.h"
#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

std::size_t count_of(std::int64_t a, std::int64_t b, std::int64_t c = 1) {
  return static_cast<std::size_t>(a * b * c);
}

// The values of one convolution or transposed convolution.
struct Case {
  ConvShape shape;
  std::vector<float> x;
  std::vector<float> w;
  std::vector<float> bias;
  ConvEpilogue epilogue;

  Case(const ConvShape& conv_shape, Random& random) : shape(conv_shape) {
    x = random.floats(count_of(shape.batch, shape.in_channels, shape.window.input_count()));
    w = random.floats(count_of(shape.out_channels, shape.in_channels / shape.groups,
                               shape.window.kernel_count()));
    bias = random.floats(count_of(shape.out_channels, 1));
    if (random.coin()) epilogue.bias = bias.data();
    if (random.coin()) {
      epilogue.low = -0.25f;
      epilogue.high = 0.5f;
    }
    if (random.between(0, 3) == 0) {
      epilogue.finish.function = [](float* values, std::size_t count, const void* context) {
        for (std::size_t i = 0; i < count; ++i) values[i] *= *static_cast<const float*>(context);
      };
      epilogue.finish.context = &kFactor;
    }
  }
  std::size_t output_count() const {
    return count_of(shape.batch, shape.out_channels, shape.window.output_count());
  }
  static constexpr float kFactor = 3.0f;
};

// Visits every pair of an output and an input of an axis that a tap joins:
// output * stride + tap * dilation - pad_begin = input, with the output's and the input's role
// exchanged in a transposed convolution.
template <class F>
void for_each_tap(const WindowAxis& axis, bool transposed, F&& f) {
  const std::int64_t outer = transposed ? axis.input : axis.output;
  const std::int64_t inner = transposed ? axis.output : axis.input;
  for (std::int64_t o = 0; o < outer; ++o) {
    for (std::int64_t k = 0; k < axis.kernel; ++k) {
      const std::int64_t i = o * axis.stride + k * axis.dilation - axis.pad_begin;
      if (i < 0 || i >= inner) continue;
      if (transposed) {
        f(i, o, k);
      } else {
        f(o, i, k);
      }
    }
  }
}

// Sums in double, straight from the definition; `scale` gets the sums of magnitudes.
void convolve(const Case& c, bool transposed, std::vector<double>& y, std::vector<double>& scale) {
  const ConvShape& s = c.shape;
  const Window& window = s.window;
  const std::int64_t in_per_group = s.in_channels / s.groups;
  const std::int64_t out_per_group = s.out_channels / s.groups;
  const std::int64_t in_plane = window.input_count();
  const std::int64_t out_plane = window.output_count();
  const std::int64_t taps = window.kernel_count();
  y.assign(c.output_count(), 0.0);
  scale.assign(y.size(), 0.0);
  for_each_tap(window.depth(), transposed, [&](std::int64_t od, std::int64_t id, std::int64_t kd) {
    for_each_tap(
        window.height(), transposed, [&](std::int64_t oh, std::int64_t ih, std::int64_t kh) {
          for_each_tap(
              window.width(), transposed, [&](std::int64_t ow, std::int64_t iw, std::int64_t kw) {
                const std::int64_t out =
                    (od * window.height().output + oh) * window.width().output + ow;
                const std::int64_t in =
                    (id * window.height().input + ih) * window.width().input + iw;
                const std::int64_t tap =
                    (kd * window.height().kernel + kh) * window.width().kernel + kw;
                for (std::int64_t n = 0; n < s.batch; ++n) {
                  for (std::int64_t m = 0; m < s.out_channels; ++m) {
                    const std::int64_t g = m / out_per_group;
                    double sum = 0;
                    double magnitude = 0;
                    for (std::int64_t i = 0; i < in_per_group; ++i) {
                      const std::int64_t channel = g * in_per_group + i;
                      const std::int64_t weight = transposed
                                                      ? channel * out_per_group + m % out_per_group
                                                      : m * in_per_group + i;
                      const double product = double{c.x[static_cast<std::size_t>(
                                                 (n * s.in_channels + channel) * in_plane + in)]} *
                                             c.w[static_cast<std::size_t>(weight * taps + tap)];
                      sum += product;
                      magnitude += std::abs(product);
                    }
                    const auto at =
                        static_cast<std::size_t>((n * s.out_channels + m) * out_plane + out);
                    y[at] += sum;
                    scale[at] += magnitude;
                  }
                }
              });
        });
  });
  for (std::size_t i = 0; i < y.size(); ++i) {
    const auto m =
        i / static_cast<std::size_t>(out_plane) % static_cast<std::size_t>(s.out_channels);
    if (c.epilogue.bias != nullptr) y[i] += c.bias[m];
    y[i] = std::min<double>(std::max<double>(y[i], c.epilogue.low), c.epilogue.high);
    if (c.epilogue.finish) y[i] *= Case::kFactor;
  }
}

std::vector<float> run(const Case& c, bool transposed, std::size_t threads) {
  std::vector<float> packed(transposed ? packed_conv_transpose_weights_size(c.shape)
                                       : packed_conv_weights_size(c.shape));
  std::vector<float> scratch(transposed ? conv_transpose_scratch_size(c.shape, threads)
                                        : conv_scratch_size(c.shape, threads));
  std::vector<float> y(c.output_count(), std::nanf(""));
  ThreadPool pool(threads);
  if (transposed) {
    pack_conv_transpose_weights(c.shape, c.w.data(), packed.data());
    conv_transpose(c.shape, c.x.data(), packed.data(), c.epilogue, y.data(), scratch.data(), pool);
  } else {
    pack_conv_weights(c.shape, c.w.data(), packed.data());
    conv(c.shape, c.x.data(), packed.data(), c.epilogue, y.data(), scratch.data(), pool);
  }
  return y;
}

std::string describe(const ConvShape& shape) {
  std::string text = "batch " + std::to_string(shape.batch) + " groups " +
                     std::to_string(shape.groups) + " channels " +
                     std::to_string(shape.in_channels) + " -> " +
                     std::to_string(shape.out_channels);
  for (const WindowAxis& a : shape.window.axes) {
    text += " | " + std::to_string(a.input) + " -> " + std::to_string(a.output) + " kernel " +
            std::to_string(a.kernel) + " stride " + std::to_string(a.stride) + " dilation " +
            std::to_string(a.dilation) + " pads " + std::to_string(a.pad_begin) + "," +
            std::to_string(a.pad_end);
  }
  return text;
}

void check(const Case& c, bool transposed) {
  SCOPED_TRACE(describe(c.shape));
  std::vector<double> expected;
  std::vector<double> scale;
  convolve(c, transposed, expected, scale);
  const std::vector<float> y = run(c, transposed, 1);
  // Winograd's roundings are those of the neighbours too.
  const double largest =
      c.shape.exact || scale.empty() ? 0.0 : *std::max_element(scale.begin(), scale.end());
  for (std::size_t i = 0; i < y.size(); ++i) {
    // Each of the sum's roundings is at most 2^-24 of the magnitudes added up so far.
    ASSERT_NEAR(y[i], expected[i], 3 * (scale[i] + 1) * 0x1p-20 + largest * 0x1p-22) << "at " << i;
  }
  ASSERT_EQ(run(c, transposed, 3), y);
}

WindowAxis random_axis(Random& random, bool transposed, std::int64_t largest) {
  for (;;) {
    WindowAxis axis;
    axis.kernel = random.pick(std::vector<std::int64_t>{1, 1, 2, 3, 3, 4, 5, 7});
    axis.stride = random.between(0, 1) != 0 ? 1 : random.between(1, 4);
    axis.dilation = random.between(0, 2) != 0 ? 1 : random.between(1, 6);
    const std::int64_t reach = (axis.kernel - 1) * axis.dilation + 1;
    axis.pad_begin = random.between(0, reach);
    axis.pad_end = random.between(0, reach);
    if (random.coin()) axis.pad_begin = axis.pad_end = axis.kernel / 2;
    axis.input = random.between(1, largest);
    if (transposed) {
      axis.output = (axis.input - 1) * axis.stride + reach - axis.pad_begin - axis.pad_end +
                    random.between(0, axis.stride - 1);
    } else {
      const std::int64_t room = axis.input + axis.pad_begin + axis.pad_end - reach;
      axis.output = room < 0 ? 0 : room / axis.stride + 1;
    }
    if (axis.output > 0) return axis;
  }
}

ConvShape random_shape(Random& random, bool transposed) {
  const std::vector<std::int64_t> channels{1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17};
  ConvShape shape;
  shape.batch = random.between(1, 2);
  shape.groups = random.coin() ? 1 : random.between(1, 5);
  const bool depthwise = random.between(0, 2) == 0;
  shape.in_channels = shape.groups * (depthwise ? 1 : random.pick(channels));
  shape.out_channels = shape.groups * (depthwise ? random.between(1, 2) : random.pick(channels));
  const auto rank = static_cast<std::size_t>(random.between(1, 3));
  for (std::size_t a = kMaxSpatialRank - rank; a < kMaxSpatialRank; ++a) {
    shape.window.axes[a] = random_axis(random, transposed, rank == 1 ? 140 : rank == 2 ? 19 : 7);
  }
  return shape;
}

TEST(Conv, RandomShapes) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    check(Case(random_shape(random, false), random), false);
    if (HasFatalFailure()) return;
  }
}

TEST(ConvTranspose, RandomShapes) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    check(Case(random_shape(random, true), random), true);
    if (HasFatalFailure()) return;
  }
}

ConvShape square(std::int64_t channels, std::int64_t out_channels, std::int64_t extent,
                 std::int64_t kernel, std::int64_t stride, std::int64_t groups = 1,
                 std::int64_t dilation = 1) {
  ConvShape shape;
  shape.groups = groups;
  shape.in_channels = channels;
  shape.out_channels = out_channels;
  WindowAxis axis;
  axis.input = extent;
  axis.kernel = kernel;
  axis.stride = stride;
  axis.dilation = dilation;
  axis.pad_begin = axis.pad_end = (kernel - 1) * dilation / 2;
  axis.output = (extent + 2 * axis.pad_begin - (kernel - 1) * dilation - 1) / stride + 1;
  shape.window.axes[1] = shape.window.axes[2] = axis;
  return shape;
}

// Channels in several chunks, outputs in several blocks, and sums kept for several panels.
TEST(Conv, ManyChannelsAndPixels) {
  Random random(1);
  for (const ConvShape& shape :
       {square(124, 9, 9, 3, 1), square(127, 64, 7, 3, 2), square(128, 17, 5, 5, 1),
        square(1027, 33, 6, 1, 1), square(1600, 520, 7, 1, 2), square(40, 24, 40, 3, 1),
        square(3, 16, 96, 7, 2), square(64, 10, 33, 3, 1, 1, 12), square(48, 48, 3, 31, 1, 3),
        square(16, 16, 64, 8, 8), square(2, 3, 100, 1, 1), square(300, 2, 20, 1, 1),
        square(40, 3, 40, 5, 2), square(70, 1, 130, 3, 1), square(64, 64, 20, 3, 1, 16)}) {
    check(Case(shape, random), false);
    if (HasFatalFailure()) return;
  }
}

// The same with one row of inputs, or, where `upright`, one column.
ConvShape line(const ConvShape& square, bool upright = false) {
  ConvShape shape = square;
  shape.window.axes[upright ? 2 : 1] = WindowAxis{};
  return shape;
}

// Kernels of 3 and 5 with stride 1 and enough channels and outputs: the Winograd transform.
TEST(Conv, Winograd) {
  Random random(8);
  const auto check_both = [&](const ConvShape& shape) {
    Case c(shape, random);
    c.shape.kernel = ConvKernel::kWinograd;
    check(c, false);
    const std::vector<float> transformed = run(c, false, 1);
    c.shape.kernel = ConvKernel::kChosen;
    c.shape.exact = true;
    check(c, false);
    EXPECT_NE(run(c, false, 1), transformed) << describe(shape);
  };
  for (const std::int64_t extent : {7, 8, 12, 13, 15, 16, 20, 31, 33, 57}) {
    check_both(square(16, 17, extent, 3, 1));
    if (HasFatalFailure()) return;
  }
  for (const std::int64_t extent : {8, 11, 14, 21, 40}) {
    check_both(square(16, 17, extent, 5, 1));
    if (HasFatalFailure()) return;
  }
  for (const std::int64_t extent : {33, 64, 100, 515, 1600}) {
    for (const std::int64_t taps : {3, 5}) {
      check_both(line(square(48, 50, extent, taps, 1)));
      check_both(line(square(48, 50, extent, taps, 1), /*upright=*/true));
      if (HasFatalFailure()) return;
    }
  }
  for (const ConvShape& shape : {square(32, 48, 28, 3, 1, 2), square(128, 128, 14, 3, 1),
                                 square(19, 101, 30, 3, 1), square(170, 16, 12, 3, 1),
                                 square(64, 40, 19, 5, 1, 2), line(square(512, 256, 200, 5, 1))}) {
    check_both(shape);
    if (HasFatalFailure()) return;
  }
  for (const std::int64_t width : {63, 65, 256, 300}) {
    ConvShape shape = square(20, 16, 11, 3, 1);
    shape.batch = 2;
    shape.window.axes[1].pad_begin = 0;
    shape.window.axes[1].output -= 1;
    WindowAxis& axis = shape.window.axes[2];
    axis.input = width;
    axis.pad_begin = 2;
    axis.pad_end = 3;
    axis.output = width + 3;
    check_both(shape);
    if (HasFatalFailure()) return;
  }
}

TEST(Conv, WinogradIsChosenWhereItSavesProducts) {
  for (const ConvShape& shape :
       {square(16, 16, 28, 3, 1), square(64, 64, 14, 5, 1), line(square(128, 128, 200, 3, 1)),
        line(square(256, 256, 200, 5, 1), /*upright=*/true)}) {
    EXPECT_EQ(chosen_kernel(shape), ConvKernel::kWinograd) << describe(shape);
  }
  for (const ConvShape& shape :
       {square(16, 16, 28, 3, 2), square(15, 16, 28, 3, 1), square(64, 64, 28, 7, 1),
        line(square(16, 16, 200, 3, 1)), square(16, 16, 28, 3, 1, 1, /*dilation=*/2)}) {
    EXPECT_EQ(chosen_kernel(shape), ConvKernel::kDense) << describe(shape);
  }
}

// Measurements run kernels on shapes that they would not be chosen for.
TEST(Conv, EveryKernelThatFits) {
  const auto check_all = [](Case c) {
    for (const ConvKernel kernel : {ConvKernel::kDense, ConvKernel::kPlanar, ConvKernel::kDepthwise,
                                    ConvKernel::kWinograd, ConvKernel::kPointwise}) {
      if (!kernel_fits(c.shape, kernel)) continue;
      SCOPED_TRACE("kernel " + std::to_string(static_cast<int>(kernel)));
      c.shape.kernel = kernel;
      check(c, false);
    }
  };
  for (std::uint64_t seed = 1000; seed < 1200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Case c(random_shape(random, false), random);
    EXPECT_TRUE(kernel_fits(c.shape, chosen_kernel(c.shape)));
    check_all(c);
    if (HasFatalFailure()) return;
  }
  Random random(10);
  for (const std::int64_t extent : {1, 2, 3, 4, 5, 6, 9}) {
    const Case c(square(16, 17, extent, 3, 1), random);
    EXPECT_TRUE(kernel_fits(c.shape, ConvKernel::kWinograd));
    check_all(c);
    check_all(Case(square(40, 9, extent, 1, 1), random));
    // Several parts of the same block for each thread.
    check_all(Case(square(16, 80, extent, 3, 1), random));
    check_all(Case(square(16, 80, extent, 1, 1), random));
    for (const std::int64_t taps : {3, 5}) {
      for (const bool upright : {false, true}) {
        const Case long_and_thin(line(square(16, 17, extent, taps, 1), upright), random);
        EXPECT_TRUE(kernel_fits(long_and_thin.shape, ConvKernel::kWinograd));
        check_all(long_and_thin);
      }
    }
    if (HasFatalFailure()) return;
  }
}

// Sums of whole numbers below 2^24 are whole numbers, where the caller relies on it.
TEST(Conv, ExactSums) {
  Random random(9);
  ConvShape shape = square(32, 32, 20, 3, 1);
  shape.exact = true;
  Case c(shape, random);
  c.epilogue = {};
  for (float& value : c.x) value = static_cast<float>(random.between(-255, 255));
  for (float& value : c.w) value = static_cast<float>(random.between(-128, 127));
  std::vector<double> expected;
  std::vector<double> scale;
  convolve(c, false, expected, scale);
  const std::vector<float> y = run(c, false, 1);
  EXPECT_EQ(std::vector<double>(y.begin(), y.end()), expected);
}

TEST(Conv, DepthwiseShapesOfMobileNets) {
  Random random(2);
  for (const ConvShape& shape :
       {square(6, 6, 56, 3, 1, 6), square(6, 6, 57, 3, 2, 6), square(9, 9, 7, 5, 1, 9),
        square(3, 3, 113, 3, 2, 3), square(4, 12, 14, 5, 2, 4), square(2, 2, 127, 7, 3, 2),
        square(5, 5, 40, 3, 1, 5, 13), square(2, 2, 70, 31, 1, 2)}) {
    check(Case(shape, random), false);
    if (HasFatalFailure()) return;
  }
}

// Enough planes for the kernel that reads the inputs as they lie: every remainder of the extents,
// and edges that one, two or all packets of a row reach.
TEST(Conv, DepthwiseRows) {
  Random random(11);
  for (const std::int64_t kernel : {3, 5}) {
    for (const std::int64_t stride : {1, 2}) {
      for (std::int64_t extent = 4; extent <= 30; ++extent) {
        ConvShape shape = square(8, 8, extent, kernel, stride, 8);
        if (shape.window.width().output < 4) continue;
        ASSERT_TRUE(kernel_fits(shape, ConvKernel::kDepthwise));
        shape.kernel = ConvKernel::kDepthwise;
        check(Case(shape, random), false);
        // Other pads: everything, or nothing, to one side.
        for (const std::int64_t pad : {std::int64_t{0}, kernel - 1}) {
          for (std::size_t a = 1; a < kMaxSpatialRank; ++a) {
            WindowAxis& axis = shape.window.axes[a];
            axis.pad_begin = pad;
            axis.pad_end = kernel - 1 - pad;
          }
          check(Case(shape, random), false);
        }
        if (HasFatalFailure()) return;
      }
    }
  }
  // Several outputs per channel, batches, a wide kernel, dilation along the width, long rows.
  ConvShape shape = square(4, 12, 19, 5, 1, 4);
  shape.batch = 2;
  check(Case(shape, random), false);
  for (const std::int64_t taps : {1, 2, 9}) {
    shape = square(16, 16, 21, 5, 1, 16);
    WindowAxis& axis = shape.window.axes[2];
    axis.kernel = taps;
    axis.pad_begin = axis.pad_end = taps / 2;
    axis.output = axis.input + 2 * axis.pad_begin - taps + 1;
    EXPECT_EQ(chosen_kernel(shape), ConvKernel::kDepthwise);
    check(Case(shape, random), false);
  }
  shape = square(16, 16, 21, 5, 1, 16);
  shape.window.axes[2].dilation = 2;
  shape.window.axes[2].pad_begin = shape.window.axes[2].pad_end = 4;
  EXPECT_EQ(chosen_kernel(shape), ConvKernel::kDepthwise);
  check(Case(shape, random), false);
  shape = square(9, 9, 113, 3, 2, 9);
  shape.kernel = ConvKernel::kDepthwise;
  check(Case(shape, random), false);
}

TEST(Conv, OneRowOfManyColumns) {
  Random random(3);
  for (const std::int64_t kernel : {1, 3, 10, 128}) {
    ConvShape shape;
    shape.in_channels = shape.out_channels = 40;
    shape.groups = kernel == 128 ? 4 : 1;
    WindowAxis& axis = shape.window.axes[2];
    axis.input = 3000 / kernel;
    axis.kernel = kernel;
    axis.stride = kernel == 10 ? 5 : 1;
    axis.pad_begin = kernel / 2;
    axis.output = (axis.input + 2 * axis.pad_begin - kernel) / axis.stride + 1;
    check(Case(shape, random), false);
    if (HasFatalFailure()) return;
  }
}

// Attributes can be far larger than the arrays; what is copied must not be.
TEST(Conv, HugeStridesDilationsAndPads) {
  Random random(4);
  for (const std::int64_t huge : {std::int64_t{1} << 20, std::int64_t{1} << 30}) {
    for (const std::int64_t groups : {1, 3}) {
      ConvShape shape;
      shape.groups = groups;
      shape.in_channels = shape.out_channels = 3;
      WindowAxis& height = shape.window.axes[1];
      height = {.input = 2, .output = 3, .kernel = 2, .stride = huge, .pad_begin = huge};
      WindowAxis& width = shape.window.axes[2];
      width = {.input = 5, .output = 5, .kernel = 3, .dilation = huge, .pad_begin = huge};
      EXPECT_LT(conv_scratch_size(shape, 1), std::size_t{1} << 16);
      check(Case(shape, random), false);
      if (HasFatalFailure()) return;

      // A stride that no second output takes.
      height = {.input = 4, .output = 1, .kernel = 3, .stride = huge, .pad_begin = 1};
      width = {.input = 5, .output = 1, .kernel = 3, .stride = huge, .pad_begin = 1};
      EXPECT_LT(conv_scratch_size(shape, 1), std::size_t{1} << 16);
      check(Case(shape, random), false);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(ConvTranspose, ShapesOfGeneratorsAndCodecs) {
  Random random(5);
  for (const std::int64_t kernel : {1, 2, 3, 4, 5, 16}) {
    for (const std::int64_t stride : {1, 2, 3, 8}) {
      ConvShape shape;
      shape.in_channels = 36;
      shape.out_channels = 20;
      for (std::size_t a = 1; a < 3; ++a) {
        WindowAxis& axis = shape.window.axes[a];
        axis.input = a == 1 ? 3 : 9;
        axis.kernel = kernel;
        axis.stride = stride;
        axis.output = (axis.input - 1) * stride + kernel;
      }
      check(Case(shape, random), true);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(ConvTranspose, HugeStrides) {
  Random random(6);
  ConvShape shape;
  shape.window.axes[2] = {
      .input = 1, .output = 4, .kernel = 3, .stride = std::int64_t{1} << 30, .dilation = 1};
  check(Case(shape, random), true);
}

TEST(Conv, NothingToDo) {
  Random random(7);
  ConvShape empty_batch = square(3, 4, 5, 3, 1);
  empty_batch.batch = 0;
  check(Case(empty_batch, random), false);
  ConvShape no_inputs = square(0, 4, 5, 3, 1);
  check(Case(no_inputs, random), false);
}

}  // namespace
}  // namespace sardonyx::kernels
