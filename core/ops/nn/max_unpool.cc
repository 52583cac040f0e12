// https://onnx.ai/onnx/operators/onnx__MaxUnpool.html

#include <cstring>

#include "core/base/checked.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/element_kind.h"

namespace sardonyx {
namespace {

// Indices count in the output that the attributes describe. A larger output_shape puts zeros behind
// it on every axis.
class MaxUnpool : public Operator {
 public:
  explicit MaxUnpool(const MakeContext& context)
      : kernel_(checked(context, "kernel_shape", 1)),
        strides_(checked(context, "strides", 1)),
        pads_(checked(context, "pads", 0)) {
    context.require(context.has("kernel_shape"), "attribute 'kernel_shape' is missing");
    context.require(strides_.empty() || strides_.size() == kernel_.size(),
                    "attribute 'strides' is ", strides_, " for 'kernel_shape' ", kernel_);
    context.require(pads_.empty() || pads_.size() == 2 * kernel_.size(), "attribute 'pads' is ",
                    pads_, " for 'kernel_shape' ", kernel_);
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& indices = context.shape(1);
    context.require(x.rank() == static_cast<int>(kernel_.size()) + 2, "input 0 has shape ", x,
                    " for 'kernel_shape' ", kernel_);
    bool same = indices.rank() == x.rank();
    for (int axis = 0; axis < x.rank() && same; ++axis) {
      same = !certainly_differ(indices[axis], x[axis]);
    }
    context.require(same, "input 1 has shape ", indices, ", input 0 has shape ", x);
    const SymbolicShape natural = natural_shape(context, x);
    if (!context.has_input(2)) {
      return context.set_shape(0, natural);
    }
    const Dim count = context.shape(2).element_count();
    context.require(!certainly_differ(count, x.rank()), "input 2 ('output_shape') has ", count,
                    " extents, input 0 has rank ", x.rank());
    const auto given = context.dims(2);
    SymbolicShape y = SymbolicShape::of_rank(x.rank());
    for (int axis = 0; axis < x.rank() && given; ++axis) {
      y[axis] = (*given)[static_cast<std::size_t>(axis)];
      const bool fits =
          !y[axis].known() || !natural[axis].known() ||
          (axis < 2 ? y[axis] == natural[axis] : y[axis].value() >= natural[axis].value());
      context.require(fits, "input 2 ('output_shape') has the extent ", y[axis], " for axis ", axis,
                      ", the unpooled input has ", natural[axis]);
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const std::int64_t* indices = context.input(1).data<std::int64_t>();
    Tensor& y = context.output(0);
    if (y.element_count() == 0) {
      return;
    }
    std::memset(y.raw(), 0, y.byte_size());
    const Shape natural = shape_of(x.shape());
    const std::int64_t count = natural.element_count();
    const Ints y_strides = strides_of(y.shape());
    const std::size_t size = element_size(x.dtype());
    for (std::int64_t i = 0; i < x.element_count(); ++i) {
      context.require(indices[i] >= 0 && indices[i] < count, "input 1 contains the index ",
                      indices[i], ", the unpooled input has ", count, " elements");
      std::int64_t rest = indices[i];
      std::int64_t at = 0;
      for (std::size_t axis = natural.size(); axis-- > 0;) {
        at += rest % natural[axis] * y_strides[axis];
        rest /= natural[axis];
      }
      std::memcpy(static_cast<std::byte*>(y.raw()) + static_cast<std::size_t>(at) * size,
                  static_cast<const std::byte*>(x.raw()) + static_cast<std::size_t>(i) * size,
                  size);
    }
  }

 private:
  static Ints checked(const MakeContext& context, const char* name, std::int64_t least) {
    Ints values = context.get_ints(name, {});
    for (const std::int64_t value : values) {
      context.require(value >= least && value < (std::int64_t{1} << 31), "attribute '", name,
                      "' is ", values, ", expected numbers of at least ", least);
    }
    return values;
  }

  std::int64_t stride(std::size_t i) const { return strides_.empty() ? 1 : strides_[i]; }
  std::int64_t padding(std::size_t i) const {
    return pads_.empty() ? 0 : pads_[i] + pads_[kernel_.size() + i];
  }

  SymbolicShape natural_shape(const InferContext& context, const SymbolicShape& x) const {
    SymbolicShape natural{x[0], x[1]};
    for (std::size_t i = 0; i < kernel_.size(); ++i) {
      const Dim extent = x[static_cast<int>(i) + 2];
      if (!extent.known()) {
        natural.push_back(Dim());
        continue;
      }
      const std::int64_t unpooled = unpooled_extent(extent.value(), i);
      context.require(unpooled >= 0, "axis ", i + 2, " of input 0 of shape ", x,
                      " is shorter than its padding");
      natural.push_back(unpooled);
    }
    return natural;
  }

  Shape shape_of(const Shape& x) const {
    Shape natural{x[0], x[1]};
    for (std::size_t i = 0; i < kernel_.size(); ++i) {
      natural.push_back(unpooled_extent(x[i + 2], i));
    }
    return natural;
  }

  std::int64_t unpooled_extent(std::int64_t extent, std::size_t i) const {
    return checked_add(checked_mul(extent - 1, stride(i), "extent"), kernel_[i] - padding(i),
                       "extent");
  }

  Ints kernel_;
  Ints strides_;
  Ints pads_;
};

}  // namespace

SARDONYX_OPERATORS(nn, max_unpool) {
  registry.add({.name = "MaxUnpool",
                .since = 9,
                .signature = "X: T, I: int64, output_shape?: int64 -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<MaxUnpool>});
}

}  // namespace sardonyx
