#include "core/ops/common/unary.h"

#include <algorithm>

#include "core/ops/common/compute_type.h"

namespace sardonyx {

void UnaryOperator::infer(InferContext& context) const {
  context.set_shape(0, context.shape(0));
}

void UnaryOperator::run(RunContext& context) const {
  const Tensor& x = context.input(0);
  Tensor& y = context.output(0);
  const DType dtype = x.dtype();
  const auto type = compute_type_of(dtype);
  const kernels::UnaryLoop loop = type ? loops_.loops[static_cast<std::size_t>(*type)] : nullptr;
  require_that(ErrorCode::kUnsupported, loop != nullptr, "input 0 is a tensor of ", dtype,
               ", for which there is no kernel");
  const auto count = static_cast<std::size_t>(x.element_count());
  if (is_native(dtype)) {
    loop(x.raw(), y.raw(), count, parameters_);
    return;
  }
  Tile tile;
  for (std::size_t i = 0; i < count; i += kTileElements) {
    const std::size_t n = std::min(kTileElements, count - i);
    load_tile(dtype, x.raw(), i, n, tile.bytes);
    loop(tile.bytes, tile.bytes, n, parameters_);
    store_tile(dtype, tile.bytes, n, y.raw(), i);
  }
}

}  // namespace sardonyx
