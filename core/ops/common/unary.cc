#include "core/ops/common/unary.h"

#include <algorithm>

#include "core/kernels/parallel.h"
#include "core/ops/common/compute_type.h"
#include "core/ops/common/tail.h"

namespace sardonyx {
namespace {

// Elements per thread and task.
constexpr std::size_t kTaskElements = 16 * kTileElements;

}  // namespace

void run_unary(const kernels::UnaryLoops& loops, const kernels::ElementwiseParameters& parameters,
               const Tensor& x, Tensor& y, ThreadPool& pool, const kernels::Finish& finish) {
  const DType dtype = x.dtype();
  const auto type = compute_type_of(dtype);
  const kernels::UnaryLoop loop = type ? loops.loops[static_cast<std::size_t>(*type)] : nullptr;
  require_that(ErrorCode::kUnsupported, loop != nullptr, "the input is a tensor of ", dtype,
               ", for which there is no kernel");
  const auto count = static_cast<std::size_t>(x.element_count());
  const auto* from = static_cast<const std::byte*>(x.raw());
  auto* to = static_cast<std::byte*>(y.raw());
  if (is_native(dtype)) {
    const std::size_t x_size = element_size(dtype);
    const std::size_t y_size = element_size(y.dtype());
    kernels::parallel_ranges(pool, count, kTaskElements, [&](std::size_t first, std::size_t last) {
      const std::size_t step = finish ? kFinishedElements : last - first;
      for (std::size_t i = first; i < last; i += step) {
        const std::size_t n = std::min(step, last - i);
        loop(from + i * x_size, to + i * y_size, n, parameters);
        if (finish) {
          finish(reinterpret_cast<float*>(to) + i, n);
        }
      }
    });
    return;
  }
  const std::size_t tiles = (count + kTileElements - 1) / kTileElements;
  kernels::parallel_ranges(pool, tiles, 16, [&](std::size_t first, std::size_t last) {
    Tile tile;
    for (std::size_t i = first * kTileElements; i < std::min(last * kTileElements, count);
         i += kTileElements) {
      const std::size_t n = std::min(kTileElements, count - i);
      load_tile(dtype, from, i, n, tile.bytes);
      if (loops.gives_bool) {
        loop(tile.bytes, to + i, n, parameters);
      } else {
        loop(tile.bytes, tile.bytes, n, parameters);
        store_tile(dtype, tile.bytes, n, to, i);
      }
    }
  });
}

void UnaryOperator::infer(InferContext& context) const {
  context.set_shape(0, context.shape(0));
}

void UnaryOperator::run(RunContext& context) const {
  Tensor& y = context.output(0);
  const Tail tail(context, y);
  run_unary(loops_, parameters_, context.input(0), y, context.threads(), tail.finish());
}

FusableStep unary_step(const kernels::UnaryLoops& loops,
                       const kernels::ElementwiseParameters& parameters) {
  if (loops.gives_bool ||
      loops.loops[static_cast<std::size_t>(kernels::ComputeType::kFloat)] == nullptr) {
    return {};
  }
  return {std::make_shared<kernels::ElementwiseStep>(
              kernels::ElementwiseStep{&loops, parameters, nullptr}),
          /*binary=*/false};
}

FusableStep UnaryOperator::elementwise_step(const ConstantInputs&) const {
  return unary_step(loops_, parameters_);
}

}  // namespace sardonyx
