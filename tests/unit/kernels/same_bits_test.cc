// Kernels give the same bits on every machine and for every compiler, as long as multiply and add
// are not fused: SSE here, SIMD128 in every WebAssembly engine. The hashes below are those of the
// native build; the WebAssembly build of this test has to arrive at the same ones.

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <vector>

#include "core/kernels/conv.h"
#include "core/kernels/gemm/gemm.h"
#include "core/kernels/math/math.h"
#include "core/kernels/normalization.h"
#include "core/kernels/reduce/reduce.h"
#include "core/kernels/softmax.h"
#include "core/simd/packet.h"
#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

// FNV-1a over bit patterns, all NaNs alike.
std::uint32_t hash(const std::vector<float>& values) {
  std::uint32_t result = 2166136261u;
  for (const float value : values) {
    const std::uint32_t word =
        std::isnan(value) ? 0x7fc00000u : std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8) {
      result = (result ^ ((word >> shift) & 0xffu)) * 16777619u;
    }
  }
  return result;
}

// Floats of all magnitudes up to `limit`.
std::vector<float> sweep(float limit) {
  std::vector<float> values;
  for (std::uint64_t pattern = 0; pattern < (1ull << 32); pattern += 65521) {
    const float value = std::bit_cast<float>(static_cast<std::uint32_t>(pattern));
    if (!(std::fabs(value) > limit)) values.push_back(value);
  }
  return values;
}

class SameBitsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (simd::kMaddMayFuse) GTEST_SKIP() << "multiply and add are fused in this build";
  }
  ThreadPool pool_{1};
};

TEST_F(SameBitsTest, Functions) {
  const struct {
    const char* name;
    void (*function)(const float*, float*, std::size_t);
    std::uint32_t expected;
    float limit = 3e38f;
  } functions[] = {
      {"exp", exp, 2158322389u},       {"log", log, 1610182268u},
      {"log1p", log1p, 2092037436u},   {"tanh", tanh, 2919097527u},
      {"erf", erf, 3272555205u},       {"sigmoid", sigmoid, 2868917897u},
      {"sin", sin, 3049251374u, 1e6f}, {"cos", cos, 3946198230u, 1e6f},
      {"rsqrt", rsqrt, 1128362868u},   {"softplus", softplus, 3895300862u},
      {"gelu", gelu, 3004473063u},     {"gelu_tanh", gelu_tanh, 3853221449u},
      {"silu", silu, 3571019996u},
  };
  for (const auto& f : functions) {
    std::vector<float> values = sweep(f.limit);
    // Within a packet every lane has to be below the limit: NaN is not.
    if (f.limit < 1e38f) std::erase_if(values, [](float v) { return v != v; });
    f.function(values.data(), values.data(), values.size());
    EXPECT_EQ(hash(values), f.expected) << f.name;
  }
}

TEST_F(SameBitsTest, Pow) {
  Random random(1);
  const std::vector<float> x = random.floats(4096, 0.001f, 50.0f);
  const std::vector<float> y = random.floats(4096, -20.0f, 20.0f);
  std::vector<float> z(x.size());
  pow(x.data(), y.data(), z.data(), x.size());
  EXPECT_EQ(hash(z), 867870844u);
}

TEST_F(SameBitsTest, Gemm) {
  Random random(2);
  for (const auto& [shape, expected] : {std::pair{GemmShape{1, 37, 900}, 741338219u},
                                        {GemmShape{13, 45, 1100}, 200153966u},
                                        {GemmShape{3, 2, 100}, 2539829290u}}) {
    const std::vector<float> a = random.floats(shape.m * shape.k);
    const std::vector<float> b = random.floats(shape.k * shape.n);
    std::vector<float> c(shape.m * shape.n);
    const MatrixView<float> a_view = {a.data(), static_cast<std::ptrdiff_t>(shape.k), 1};
    const GemmRhs rhs = GemmRhs::of_view({b.data(), static_cast<std::ptrdiff_t>(shape.n), 1});
    std::vector<float> scratch(gemm_scratch_size(shape, a_view, rhs));
    gemm(shape, a_view, rhs, c.data(), static_cast<std::ptrdiff_t>(shape.n), {}, scratch.data(),
         pool_);
    EXPECT_EQ(hash(c), expected) << shape.m;
  }
}

TEST_F(SameBitsTest, Conv) {
  Random random(4);
  // Depthwise, dense, and dense by Winograd's transform.
  for (const auto& [channels, groups, stride, expected] :
       {std::tuple{5, 5, 2, 646258942u}, {18, 1, 2, 4271039467u}, {18, 1, 1, 80831403u}}) {
    ConvShape shape;
    shape.groups = groups;
    shape.in_channels = shape.out_channels = channels;
    WindowAxis axis;
    axis.input = 21;
    axis.kernel = 3;
    axis.stride = stride;
    axis.pad_begin = axis.pad_end = 1;
    axis.output = (axis.input - 1) / stride + 1;
    shape.window.axes[1] = shape.window.axes[2] = axis;
    const auto count = static_cast<std::size_t>(channels);
    const std::vector<float> x = random.floats(count * 21 * 21);
    const std::vector<float> w = random.floats(count * (count / shape.groups) * 9);
    std::vector<float> packed(packed_conv_weights_size(shape));
    pack_conv_weights(shape, w.data(), packed.data());
    std::vector<float> scratch(conv_scratch_size(shape, 1));
    std::vector<float> y(count * static_cast<std::size_t>(axis.output * axis.output));
    conv(shape, x.data(), packed.data(), {}, y.data(), scratch.data(), pool_);
    EXPECT_EQ(hash(y), expected) << groups << " groups, stride " << stride;
  }
}

TEST_F(SameBitsTest, Rows) {
  Random random(3);
  const std::vector<float> x = random.floats(7 * 1500, -10.0f, 10.0f);
  std::vector<float> y(x.size());
  softmax(x.data(), y.data(), 7, 1500, 1, pool_);
  EXPECT_EQ(hash(y), 3770279474u) << "softmax";
  softmax(x.data(), y.data(), 7, 60, 25, pool_);
  EXPECT_EQ(hash(y), 807214160u) << "softmax across";
  layer_norm(x.data(), 7, 1500, nullptr, nullptr, 1e-5f, y.data(), nullptr, nullptr, pool_);
  EXPECT_EQ(hash(y), 2876575157u) << "layer_norm";
  y.resize(7);
  reduce(Reduction::kSum, x.data(), y.data(), 7, 1500, 1, pool_);
  EXPECT_EQ(hash(y), 2151535411u) << "sum";
  y.resize(7 * 25);
  reduce(Reduction::kLogSumExp, x.data(), y.data(), 7, 60, 25, pool_);
  EXPECT_EQ(hash(y), 959365874u) << "log sum exp across";
}

}  // namespace
}  // namespace sardonyx::kernels
