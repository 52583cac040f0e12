// https://onnx.ai/onnx/operators/onnx__MaxRoiPool.html

#include <algorithm>
#include <cmath>

#include "core/graph/op_registry.h"
#include "core/kernels/roi.h"
#include "core/ops/common/compute_io.h"

namespace sardonyx {
namespace {

class MaxRoiPool : public Operator {
 public:
  explicit MaxRoiPool(const MakeContext& context)
      : pooled_(context.get_ints("pooled_shape")),
        spatial_scale_(context.get_float("spatial_scale", 1.0f)) {
    context.require(pooled_.size() == 2 && pooled_[0] >= 1 && pooled_[1] >= 1 &&
                        pooled_[0] < (1 << 20) && pooled_[1] < (1 << 20),
                    "attribute 'pooled_shape' is ", pooled_, ", expected a height and a width");
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 4, 4);
    context.require_rank(1, 2, 2);
    context.require(!certainly_differ(context.dim(1, 1), 5), "input 1 has shape ", context.shape(1),
                    ", expected 5 numbers per region");
    context.set_shape(0, {context.dim(1, 0), context.dim(0, 1), Dim(pooled_[0]), Dim(pooled_[1])});
  }

  void run(RunContext& context) const override {
    const Tensor x = as_computed(context, context.input(0));
    const Tensor regions = as_computed(context, context.input(1));
    Tensor y = computed_output(context, 0);
    with_float_type(x.dtype(), [&]<class T>() { compute<T>(context, x, regions, y); });
    store_computed(context, 0, y);
  }

 private:
  template <class T>
  void compute(const RunContext& context, const Tensor& x, const Tensor& regions, Tensor& y) const {
    const auto numbers = regions.span<T>();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      context.require(std::isfinite(numbers[i]), "input 1 has a region that is not finite");
      context.require(i % 5 != 0 || (numbers[i] >= 0 && numbers[i] < static_cast<T>(x.dim(0))),
                      "the batch index ", numbers[i], " is out of range for ", x.dim(0),
                      " batches");
    }
    const kernels::RoiShape shape{y.dim(0), y.dim(1), x.dim(2), x.dim(3), pooled_[0], pooled_[1]};
    kernels::max_roi_pool(shape, spatial_scale_, x.data<T>(), regions.data<T>(), y.data<T>(),
                          context.threads());
  }

  Ints pooled_;
  float spatial_scale_;
};

}  // namespace

SARDONYX_OPERATORS(nn, max_roi_pool) {
  registry.add({.name = "MaxRoiPool",
                .since = 1,
                .signature = "X: T, rois: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<MaxRoiPool>});
}

}  // namespace sardonyx
