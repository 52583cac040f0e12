// https://onnx.ai/onnx/operators/onnx__ConvInteger.html

#include <algorithm>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/kernels/conv.h"
#include "core/kernels/copy.h"
#include "core/ops/common/integer_product.h"
#include "core/ops/common/window_attributes.h"

namespace sardonyx {
namespace {

// Constant weights of at most so many elements are kept as the floats that the kernel wants, four
// times the room. What is larger is widened in each run, which takes a small part of it.
constexpr std::int64_t kMostKeptWeights = 1 << 16;

// A float convolution of the codes minus their zero points, over as many channels at a time as
// float adds exactly.
class ConvInteger : public Operator {
 public:
  explicit ConvInteger(const MakeContext& context)
      : attributes_(context), groups_(context.get_int("group", 1)) {
    context.require(groups_ >= 1, "attribute 'group' is ", groups_, ", expected at least 1");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& w = context.shape(1);
    context.require(x.rank() >= 3 && w.rank() == x.rank(), "the inputs have shapes ", x, " and ", w,
                    ", expected [N, C, ...] and [M, C / group, ...]");
    context.require(!certainly_differ(w[1] * Dim(groups_), x[1]), "input 0 ('x') of shape ", x,
                    " has ", x[1], " channels, the weights of shape ", w, " in ", groups_,
                    " groups expect ", w[1] * Dim(groups_));
    context.require(!w[0].known() || w[0].value() % groups_ == 0, "the ", w[0],
                    " output channels of input 1 ('w') are no multiple of ", groups_, " groups");
    check_zero_point(context, 2, Dim(1));
    check_zero_point(context, 3, w[0]);
    const std::int64_t products =
        std::max<std::int64_t>(1, w.count(2, w.rank()).known() ? w.count(2, w.rank()).value() : 1);
    context.require(products <= kExactProducts, "kernels of ", products,
                    " elements are not supported");
    SymbolicShape y = attributes_.output_extents(spatial(x), spatial(w));
    y.insert(0, w[0]);
    y.insert(0, x[0]);
    context.set_shape(0, std::move(y));
  }

  void prepack(PrepackContext& context) override {
    const Tensor* w = context.constant(1);
    const Tensor* zero_point = context.constant(3);
    if (w == nullptr || (zero_point == nullptr && context.has_input(3)) ||
        w->element_count() == 0 || w->element_count() > kMostKeptWeights ||
        w->shape().count(1, w->rank()) > kExactProducts) {
      return;
    }
    const std::size_t count = static_cast<std::size_t>(w->element_count());
    const kernels::ConvShape shape =
        shape_of(*w, w->dim(1), attributes_.kernel_window(spatial(w->shape())));
    std::vector<float> wide(count);
    subtract_zero_point(*w, zero_point, 0, wide.data());
    const std::span<float> packed = context.workspace(kernels::packed_conv_weights_size(shape));
    kernels::pack_conv_weights(shape, wide.data(), packed.data());
    packed_ = context.keep(1, packed);
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const Tensor& w = context.input(1);
    Tensor& y = context.output(0);
    Tensor wide_x = context.allocate(DType::kFloat, x.shape());
    subtract_zero_point(x, context.optional_input(2), 1, wide_x.data<float>());
    Tensor wide_w;
    if (!packed_.has_data()) {
      wide_w = context.allocate(DType::kFloat, w.shape());
      subtract_zero_point(w, context.optional_input(3), 0, wide_w.data<float>());
    }
    Tensor part = context.allocate(DType::kFloat, y.shape());
    const auto count = static_cast<std::size_t>(y.element_count());
    if (count == 0) {
      return;
    }
    const std::int64_t kernel = std::max<std::int64_t>(1, w.shape().count(2, w.rank()));
    const std::int64_t per_group = w.dim(1);
    const std::int64_t step = std::max<std::int64_t>(1, kExactProducts / kernel);
    for (std::int64_t c = 0; c < std::max<std::int64_t>(per_group, 1); c += step) {
      const std::int64_t channels = std::min(step, per_group - c);
      const bool whole = channels == per_group;
      const Tensor part_x =
          whole ? wide_x : cut(context, wide_x, x.dim(0) * groups_, per_group, c, channels);
      const Tensor part_w = whole ? wide_w : cut(context, wide_w, w.dim(0), per_group, c, channels);
      convolve(context, x, w, channels, part_x, part_w, part);
      add_part(part.data<float>(), count, c == 0, y.data<std::int32_t>());
    }
  }

 private:
  // Channels [first, first + count) of each of `outer` blocks of `channels` channels.
  static Tensor cut(RunContext& context, const Tensor& tensor, std::int64_t outer,
                    std::int64_t channels, std::int64_t first, std::int64_t count) {
    const std::int64_t inner = tensor.shape().count(2, tensor.rank());
    Tensor out = context.allocate(DType::kFloat, Shape{outer, count, inner});
    const Ints from{channels * inner, inner, 1};
    const Ints to{count * inner, inner, 1};
    kernels::copy_strided(kernels::ElementKind::kBytes4, out.shape(),
                          tensor.data<float>() + first * inner, from, out.raw(), to,
                          context.threads());
    return out;
  }

  void convolve(RunContext& context, const Tensor& x, const Tensor& w, std::int64_t channels,
                const Tensor& part_x, const Tensor& part_w, Tensor& part) const {
    kernels::ConvShape shape =
        shape_of(w, channels, attributes_.window(spatial(x.shape()), spatial(w.shape())));
    shape.batch = x.dim(0);
    const std::size_t scratch = kernels::conv_scratch_size(shape, context.threads().threads());
    const std::size_t packed = packed_.has_data() ? 0 : kernels::packed_conv_weights_size(shape);
    const std::span<float> memory = context.scratch<float>(scratch + packed);
    const float* weights = packed_.has_data() ? packed_.data<float>() : memory.data() + scratch;
    if (packed > 0) {
      kernels::pack_conv_weights(shape, part_w.data<float>(), memory.data() + scratch);
    }
    kernels::conv(shape, part_x.data<float>(), weights, {}, part.data<float>(), memory.data(),
                  context.threads());
  }

  kernels::ConvShape shape_of(const Tensor& w, std::int64_t channels,
                              const kernels::Window& window) const {
    kernels::ConvShape shape;
    shape.groups = groups_;
    shape.in_channels = channels * groups_;
    shape.out_channels = w.dim(0);
    shape.window = window;
    shape.exact = true;
    return shape;
  }

  WindowAttributes attributes_;
  std::int64_t groups_;
  Tensor packed_;
};

}  // namespace

SARDONYX_OPERATORS(quant, conv_integer) {
  registry.add({.name = "ConvInteger",
                .since = 10,
                .signature = "x: T1, w: T2, x_zero_point?: T1, w_zero_point?: T2 -> y: int32",
                .types = {{{"T1", DTypeSet{DType::kInt8, DType::kUint8}},
                           {"T2", DTypeSet{DType::kInt8, DType::kUint8}}}},
                .make = make<ConvInteger>});
}

}  // namespace sardonyx
