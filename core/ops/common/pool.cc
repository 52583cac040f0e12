#include "core/ops/common/pool.h"

namespace sardonyx {

PoolOperator::PoolOperator(const MakeContext& context) : attributes_(context) {
  context.require(!attributes_.kernel_shape().empty(), "attribute 'kernel_shape' is missing");
}

void PoolOperator::infer(InferContext& context) const {
  const SymbolicShape& x = context.shape(0);
  context.require(x.rank() >= 3, "input 0 ('X') has shape ", x, ", expected [N, C, ...]");
  const Ints& kernel = attributes_.kernel_shape();
  SmallVector<Dim, 6> kernel_dims;
  for (const std::int64_t extent : kernel) {
    kernel_dims.push_back(extent);
  }
  SymbolicShape y = attributes_.output_extents(spatial(x), kernel_dims);
  y.insert(0, x[1]);
  y.insert(0, x[0]);
  context.set_shape(1, y);
  context.set_shape(0, std::move(y));
}

kernels::Window PoolOperator::window_of(const Tensor& x) const {
  return attributes_.window(spatial(x.shape()), attributes_.kernel_shape());
}

std::size_t PoolOperator::planes_of(const Tensor& x) {
  return static_cast<std::size_t>(x.dim(0) * x.dim(1));
}

void infer_global_pool(InferContext& context) {
  SymbolicShape y = context.shape(0);
  context.require(y.rank() >= 2, "input 0 ('X') has shape ", y, ", expected [N, C, ...]");
  for (int axis = 2; axis < y.rank(); ++axis) {
    y[axis] = 1;
  }
  context.set_shape(0, std::move(y));
}

}  // namespace sardonyx
