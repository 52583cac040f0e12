#include "core/ops/common/stack.h"

#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"

namespace sardonyx {

void Stack::add(Tensor tensor) {
  if (!parts_.empty()) {
    const Tensor& first = parts_.front();
    require_that(ErrorCode::kInvalidArgument,
                 first.dtype() == tensor.dtype() && first.shape() == tensor.shape(), "iteration ",
                 parts_.size(), " gave a scan output of ", tensor.dtype(), tensor.shape(),
                 ", the iterations before it gave ", first.dtype(), first.shape());
  }
  parts_.push_back(std::move(tensor));
}

void Stack::write(RunContext& context, int i, const ValueType& element_type) const {
  Shape shape;
  DType dtype = element_type.dtype;
  if (!parts_.empty()) {
    shape = parts_.front().shape();
    dtype = parts_.front().dtype();
  } else if (element_type.shape.ranked()) {
    for (const Dim dim : element_type.shape.dims()) {
      shape.push_back(dim.known() ? dim.value() : 0);
    }
  }
  context.require(dtype != DType::kUndefined, "the element type of scan output ", i,
                  " is unknown, because there was no iteration");
  const int axis = normalize_axis(axis_, shape.rank() + 1);
  Shape stacked = shape;
  stacked.insert(static_cast<std::size_t>(axis), static_cast<std::int64_t>(parts_.size()));
  Tensor& y = context.output(i, dtype, stacked);
  if (y.element_count() == 0) {
    return;
  }
  Ints part_strides = strides_of(shape);
  Ints y_strides = strides_of(stacked);
  const std::int64_t step = y_strides[static_cast<std::size_t>(axis)];
  y_strides.erase(static_cast<std::size_t>(axis));
  const std::size_t size = element_size(dtype);
  for (std::size_t k = 0; k < parts_.size(); ++k) {
    const std::size_t at = reversed_ ? parts_.size() - 1 - k : k;
    kernels::copy_strided(
        element_kind_of(dtype), shape, parts_[k].raw(), part_strides,
        static_cast<std::byte*>(y.raw()) + at * static_cast<std::size_t>(step) * size, y_strides,
        context.threads());
  }
}

}  // namespace sardonyx
