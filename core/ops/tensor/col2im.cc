// https://onnx.ai/onnx/operators/onnx__Col2Im.html

#include "core/kernels/col2im.h"

#include <optional>

#include "core/base/checked.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/convert_elements.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

using Axes = SmallVector<kernels::Col2ImAxis, 4>;

class Col2Im : public Operator {
 public:
  explicit Col2Im(const MakeContext& context)
      : dilations_(context.get_ints("dilations", {})),
        pads_(context.get_ints("pads", {})),
        strides_(context.get_ints("strides", {})) {}

  void infer(InferContext& context) const override {
    context.require_rank(0, 3, 3);
    const SymbolicShape& x = context.shape(0);
    const Dim rank = list_length(context, 1);
    context.require(!certainly_differ(rank, list_length(context, 2)), "the image has ", rank,
                    " axes and the block ", list_length(context, 2));
    const auto image = context.ints(1);
    const auto block = context.ints(2);
    SymbolicShape y = shape_of_rank(rank + Dim(2));
    if (y.ranked()) {
      y[0] = x[0];
    }
    if (image && block) {
      const Axes axes = make_axes(context, *image, *block);
      Dim elements = 1;
      Dim columns = 1;
      for (std::size_t i = 0; i < axes.size(); ++i) {
        elements = elements * Dim(axes[i].block);
        columns = columns * Dim(axes[i].columns);
        y[static_cast<int>(i) + 2] = axes[i].image;
      }
      context.require(!x[1].known() || x[1].value() % elements.value() == 0, "input 0 has shape ",
                      x, ", whose axis 1 is no multiple of ", elements, " elements of a block");
      context.require(!certainly_differ(x[2], columns), "input 0 has shape ", x, ", expected ",
                      columns, " blocks on axis 2");
      y[1] = x[1] / elements;
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    Tensor& y = context.output(0);
    const Axes axes = make_axes(context, ints_of(context.input(1)), ints_of(context.input(2)));
    const kernels::ComputeType type = *compute_type_of(x.dtype());
    if (is_native(x.dtype())) {
      return compute(type, axes, x, y);
    }
    Tensor from = context.allocate(storage_of(type), x.shape());
    Tensor to = context.allocate(storage_of(type), y.shape());
    convert_elements(x, from, {}, context.threads());
    compute(type, axes, from, to);
    convert_elements(to, y, {}, context.threads());
  }

 private:
  template <class Context>
  Axes make_axes(const Context& context, const Ints& image, const Ints& block) const {
    const std::size_t rank = image.size();
    const auto fits = [rank](const Ints& list, std::size_t count) {
      return list.empty() || list.size() == count * rank;
    };
    context.require(fits(dilations_, 1) && fits(strides_, 1) && fits(pads_, 2), "the dilations ",
                    dilations_, ", strides ", strides_, " and pads ", pads_,
                    " do not fit an image of ", rank, " axes");
    constexpr std::int64_t kMost = std::int64_t{1} << 31;
    Axes axes;
    for (std::size_t i = 0; i < rank; ++i) {
      kernels::Col2ImAxis axis{image[i], block[i], 0};
      axis.stride = strides_.empty() ? 1 : strides_[i];
      axis.dilation = dilations_.empty() ? 1 : dilations_[i];
      axis.pad_begin = pads_.empty() ? 0 : pads_[i];
      const std::int64_t pad_end = pads_.empty() ? 0 : pads_[i + rank];
      for (const std::int64_t number : {axis.block, axis.stride, axis.dilation}) {
        context.require(number >= 1 && number < kMost, "block ", block, ", strides ", strides_,
                        " and dilations ", dilations_, " must be positive");
      }
      context.require(axis.image >= 0 && axis.image < kMost && axis.pad_begin >= 0 &&
                          axis.pad_begin < kMost && pad_end >= 0 && pad_end < kMost,
                      "image ", image, " and pads ", pads_, " must not be negative");
      const std::int64_t reach = axis.dilation * (axis.block - 1) + 1;
      const std::int64_t room = axis.image + axis.pad_begin + pad_end - reach;
      context.require(room >= 0, "a block of ", axis.block, " with dilation ", axis.dilation,
                      " does not fit an image of ", axis.image, " with its pads");
      axis.columns = room / axis.stride + 1;
      axes.push_back(axis);
    }
    return axes;
  }

  static void compute(kernels::ComputeType type, const Axes& axes, const Tensor& x, Tensor& y) {
    const std::int64_t planes = y.shape().count(0, 2);
    const auto run = [&]<class T>(const T* from) {
      kernels::col2im<T>(axes, planes, from, y.data<T>());
    };
    switch (type) {
      case kernels::ComputeType::kFloat:
        return run(x.data<float>());
      case kernels::ComputeType::kDouble:
        return run(x.data<double>());
      case kernels::ComputeType::kInt32:
        return run(x.data<std::int32_t>());
      case kernels::ComputeType::kInt64:
        return run(x.data<std::int64_t>());
      case kernels::ComputeType::kUint64:
        return run(x.data<std::uint64_t>());
    }
  }

  Ints dilations_;
  Ints pads_;
  Ints strides_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, col2im) {
  registry.add({.name = "Col2Im",
                .since = 18,
                .signature = "input: T, image_shape: int64, block_shape: int64 -> output: T",
                .types = {{{"T", kNumericTypes | DTypeSet(DType::kBool)}}},
                .make = make<Col2Im>});
}

}  // namespace sardonyx
