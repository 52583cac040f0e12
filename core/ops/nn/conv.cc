// https://onnx.ai/onnx/operators/onnx__Conv.html

#include "core/kernels/conv.h"
#include "core/graph/op_registry.h"
#include "core/kernels/conv_double.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/tail.h"
#include "core/ops/common/window_attributes.h"

namespace sardonyx {
namespace {

class Conv : public Operator {
 public:
  explicit Conv(const MakeContext& context)
      : attributes_(context), groups_(context.get_int("group", 1)) {
    context.require(groups_ >= 1, "attribute 'group' is ", groups_, ", expected at least 1");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& w = context.shape(1);
    context.require(x.rank() >= 3, "input 0 ('X') has shape ", x, ", expected [N, C, ...]");
    context.require(w.rank() == x.rank(), "input 1 ('W') has shape ", w, ", expected rank ",
                    x.rank(), " as input 0 ('X') of shape ", x);
    context.require(!certainly_differ(w[1] * Dim(groups_), x[1]), "input 0 ('X') of shape ", x,
                    " has ", x[1], " channels, the weights of shape ", w, " in ", groups_,
                    " groups expect ", w[1] * Dim(groups_));
    context.require(!w[0].known() || w[0].value() % groups_ == 0, "the ", w[0],
                    " output channels of input 1 ('W') are no multiple of ", groups_, " groups");
    if (context.has_input(2)) {
      const SymbolicShape& b = context.shape(2);
      context.require(b.rank() == 1 && !certainly_differ(b[0], w[0]), "input 2 ('B') has shape ", b,
                      ", expected [", w[0], "]");
    }
    check_kernel_shape(context, w);
    SymbolicShape y = attributes_.output_extents(spatial(x), spatial(w));
    y.insert(0, w[0]);
    y.insert(0, x[0]);
    context.set_shape(0, std::move(y));
  }

  void prepack(PrepackContext& context) override {
    const Tensor* w = context.constant(1);
    if (w == nullptr || w->element_count() == 0 || w->dtype() == DType::kDouble) {
      return;
    }
    const kernels::ConvShape shape =
        shape_of(w->shape(), attributes_.kernel_window(spatial(w->shape())));
    const std::span<float> packed = context.workspace(kernels::packed_conv_weights_size(shape));
    kernels::pack_conv_weights(shape, widen(*w).data<float>(), packed.data());
    packed_ = context.keep(1, packed);
  }

  void run(RunContext& context) const override {
    if (context.input(0).dtype() == DType::kDouble) {
      return run_double(context);
    }
    const Tensor& w = context.input(1);
    const Tensor x = widen(context, context.input(0));
    const Tensor b = context.has_input(2) ? widen(context, context.input(2)) : Tensor();
    Tensor y = widened_output(context, 0);
    const kernels::ConvShape shape = shape_of(x.shape(), w.shape());
    kernels::ConvEpilogue epilogue;
    epilogue.bias = b.has_data() ? b.data<float>() : nullptr;
    Tail tail(context, y);
    tail.take_clamp(epilogue.low, epilogue.high);
    epilogue.finish = tail.finish();
    const std::size_t scratch = kernels::conv_scratch_size(shape, context.threads().threads());
    const std::size_t packed = !packed_.has_data() ? kernels::packed_conv_weights_size(shape) : 0;
    const std::span<float> memory = context.scratch<float>(scratch + packed);
    const float* weights = packed_.has_data() ? packed_.data<float>() : nullptr;
    if (!packed_.has_data()) {
      kernels::pack_conv_weights(shape, widen(context, w).data<float>(), memory.data() + scratch);
      weights = memory.data() + scratch;
    }
    if (y.element_count() > 0) {
      kernels::conv(shape, x.data<float>(), weights, epilogue, y.data<float>(), memory.data(),
                    context.threads());
    }
    narrow_output(context, 0, y);
  }

  bool fuses_tail() const override { return true; }

 private:
  void run_double(RunContext& context) const {
    const Tensor& x = context.input(0);
    const Tensor& w = context.input(1);
    const double* bias = context.has_input(2) ? context.input(2).data<double>() : nullptr;
    kernels::conv(shape_of(x.shape(), w.shape()), x.data<double>(), w.data<double>(), bias,
                  context.output(0).data<double>(), context.threads());
  }

  void check_kernel_shape(const InferContext& context, const SymbolicShape& w) const {
    const Ints& kernel = attributes_.kernel_shape();
    for (std::size_t i = 0; i < kernel.size() && w.rank() == static_cast<int>(kernel.size()) + 2;
         ++i) {
      context.require(!certainly_differ(w[static_cast<int>(i) + 2], kernel[i]),
                      "attribute 'kernel_shape' is ", kernel, ", input 1 ('W') has shape ", w);
    }
  }

  kernels::ConvShape shape_of(const Shape& w, const kernels::Window& window) const {
    kernels::ConvShape shape;
    shape.groups = groups_;
    shape.in_channels = w[1] * groups_;
    shape.out_channels = w[0];
    shape.window = window;
    return shape;
  }

  kernels::ConvShape shape_of(const Shape& x, const Shape& w) const {
    kernels::ConvShape shape = shape_of(w, attributes_.window(spatial(x), spatial(w)));
    shape.batch = x[0];
    return shape;
  }

  WindowAttributes attributes_;
  std::int64_t groups_;
  Tensor packed_;
};

}  // namespace

SARDONYX_OPERATORS(nn, conv) {
  registry.add({.name = "Conv",
                .since = 1,
                .signature = "X: T, W: T, B?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Conv>});
}

}  // namespace sardonyx
