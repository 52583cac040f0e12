#include "core/ops/common/stack.h"

#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/packed.h"

namespace sardonyx {
namespace {

constexpr std::int64_t kFirstRoom = 4;

// `count` elements from `from` to those at index `first` of `to`.
void copy_to(Tensor& to, std::int64_t first, const Tensor& from, std::int64_t count) {
  const std::size_t bytes = element_size(to.dtype());
  kernels::copy_run(element_kind_of(to.dtype()), from.raw(), static_cast<std::size_t>(count),
                    static_cast<std::byte*>(to.raw()) + static_cast<std::size_t>(first) * bytes);
}

}  // namespace

Tensor Stack::room(RunContext& context, const Tensor& part, std::int64_t count) {
  Shape shape = part.shape();
  shape.insert(0, count);
  return context.allocate(part.dtype(), shape);
}

void Stack::add(RunContext& context, const Tensor& given) {
  const Tensor bytes = is_packed(given.dtype()) ? unpacked(context, given) : Tensor();
  const Tensor& part = is_packed(given.dtype()) ? bytes : given;
  if (size_ == 0) {
    dtype_ = given.dtype();
    part_shape_ = part.shape();
    parts_ = room(context, part, kFirstRoom);
  }
  require_that(ErrorCode::kInvalidArgument, dtype_ == given.dtype() && part_shape_ == part.shape(),
               "iteration ", size_, " gave a scan output of ", given.dtype(), part.shape(),
               ", the iterations before it gave ", dtype_, part_shape_);
  const std::int64_t elements = part.element_count();
  if (size_ == parts_.dim(0)) {
    Tensor larger = room(context, part, 2 * size_);
    copy_to(larger, 0, parts_, size_ * elements);
    parts_ = std::move(larger);
  }
  copy_to(parts_, size_ * elements, part, elements);
  ++size_;
}

void Stack::write(RunContext& context, int i, const ValueType& element_type) {
  Shape shape = part_shape_;
  DType dtype = dtype_;
  if (size_ == 0) {
    dtype = element_type.dtype;
    if (element_type.shape.ranked()) {
      for (const Dim dim : element_type.shape.dims()) {
        shape.push_back(dim.known() ? dim.value() : 0);
      }
    }
  }
  context.require(dtype != DType::kUndefined, "the element type of scan output ", i,
                  " is unknown, because there was no iteration");
  const auto axis = static_cast<std::size_t>(normalize_axis(axis_, shape.rank() + 1));
  Shape stacked = shape;
  stacked.insert(axis, size_);
  if (axis == 0 && !reversed_ && size_ > 0 && !is_packed(dtype)) {
    context.set_output(i, Tensor(dtype, stacked, parts_.raw(), parts_.owner()));
    return;
  }
  Tensor& y = context.output(i, dtype, stacked);
  if (y.element_count() == 0) {
    return;
  }
  UnpackedOutput target(context, y);
  const Ints part_strides = strides_of(shape);
  const std::int64_t elements = shape.element_count();
  Ints y_strides = strides_of(stacked);
  const auto step = static_cast<std::size_t>(y_strides[axis]);
  y_strides.erase(axis);
  const DType stored = unpacked_type(dtype);
  const std::size_t bytes = element_size(stored);
  for (std::int64_t k = 0; k < size_; ++k) {
    const auto at = static_cast<std::size_t>(reversed_ ? size_ - 1 - k : k);
    kernels::copy_strided(element_kind_of(stored), shape,
                          static_cast<const std::byte*>(parts_.raw()) +
                              static_cast<std::size_t>(k * elements) * bytes,
                          part_strides, static_cast<std::byte*>(target.raw()) + at * step * bytes,
                          y_strides, context.threads());
  }
  target.finish();
}

}  // namespace sardonyx
