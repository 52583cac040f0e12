// https://onnx.ai/onnx/operators/onnx__ConvTranspose.html

#include <algorithm>
#include <utility>

#include "core/graph/op_registry.h"
#include "core/kernels/conv_double.h"
#include "core/kernels/conv_transpose.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/tail.h"
#include "core/ops/common/window_attributes.h"

namespace sardonyx {
namespace {

class ConvTranspose : public Operator {
 public:
  explicit ConvTranspose(const MakeContext& context)
      : same_upper_(context.get_string("auto_pad", "NOTSET") == "SAME_UPPER"),
        same_lower_(context.get_string("auto_pad", "NOTSET") == "SAME_LOWER"),
        groups_(context.get_int("group", 1)),
        strides_(positive(context, "strides", 1)),
        dilations_(positive(context, "dilations", 1)),
        pads_(positive(context, "pads", 0)),
        output_padding_(positive(context, "output_padding", 0)),
        output_shape_(positive(context, "output_shape", 0)) {
    context.require(groups_ >= 1, "attribute 'group' is ", groups_, ", expected at least 1");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& w = context.shape(1);
    context.require(
        x.rank() >= 3 && x.rank() <= 2 + kernels::kMaxSpatialRank && w.rank() == x.rank(),
        "the inputs have shapes ", x, " and ", w, ", expected [N, C, ...] and [C, M / group, ...]");
    context.require(!certainly_differ(x[1], w[0]), "input 0 ('X') of shape ", x, " has ", x[1],
                    " channels, the weights of shape ", w, " expect ", w[0]);
    context.require(!w[0].known() || w[0].value() % groups_ == 0, "the ", w[0],
                    " input channels are no multiple of ", groups_, " groups");
    const Dim out_channels = w[1] * Dim(groups_);
    if (context.has_input(2)) {
      const SymbolicShape& b = context.shape(2);
      context.require(b.rank() == 1 && !certainly_differ(b[0], out_channels),
                      "input 2 ('B') has shape ", b, ", expected [", out_channels, "]");
    }
    const auto rank = static_cast<std::size_t>(x.rank() - 2);
    check_size(context, strides_, "strides", rank);
    check_size(context, dilations_, "dilations", rank);
    check_size(context, pads_, "pads", 2 * rank);
    check_size(context, output_padding_, "output_padding", rank);
    context.require(
        output_shape_.empty() || output_shape_.size() == rank || output_shape_.size() == rank + 2,
        "attribute 'output_shape' has ", output_shape_.size(), " elements, expected ", rank);
    SymbolicShape y{x[0], out_channels};
    for (std::size_t i = 0; i < rank; ++i) {
      const Dim in = x[static_cast<int>(i) + 2];
      const Dim kernel = w[static_cast<int>(i) + 2];
      y.push_back(in.known() && kernel.known()
                      ? Dim(axis(i, rank, in.value(), kernel.value()).input)
                      : Dim());
    }
    context.set_shape(0, std::move(y));
  }

  void prepack(PrepackContext& context) override {
    const Tensor* w = context.constant(1);
    if (w == nullptr || w->element_count() == 0 || w->dtype() == DType::kDouble) {
      return;
    }
    const kernels::ConvShape shape = packing_shape(w->shape());
    const std::span<float> packed =
        context.workspace(kernels::packed_conv_transpose_weights_size(shape));
    kernels::pack_conv_transpose_weights(shape, widen(*w).data<float>(), packed.data());
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
    if (y.element_count() == 0) {
      return;
    }
    const kernels::ConvShape shape = shape_of(x.shape(), w.shape());
    kernels::ConvEpilogue epilogue;
    epilogue.bias = b.has_data() ? b.data<float>() : nullptr;
    Tail tail(context, y);
    tail.take_clamp(epilogue.low, epilogue.high);
    epilogue.finish = tail.finish();
    const std::size_t scratch =
        kernels::conv_transpose_scratch_size(shape, context.threads().threads());
    const std::size_t packed =
        !packed_.has_data() ? kernels::packed_conv_transpose_weights_size(shape) : 0;
    const std::span<float> memory = context.scratch<float>(scratch + packed);
    const float* weights = packed_.has_data() ? packed_.data<float>() : nullptr;
    if (!packed_.has_data()) {
      kernels::pack_conv_transpose_weights(shape, widen(context, w).data<float>(),
                                           memory.data() + scratch);
      weights = memory.data() + scratch;
    }
    kernels::conv_transpose(shape, x.data<float>(), weights, epilogue, y.data<float>(),
                            memory.data(), context.threads());
    narrow_output(context, 0, y);
  }

  bool fuses_tail() const override { return true; }

 private:
  void run_double(RunContext& context) const {
    const Tensor& x = context.input(0);
    const Tensor& w = context.input(1);
    Tensor& y = context.output(0);
    const double* bias = context.has_input(2) ? context.input(2).data<double>() : nullptr;
    if (y.element_count() > 0) {
      kernels::conv_transpose(shape_of(x.shape(), w.shape()), x.data<double>(), w.data<double>(),
                              bias, y.data<double>(), context.threads());
    }
  }

  static Ints positive(const MakeContext& context, std::string_view name, std::int64_t least) {
    const Ints values = context.get_ints(name, {});
    for (const std::int64_t value : values) {
      context.require(value >= least && value < (std::int64_t{1} << 31), "attribute '", name,
                      "' is ", values, ", expected numbers of at least ", least);
    }
    return values;
  }

  static void check_size(const InferContext& context, const Ints& values, const char* name,
                         std::size_t expected) {
    context.require(values.empty() || values.size() == expected, "attribute '", name, "' has ",
                    values.size(), " elements, expected ", expected);
  }

  // What packing looks at, before there is an input: channels, and kernel, stride and dilation.
  kernels::ConvShape packing_shape(const Shape& w) const {
    kernels::ConvShape shape;
    shape.groups = groups_;
    shape.in_channels = w[0];
    shape.out_channels = w[1] * groups_;
    const std::size_t rank = w.size() - 2;
    for (std::size_t i = 0; i < rank; ++i) {
      kernels::WindowAxis& axis = shape.window.axes[shape.window.axes.size() - rank + i];
      axis.kernel = w[i + 2];
      axis.stride = strides_.empty() ? 1 : strides_[i];
      axis.dilation = dilations_.empty() ? 1 : dilations_[i];
    }
    return shape;
  }

  // The axis of the convolution that is transposed: its input is our output and the reverse.
  kernels::WindowAxis axis(std::size_t i, std::size_t rank, std::int64_t input,
                           std::int64_t kernel) const {
    require_that(ErrorCode::kInvalidArgument,
                 kernel >= 1 && kernel < (std::int64_t{1} << 31) && input < (std::int64_t{1} << 31),
                 "the kernel extent ", kernel, " on an input extent of ", input,
                 " is out of range");
    kernels::WindowAxis axis;
    axis.kernel = kernel;
    axis.output = input;
    axis.stride = strides_.empty() ? 1 : strides_[i];
    axis.dilation = dilations_.empty() ? 1 : dilations_[i];
    const std::int64_t extra = output_padding_.empty() ? 0 : output_padding_[i];
    const std::int64_t full = axis.stride * (input - 1) + extra + (kernel - 1) * axis.dilation + 1;
    std::int64_t target = -1;
    if (!output_shape_.empty()) {
      // Some exporters write batch and channels too.
      target = output_shape_[output_shape_.size() == rank ? i : output_shape_.size() - rank + i];
    } else if (same_upper_ || same_lower_) {
      target = input * axis.stride;
    }
    if (target >= 0) {
      const std::int64_t total = std::max<std::int64_t>(0, full - target);
      axis.pad_begin = same_upper_ ? total / 2 : total - total / 2;
      axis.pad_end = total - axis.pad_begin;
      axis.input = target;
    } else {
      axis.pad_begin = pads_.empty() ? 0 : pads_[i];
      axis.pad_end = pads_.empty() ? 0 : pads_[rank + i];
      axis.input = input == 0 ? 0 : full - axis.pad_begin - axis.pad_end;
    }
    require_that(ErrorCode::kInvalidArgument, axis.input >= 0, "spatial axis ", i,
                 " would have the extent ", axis.input);
    return axis;
  }

  kernels::ConvShape shape_of(const Shape& x, const Shape& w) const {
    kernels::ConvShape shape = packing_shape(w);
    shape.batch = x[0];
    const std::size_t rank = w.size() - 2;
    for (std::size_t i = 0; i < rank; ++i) {
      kernels::WindowAxis& forwards = shape.window.axes[shape.window.axes.size() - rank + i];
      forwards = axis(i, rank, x[i + 2], w[i + 2]);
      std::swap(forwards.input, forwards.output);
    }
    return shape;
  }

  bool same_upper_;
  bool same_lower_;
  std::int64_t groups_;
  Ints strides_;
  Ints dilations_;
  Ints pads_;
  Ints output_padding_;
  Ints output_shape_;
  Tensor packed_;
};

}  // namespace

SARDONYX_OPERATORS(nn, conv_transpose) {
  registry.add({.name = "ConvTranspose",
                .since = 1,
                .signature = "X: T, W: T, B?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<ConvTranspose>});
}

}  // namespace sardonyx
