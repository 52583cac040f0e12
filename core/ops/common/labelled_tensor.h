#pragma once

#include <cstdint>
#include <optional>

#include "core/graph/op.h"
#include "core/ops/common/einsum_equation.h"

namespace sardonyx {

// Tensors whose axes are told apart by labels: what Einsum computes with. All are of one compute
// type and have elements.

struct LabelledAxis {
  std::int8_t label = 0;
  std::int64_t extent = 0;
  std::int64_t stride = 0;  // in elements
};
using LabelledAxes = SmallVector<LabelledAxis, 8>;

/// A set of labels as bits.
using LabelSet = std::uint64_t;

/// An operand or a result. Axes of extent 1 are left out: they repeat and sum for nothing.
struct LabelledTensor {
  Tensor tensor;
  LabelledAxes axes;

  LabelSet labels() const;
};

/// The axis with this label, or null.
const LabelledAxis* find_axis(const LabelledAxes& axes, std::int8_t label);
/// The axes with the labels of `order`, in that order.
LabelledAxes pick_axes(const LabelledAxes& axes, const LabelledAxes& order);
std::int64_t element_count(const LabelledAxes& axes);
Shape extents_of(const LabelledAxes& axes);
/// The stride of the axes as one, if they lie so. No axes are one of a single element.
std::optional<std::int64_t> joined_stride(const LabelledAxes& axes);

/// A dense tensor under the labels of its axes. Axes with one label are the diagonal between them.
LabelledTensor with_labels(const Tensor& tensor, const Labels& labels);

/// A new dense tensor with these axes, whose strides are set.
LabelledTensor new_tensor(const RunContext& context, DType dtype, const LabelledAxes& axes);

/// y = x with its axes in y's order. REQUIRES: the same labels.
void copy(const RunContext& context, const LabelledTensor& x, const LabelledTensor& y);

/// x itself when it is dense with its axes in this order, else a copy.
LabelledTensor dense(const RunContext& context, const LabelledTensor& x, const LabelledAxes& order);

/// The sum over all axes that are not in `kept`.
LabelledTensor sum_away(const RunContext& context, const LabelledTensor& x, LabelSet kept);

}  // namespace sardonyx
