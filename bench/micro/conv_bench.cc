// GFLOP/s of f32 convolutions, shapes of real networks, beside the register tile's on operands in
// L1. Build the target conv_bench (native) or conv_bench_<variant> (wasm, run with Node); an
// argument is a part of the names to measure.

#include <cstdio>
#include <cstring>
#include <vector>

#include "bench/micro/timing.h"
#include "core/kernels/conv.h"

namespace {

using namespace sardonyx;
using namespace sardonyx::kernels;

struct Case {
  const char* name;
  std::int64_t groups, in_channels, out_channels, extent, kernel, stride;
};

void bench_conv(const Case& c) {
  ConvShape shape;
  shape.groups = c.groups;
  shape.in_channels = c.in_channels;
  shape.out_channels = c.out_channels;
  std::int64_t outputs = 1;
  for (std::size_t a = 1; a < kMaxSpatialRank; ++a) {
    WindowAxis& axis = shape.window.axes[a];
    axis.input = c.extent;
    axis.kernel = c.kernel;
    axis.stride = c.stride;
    axis.pad_begin = c.kernel / 2;
    axis.output = (c.extent - 1) / c.stride + 1;
    outputs *= axis.output;
  }
  const std::int64_t weights = c.out_channels * c.in_channels / c.groups * c.kernel * c.kernel;
  const std::vector<float> x(static_cast<std::size_t>(c.in_channels * c.extent * c.extent), 0.5f);
  const std::vector<float> w(static_cast<std::size_t>(weights), 0.25f);
  const std::vector<float> bias(static_cast<std::size_t>(c.out_channels), 1.0f);
  std::vector<float> y(static_cast<std::size_t>(c.out_channels * outputs));
  std::vector<float> packed(packed_conv_weights_size(shape));
  pack_conv_weights(shape, w.data(), packed.data());
  ThreadPool pool(1);
  std::vector<float> scratch(conv_scratch_size(shape, 1));
  ConvEpilogue epilogue;
  epilogue.bias = bias.data();
  const double seconds = bench::fastest(
      [&] { conv(shape, x.data(), packed.data(), epilogue, y.data(), scratch.data(), pool); });
  const double flop = 2.0 * static_cast<double>(weights) * static_cast<double>(outputs);
  std::printf("%-28s %4d -> %4d at %3d  %6.1f GFLOP/s %9.1f us\n", c.name,
              static_cast<int>(c.in_channels), static_cast<int>(c.out_channels),
              static_cast<int>(c.extent), flop / seconds * 1e-9, seconds * 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const Case cases[] = {
      {"3x3", 1, 64, 64, 56, 3, 1},
      {"3x3", 1, 128, 128, 28, 3, 1},
      {"3x3", 1, 256, 256, 14, 3, 1},
      {"3x3", 1, 512, 512, 7, 3, 1},
      {"3x3", 1, 32, 32, 112, 3, 1},
      {"3x3", 1, 16, 16, 112, 3, 1},
      {"3x3", 1, 64, 128, 112, 3, 1},
      {"3x3", 1, 512, 512, 28, 3, 1},
      {"3x3/2", 1, 64, 128, 56, 3, 2},
      {"3x3/2", 1, 256, 512, 14, 3, 2},
      {"1x1", 1, 1024, 256, 14, 1, 1},
      {"1x1", 1, 256, 1024, 14, 1, 1},
      {"1x1", 1, 64, 256, 56, 1, 1},
      {"1x1", 1, 256, 64, 56, 1, 1},
      {"1x1", 1, 512, 2048, 7, 1, 1},
      {"1x1", 1, 2048, 512, 7, 1, 1},
      {"1x1", 1, 16, 96, 112, 1, 1},
      {"1x1", 1, 96, 24, 56, 1, 1},
      {"1x1", 1, 24, 144, 56, 1, 1},
      {"1x1", 1, 144, 24, 56, 1, 1},
      {"1x1", 1, 32, 192, 28, 1, 1},
      {"1x1", 1, 384, 64, 14, 1, 1},
      {"1x1", 1, 160, 960, 7, 1, 1},
      {"1x1/2", 1, 256, 512, 56, 1, 2},
      {"7x7/2 first layer", 1, 3, 64, 224, 7, 2},
      {"3x3/2 first layer", 1, 3, 32, 224, 3, 2},
      {"3x3 first layer", 1, 3, 64, 224, 3, 1},
      {"depthwise 3x3", 32, 32, 32, 112, 3, 1},
      {"depthwise 3x3/2", 96, 96, 96, 112, 3, 2},
      {"depthwise 3x3", 144, 144, 144, 56, 3, 1},
      {"depthwise 3x3", 384, 384, 384, 14, 3, 1},
      {"depthwise 3x3", 960, 960, 960, 7, 3, 1},
      {"depthwise 5x5", 960, 960, 960, 7, 5, 1},
      {"depthwise 5x5/2", 96, 96, 96, 28, 5, 2},
      {"depthwise 5x5", 240, 240, 240, 14, 5, 1},
      {"5x5", 1, 32, 64, 28, 5, 1},
  };
  for (const Case& c : cases) {
    if (argc < 2 || std::strstr(c.name, argv[1]) != nullptr) bench_conv(c);
  }
  return 0;
}
