#include "core/ops/common/contraction.h"

#include <optional>
#include <type_traits>

#include "core/kernels/elementwise/arithmetic.h"
#include "core/kernels/gemm/gemm.h"
#include "core/kernels/gemm/plain.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/compute_io.h"

namespace sardonyx {
namespace {

// One operand of a matrix product, with the strides of its batch.
struct Matrices {
  Tensor tensor;
  std::int64_t row_stride;
  std::int64_t col_stride;
  LabelledAxes batch;
};

Matrices as_matrices(const RunContext& context, const LabelledTensor& x, const LabelledAxes& batch,
                     const LabelledAxes& rows, const LabelledAxes& cols) {
  const auto row_stride = joined_stride(pick_axes(x.axes, rows));
  const auto col_stride = joined_stride(pick_axes(x.axes, cols));
  if (row_stride && col_stride) {
    return {x.tensor, *row_stride, *col_stride, pick_axes(x.axes, batch)};
  }
  LabelledAxes order = batch;
  for (const LabelledAxes* more : {&rows, &cols}) {
    for (const LabelledAxis& axis : *more) {
      order.push_back(axis);
    }
  }
  return as_matrices(context, dense(context, x, order), batch, rows, cols);
}

template <class T>
kernels::MatrixView<T> view(const Matrices& matrices) {
  return {matrices.tensor.data<T>(), static_cast<std::ptrdiff_t>(matrices.row_stride),
          static_cast<std::ptrdiff_t>(matrices.col_stride)};
}

// Where the products of a batch begin, written to `offsets`.
void find_offsets(const LabelledAxes& a, const LabelledAxes& b, const LabelledAxes& y,
                  std::span<kernels::GemmOffsets> offsets) {
  Ints index(y.size(), 0);
  kernels::GemmOffsets at;
  const auto move = [&](std::size_t axis, std::int64_t steps) {
    at.a += static_cast<std::ptrdiff_t>(steps * a[axis].stride);
    at.b += static_cast<std::ptrdiff_t>(steps * b[axis].stride);
    at.c += static_cast<std::ptrdiff_t>(steps * y[axis].stride);
  };
  for (kernels::GemmOffsets& offset : offsets) {
    offset = at;
    for (std::size_t axis = y.size(); axis-- > 0;) {
      move(axis, 1);
      if (++index[axis] < y[axis].extent) {
        break;
      }
      move(axis, -y[axis].extent);
      index[axis] = 0;
    }
  }
}

// The labels of a contraction by where they occur.
struct Groups {
  LabelledAxes batch;  // in both operands and the result
  LabelledAxes rows;   // in a and the result
  LabelledAxes cols;   // in b and the result
  LabelledAxes inner;  // in both operands only

  Groups(const LabelledTensor& a, const LabelledTensor& b, const LabelledTensor& y) {
    const LabelSet in_a = a.labels();
    const LabelSet in_b = b.labels();
    for (const LabelledAxis& axis : y.axes) {
      const LabelSet bit = LabelSet{1} << axis.label;
      const bool shared = (in_a & in_b & bit) != 0;
      (shared ? batch : (in_a & bit) != 0 ? rows : cols).push_back(axis);
    }
    const LabelSet summed = in_a & in_b & ~y.labels();
    for (const LabelledAxis& axis : a.axes) {
      if (((summed >> axis.label) & 1) != 0) {
        inner.push_back(axis);
      }
    }
  }

  // The stride between the rows of matrices that the kernels can write to y, if they can.
  std::optional<std::int64_t> result_stride() const {
    const auto row = joined_stride(rows);
    const auto col = joined_stride(cols);
    const bool fits = row && col && (cols.empty() || *col == 1);
    return fits ? row : std::nullopt;
  }
};

// The products of a batch. `c_stride` is Groups::result_stride.
void multiply_matrices(const RunContext& context, const LabelledTensor& a, const LabelledTensor& b,
                       const LabelledTensor& y, const Groups& groups, std::int64_t c_stride) {
  const Matrices left = as_matrices(context, a, groups.batch, groups.rows, groups.inner);
  const Matrices right = as_matrices(context, b, groups.batch, groups.inner, groups.cols);
  const kernels::GemmShape shape{static_cast<std::size_t>(element_count(groups.rows)),
                                 static_cast<std::size_t>(element_count(groups.cols)),
                                 static_cast<std::size_t>(element_count(groups.inner))};
  const auto count = static_cast<std::size_t>(element_count(groups.batch));
  const std::size_t for_offsets = count * sizeof(kernels::GemmOffsets);
  Tensor result = y.tensor;
  with_compute_type(result.dtype(), [&]<class T>() {
    const kernels::MatrixView<T> view_a = view<T>(left);
    const kernels::MatrixView<T> view_b = view<T>(right);
    std::size_t floats = 0;
    if constexpr (std::is_same_v<T, float>) {
      floats = kernels::gemm_batch_scratch_size(shape, view_a, kernels::GemmRhs::of_view(view_b),
                                                count, context.threads().threads());
    }
    const auto scratch = context.scratch<std::byte>(for_offsets + floats * sizeof(float));
    const std::span<kernels::GemmOffsets> offsets(
        reinterpret_cast<kernels::GemmOffsets*>(scratch.data()), count);
    find_offsets(left.batch, right.batch, groups.batch, offsets);
    if constexpr (std::is_same_v<T, float>) {
      kernels::gemm_batch(shape, count, offsets.data(), view_a, kernels::GemmRhs::of_view(view_b),
                          result.data<float>(), static_cast<std::ptrdiff_t>(c_stride), {},
                          reinterpret_cast<float*>(scratch.data() + for_offsets),
                          context.threads());
    } else {
      for (const kernels::GemmOffsets& at : offsets) {
        kernels::gemm_plain(
            shape.m, shape.n, shape.k,
            kernels::MatrixView<T>{view_a.data + at.a, view_a.row_stride, view_a.col_stride},
            kernels::MatrixView<T>{view_b.data + at.b, view_b.row_stride, view_b.col_stride},
            result.data<T>() + at.c, static_cast<std::ptrdiff_t>(c_stride));
      }
    }
  });
}

// Without a sum the product is elementwise.
void multiply_elements(const RunContext& context, const LabelledTensor& a, const LabelledTensor& b,
                       const LabelledTensor& y) {
  const auto aligned = [&](const LabelledTensor& x) {
    Shape shape;
    for (const LabelledAxis& axis : y.axes) {
      shape.push_back(find_axis(x.axes, axis.label) != nullptr ? axis.extent : 1);
    }
    return dense(context, x, y.axes).tensor.reshaped(shape);
  };
  Tensor result = y.tensor.reshaped(extents_of(y.axes));
  run_binary(kernels::kMul, aligned(a), aligned(b), result, context.threads());
}

}  // namespace

void contract(const RunContext& context, const LabelledTensor& a, const LabelledTensor& b,
              const LabelledTensor& y) {
  const Groups groups(a, b, y);
  if (groups.inner.empty()) {
    return multiply_elements(context, a, b, y);
  }
  if (const auto stride = groups.result_stride()) {
    return multiply_matrices(context, a, b, y, groups, *stride);
  }
  const Groups exchanged(b, a, y);
  if (const auto stride = exchanged.result_stride()) {
    return multiply_matrices(context, b, a, y, exchanged, *stride);
  }
  LabelledAxes order = groups.batch;
  for (const LabelledAxes* more : {&groups.rows, &groups.cols}) {
    for (const LabelledAxis& axis : *more) {
      order.push_back(axis);
    }
  }
  const LabelledTensor ordered = new_tensor(context, y.tensor.dtype(), order);
  contract(context, a, b, ordered);
  copy(context, ordered, y);
}

}  // namespace sardonyx
