#include "core/ops/common/labelled_tensor.h"

#include <algorithm>
#include <type_traits>

#include "core/kernels/copy.h"
#include "core/kernels/reduce/reduce.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/element_kind.h"

namespace sardonyx {
namespace {

Ints strides_in(const LabelledAxes& axes) {
  Ints strides;
  for (const LabelledAxis& axis : axes) {
    strides.push_back(axis.stride);
  }
  return strides;
}

}  // namespace

const LabelledAxis* find_axis(const LabelledAxes& axes, std::int8_t label) {
  const auto* axis = std::find_if(axes.begin(), axes.end(),
                                  [label](const LabelledAxis& a) { return a.label == label; });
  return axis == axes.end() ? nullptr : axis;
}

LabelledAxes pick_axes(const LabelledAxes& axes, const LabelledAxes& order) {
  LabelledAxes picked;
  for (const LabelledAxis& wanted : order) {
    if (const LabelledAxis* axis = find_axis(axes, wanted.label)) {
      picked.push_back(*axis);
    }
  }
  return picked;
}

std::int64_t element_count(const LabelledAxes& axes) {
  std::int64_t count = 1;
  for (const LabelledAxis& axis : axes) {
    count *= axis.extent;
  }
  return count;
}

std::optional<std::int64_t> joined_stride(const LabelledAxes& axes) {
  for (std::size_t i = 1; i < axes.size(); ++i) {
    if (axes[i - 1].stride != axes[i].stride * axes[i].extent) {
      return std::nullopt;
    }
  }
  return axes.empty() ? 1 : axes.back().stride;
}

Shape extents_of(const LabelledAxes& axes) {
  Shape shape;
  for (const LabelledAxis& axis : axes) {
    shape.push_back(axis.extent);
  }
  return shape;
}

LabelledTensor dense(const RunContext& context, const LabelledTensor& x,
                     const LabelledAxes& order) {
  LabelledTensor y{x.tensor, pick_axes(x.axes, order)};
  if (joined_stride(y.axes) == 1) {
    return y;
  }
  y = new_tensor(context, x.tensor.dtype(), y.axes);
  copy(context, x, y);
  return y;
}

LabelSet LabelledTensor::labels() const {
  LabelSet set = 0;
  for (const LabelledAxis& axis : axes) {
    set |= LabelSet{1} << axis.label;
  }
  return set;
}

LabelledTensor with_labels(const Tensor& tensor, const Labels& labels) {
  LabelledTensor labelled{tensor, {}};
  const Ints strides = strides_of(tensor.shape());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::int64_t extent = tensor.shape()[i];
    if (extent == 1) {
      continue;
    }
    if (const LabelledAxis* same = find_axis(labelled.axes, labels[i])) {
      labelled.axes[static_cast<std::size_t>(same - labelled.axes.begin())].stride += strides[i];
    } else {
      labelled.axes.push_back({labels[i], extent, strides[i]});
    }
  }
  return labelled;
}

LabelledTensor new_tensor(const RunContext& context, DType dtype, const LabelledAxes& axes) {
  const Shape shape = extents_of(axes);
  LabelledTensor fresh{context.allocate(dtype, shape), axes};
  const Ints strides = strides_of(shape);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    fresh.axes[i].stride = strides[i];
  }
  return fresh;
}

LabelledTensor sum_away(const RunContext& context, const LabelledTensor& x, LabelSet kept) {
  LabelledAxes order;
  LabelledAxes summed;
  for (const LabelledAxis& axis : x.axes) {
    (((kept >> axis.label) & 1) != 0 ? order : summed).push_back(axis);
  }
  if (summed.empty()) {
    return x;
  }
  LabelledTensor y = new_tensor(context, x.tensor.dtype(), order);
  for (const LabelledAxis& axis : summed) {
    order.push_back(axis);
  }
  const Tensor from = dense(context, x, order).tensor;
  const auto outer = static_cast<std::size_t>(element_count(y.axes));
  const auto count = static_cast<std::size_t>(element_count(summed));
  with_compute_type(from.dtype(), [&]<class T>() {
    if constexpr (std::is_same_v<T, float>) {
      kernels::reduce(kernels::Reduction::kSum, from.data<T>(), y.tensor.data<T>(), outer, count, 1,
                      context.threads());
    } else {
      kernels::reduce_plain(kernels::Reduction::kSum, from.data<T>(), y.tensor.data<T>(), outer,
                            count, 1);
    }
  });
  return y;
}

void copy(const RunContext& context, const LabelledTensor& x, const LabelledTensor& y) {
  Tensor to = y.tensor;
  kernels::copy_strided(element_kind_of(to.dtype()), extents_of(y.axes), x.tensor.raw(),
                        strides_in(pick_axes(x.axes, y.axes)), to.raw(), strides_in(y.axes),
                        context.threads());
}

}  // namespace sardonyx
