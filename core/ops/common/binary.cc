#include "core/ops/common/binary.h"

#include <algorithm>
#include <array>

#include "core/kernels/elementwise/broadcast.h"
#include "core/kernels/parallel.h"
#include "core/ops/common/compute_type.h"
#include "core/ops/common/shape_contents.h"
#include "core/ops/common/tail.h"

namespace sardonyx {
namespace {

using kernels::ComputeType;
using kernels::Operands;

// The shape of b with ones appended so that plain broadcasting aligns it at `axis`.
SymbolicShape align_legacy_operand(const SymbolicShape& a, const SymbolicShape& b,
                                   std::int64_t axis) {
  if (axis < 0) {
    axis += a.rank();
  }
  require_that(ErrorCode::kInvalidArgument, axis >= 0 && axis + b.rank() <= a.rank(),
               "attribute 'axis' ", axis, " does not fit the shapes ", a, " and ", b);
  SymbolicShape aligned = b;
  while (axis + aligned.rank() < a.rank()) {
    aligned.push_back(1);
  }
  return aligned;
}

// Elements per thread and task.
constexpr std::int64_t kTaskElements = 16 * static_cast<std::int64_t>(kTileElements);

// One operand of a run: where its elements are, converted tile by tile if they have to be.
struct Operand {
  const Tensor& tensor;
  bool repeats;
  ComputeType type;
  bool native = storage_of(type) == tensor.dtype();

  const void* elements(std::size_t offset, std::size_t n, Tile& tile) const {
    if (native) {
      return static_cast<const std::byte*>(tensor.raw()) + offset * element_size(tensor.dtype());
    }
    load_tile_as(type, tensor.dtype(), tensor.raw(), offset, repeats ? 1 : n, tile.bytes);
    return tile.bytes;
  }
};

// y = loop(a, b) on contiguous stretches.
struct BinaryRun {
  kernels::BinaryLoop loop;
  ComputeType type;
  bool gives_bool;
  Operand a;
  Operand b;
  Tensor& y;

  void operator()(std::size_t a_offset, std::size_t b_offset, std::size_t y_offset,
                  std::size_t count) const {
    const bool direct = gives_bool || storage_of(type) == y.dtype();
    const std::size_t step = a.native && b.native && direct ? count : kTileElements;
    const Operands operands = a.repeats == b.repeats ? Operands::kBoth
                              : a.repeats            ? Operands::kScalarA
                                                     : Operands::kScalarB;
    Tile tile_a;
    Tile tile_b;
    for (std::size_t i = 0; i < count; i += step) {
      const std::size_t n = std::min(step, count - i);
      const void* from_a = a.elements(a_offset + (a.repeats ? 0 : i), n, tile_a);
      const void* from_b = b.elements(b_offset + (b.repeats ? 0 : i), n, tile_b);
      const std::size_t at = y_offset + i;
      if (direct) {
        loop(from_a, from_b, static_cast<std::byte*>(y.raw()) + at * element_size(y.dtype()), n,
             operands);
      } else {
        Tile tile_y;
        loop(from_a, from_b, tile_y.bytes, n, operands);
        store_tile_as(type, y.dtype(), tile_y.bytes, n, y.raw(), at);
      }
    }
  }
};

}  // namespace

void run_binary_as(const kernels::BinaryLoops& loops, ComputeType type, const Tensor& a,
                   const Tensor& b, Tensor& y, ThreadPool& pool, const kernels::Finish& finish) {
  const kernels::BinaryLoop loop = loops.loops[static_cast<std::size_t>(type)];
  require_that(ErrorCode::kUnsupported, loop != nullptr, "the inputs are tensors of ", a.dtype(),
               " and ", b.dtype(), ", for which there is no kernel");
  const kernels::Broadcast<2> broadcast(y.shape(), {a.shape(), b.shape()});
  const BinaryRun run{loop,
                      type,
                      loops.gives_bool,
                      Operand{a, broadcast.repeats(0), type},
                      Operand{b, broadcast.repeats(1), type},
                      y};
  kernels::parallel_ranges(
      pool, static_cast<std::size_t>(broadcast.count()), static_cast<std::size_t>(kTaskElements),
      [&](std::size_t first, std::size_t last) {
        const std::size_t step = finish ? kFinishedElements : last - first;
        for (std::size_t i = first; i < last; i += step) {
          const std::size_t end = std::min(i + step, last);
          broadcast.for_each_stretch(
              static_cast<std::int64_t>(i), static_cast<std::int64_t>(end),
              [&](const std::array<std::int64_t, 2>& offsets, std::int64_t at, std::int64_t n) {
                run(static_cast<std::size_t>(offsets[0]), static_cast<std::size_t>(offsets[1]),
                    static_cast<std::size_t>(at), static_cast<std::size_t>(n));
              });
          if (finish) {
            finish(y.data<float>() + i, end - i);
          }
        }
      });
}

void run_binary(const kernels::BinaryLoops& loops, const Tensor& a, const Tensor& b, Tensor& y,
                ThreadPool& pool, const kernels::Finish& finish) {
  const auto type = compute_type_of(a.dtype());
  require_that(ErrorCode::kUnsupported, type.has_value(), "the inputs are tensors of ", a.dtype(),
               ", for which there is no kernel");
  run_binary_as(loops, *type, a, b, y, pool, finish);
}

LegacyBroadcast::LegacyBroadcast(const MakeContext& context)
    : aligns_(context.opset() < 7 && context.has("axis")),
      axis_(aligns_ ? context.get_int("axis") : 0) {}

SymbolicShape LegacyBroadcast::shape(const SymbolicShape& a, const SymbolicShape& b) const {
  return broadcast(a, aligns_ ? align_legacy_operand(a, b, axis_) : b);
}

Tensor LegacyBroadcast::align(const Tensor& a, const Tensor& b) const {
  return aligns_ ? b.reshaped(align_legacy_operand(a.shape(), b.shape(), axis_).value()) : b;
}

void BinaryOperator::infer(InferContext& context) const {
  context.set_shape(0, legacy_.shape(context.shape(0), context.shape(1)));
}

void BinaryOperator::run(RunContext& context) const {
  const Tensor& a = context.input(0);
  Tensor& y = context.output(0);
  const Tail tail(context, y);
  run_binary(loops_, a, legacy_.align(a, context.input(1)), y, context.threads(), tail.finish());
}

FusableStep binary_step(const kernels::BinaryLoops& loops) {
  if (loops.gives_bool || loops.loops[static_cast<std::size_t>(ComputeType::kFloat)] == nullptr) {
    return {};
  }
  return {std::make_shared<kernels::ElementwiseStep>(kernels::ElementwiseStep{nullptr, {}, &loops}),
          /*binary=*/true};
}

FusableStep BinaryOperator::elementwise_step(const ConstantInputs&) const {
  return legacy_.aligns() ? FusableStep{} : binary_step(loops_);
}

void VariadicOperator::infer(InferContext& context) const {
  SymbolicShape shape = context.shape(0);
  for (int i = 1; i < context.input_count(); ++i) {
    shape = broadcast(shape, context.shape(i));
  }
  context.set_shape(0, std::move(shape));
}

void VariadicOperator::run(RunContext& context) const {
  Tensor& y = context.output(0);
  if (context.input_count() == 1) {
    copy_elements(context.input(0), y);
    return;
  }
  Tensor joined = context.input(0);
  for (int i = 1; i < context.input_count(); ++i) {
    const Tensor& next = context.input(i);
    const bool last = i + 1 == context.input_count();
    // Only what has the shape of the result may be written to its memory before the last step.
    const Shape shape = broadcast(joined.shape(), next.shape());
    Tensor target = last || shape == y.shape() ? y : context.allocate(y.dtype(), shape);
    run_binary(loops_, joined, next, target, context.threads());
    joined = std::move(target);
  }
}

void infer_contents(InferContext& context, Dim (*join)(Dim a, Dim b)) {
  const auto a = shape_contents(context, 0);
  const auto b = shape_contents(context, 1);
  if (!a || !b || (a->size() != b->size() && a->size() != 1 && b->size() != 1)) {
    return;
  }
  std::vector<Dim> joined(a->size() == 1 ? b->size() : a->size());
  for (std::size_t i = 0; i < joined.size(); ++i) {
    joined[i] = join((*a)[a->size() == 1 ? 0 : i], (*b)[b->size() == 1 ? 0 : i]);
  }
  context.set_contents(0, std::move(joined));
}

}  // namespace sardonyx
