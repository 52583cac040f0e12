// What would have been faster: times every kernel that could do a piece of work beside the one that
// is chosen. Prints JSON; bench/kernels/choice.mjs starts it and judges.
//
//   choice_bench SHAPE...   convolutions as batch,in_channels,out_channels,groups and then, for
//                           height and width, input,kernel,stride,dilation,pad_begin,pad_end

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/micro/tile_rate.h"
#include "bench/micro/timing.h"
#include "core/kernels/conv.h"
#include "core/kernels/gemm/tile.h"

namespace {

using namespace sardonyx;
using namespace sardonyx::kernels;

constexpr double kPatience = 0.25;

struct KernelName {
  ConvKernel kernel;
  const char* name;
};

constexpr KernelName kKernels[] = {
    {ConvKernel::kDense, "dense"},         {ConvKernel::kPlanar, "planar"},
    {ConvKernel::kDepthwise, "depthwise"}, {ConvKernel::kWinograd, "winograd"},
    {ConvKernel::kPointwise, "pointwise"},
};

const char* name_of(ConvKernel kernel) {
  for (const KernelName& known : kKernels) {
    if (known.kernel == kernel) return known.name;
  }
  return "unknown";
}

// Per GFLOP, so that tiles of different sizes compare.
template <int Rows, int Panels>
double seconds_of_tile() {
  return 1 / bench::tile_rate<Rows, Panels>(kPatience);
}

void print_tiles() {
  std::printf(
      "{\"name\": \"gemm tile\", \"chosen\": \"%dx8\", \"seconds\": "
      "{\"4x8\": %.4g, \"5x8\": %.4g, \"6x8\": %.4g, \"2x16\": %.4g}}",
      static_cast<int>(kTileRows), seconds_of_tile<4, 1>(), seconds_of_tile<5, 1>(),
      seconds_of_tile<6, 1>(), seconds_of_tile<2, 2>());
}

std::vector<std::int64_t> numbers_of(std::string_view text) {
  std::vector<std::int64_t> numbers;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    numbers.push_back(std::strtoll(std::string(text.substr(0, end)).c_str(), nullptr, 10));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return numbers;
}

/// Whether the text is a shape.
bool read_shape(std::string_view text, ConvShape& shape) {
  const std::vector<std::int64_t> n = numbers_of(text);
  if (n.size() != 16) return false;
  shape.batch = n[0];
  shape.in_channels = n[1];
  shape.out_channels = n[2];
  shape.groups = n[3];
  for (std::size_t a = 1; a < kMaxSpatialRank; ++a) {
    const std::int64_t* of = n.data() + 4 + 6 * (a - 1);
    WindowAxis& axis = shape.window.axes[a];
    axis.input = of[0];
    axis.kernel = of[1];
    axis.stride = of[2];
    axis.dilation = of[3];
    axis.pad_begin = of[4];
    axis.output = (of[0] + of[4] + of[5] - of[3] * (of[1] - 1) - 1) / of[2] + 1;
  }
  return true;
}

double seconds_of(const ConvShape& shape) {
  const auto floats = [](std::int64_t count, float value) {
    return std::vector<float>(static_cast<std::size_t>(count), value);
  };
  const Window& window = shape.window;
  const auto x = floats(shape.batch * shape.in_channels * window.input_count(), 0.5f);
  const auto w =
      floats(shape.out_channels * shape.in_channels / shape.groups * window.kernel_count(), 0.25f);
  const auto bias = floats(shape.out_channels, 1.0f);
  auto y = floats(shape.batch * shape.out_channels * window.output_count(), 0.0f);
  std::vector<float> packed(packed_conv_weights_size(shape));
  pack_conv_weights(shape, w.data(), packed.data());
  ThreadPool pool(1);
  std::vector<float> scratch(conv_scratch_size(shape, 1));
  ConvEpilogue epilogue;
  epilogue.bias = bias.data();
  return bench::fastest(
      [&] { conv(shape, x.data(), packed.data(), epilogue, y.data(), scratch.data(), pool); },
      kPatience);
}

void print_conv(const char* text, ConvShape shape) {
  std::printf(",\n{\"name\": \"%s\", \"chosen\": \"%s\", \"seconds\": {", text,
              name_of(chosen_kernel(shape)));
  const char* separator = "";
  for (const KernelName& known : kKernels) {
    if (!kernel_fits(shape, known.kernel)) continue;
    shape.kernel = known.kernel;
    std::printf("%s\"%s\": %.4g", separator, known.name, seconds_of(shape));
    separator = ", ";
  }
  std::printf("}}");
}

}  // namespace

int main(int count, char** arguments) {
  std::printf("[\n");
  print_tiles();
  for (int i = 1; i < count; ++i) {
    ConvShape shape;
    if (!read_shape(arguments[i], shape)) {
      std::fprintf(stderr, "'%s' is no shape\n", arguments[i]);
      return 1;
    }
    print_conv(arguments[i], shape);
  }
  std::printf("\n]\n");
  return 0;
}
