#include "core/ops/common/binary.h"

#include <algorithm>
#include <array>

#include "core/kernels/elementwise/broadcast.h"
#include "core/ops/common/compute_type.h"

namespace sardonyx {
namespace {

using kernels::Operands;

// One operand of a run: where its elements are, converted tile by tile if they have to be.
struct Operand {
  const Tensor& tensor;
  bool repeats;

  const void* elements(bool native, std::size_t offset, std::size_t i, std::size_t n,
                       Tile& tile) const {
    const std::size_t at = offset + (repeats ? 0 : i);
    if (native) {
      return static_cast<const std::byte*>(tensor.raw()) + at * element_size(tensor.dtype());
    }
    load_tile(tensor.dtype(), tensor.raw(), at, repeats ? 1 : n, tile.bytes);
    return tile.bytes;
  }
};

}  // namespace

void run_binary(const kernels::BinaryLoops& loops, const Tensor& a, const Tensor& b, Tensor& y) {
  const DType dtype = a.dtype();
  const auto type = compute_type_of(dtype);
  const kernels::BinaryLoop loop = type ? loops.loops[static_cast<std::size_t>(*type)] : nullptr;
  require_that(ErrorCode::kUnsupported, loop != nullptr, "the inputs are tensors of ", dtype,
               ", for which there is no kernel");
  const kernels::Broadcast<2> broadcast(y.shape(), {a.shape(), b.shape()});
  const Operand left{a, broadcast.repeats(0)};
  const Operand right{b, broadcast.repeats(1)};
  const bool both_repeat = left.repeats && right.repeats;
  const Operands operands = both_repeat     ? Operands::kBoth
                            : left.repeats  ? Operands::kScalarA
                            : right.repeats ? Operands::kScalarB
                                            : Operands::kBoth;
  const bool native = is_native(dtype);
  const auto run = static_cast<std::size_t>(broadcast.run());
  const std::size_t step = native ? run : kTileElements;
  const std::size_t y_size = element_size(y.dtype());
  Tile tile_a;
  Tile tile_b;
  broadcast.for_each_run([&](const std::array<std::int64_t, 2>& offsets, std::int64_t y_start) {
    for (std::size_t i = 0; i < run; i += step) {
      const std::size_t n = std::min(step, run - i);
      const void* from_a =
          left.elements(native, static_cast<std::size_t>(offsets[0]), i, n, tile_a);
      const void* from_b =
          right.elements(native, static_cast<std::size_t>(offsets[1]), i, n, tile_b);
      const std::size_t at = static_cast<std::size_t>(y_start) + i;
      std::byte* to = static_cast<std::byte*>(y.raw()) + at * y_size;
      if (native || loops.gives_bool) {
        loop(from_a, from_b, to, n, operands);
      } else {
        Tile tile_y;
        loop(from_a, from_b, tile_y.bytes, n, operands);
        store_tile(dtype, tile_y.bytes, n, y.raw(), at);
      }
    }
  });
}

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

BinaryOperator::BinaryOperator(const MakeContext& context, const kernels::BinaryLoops& loops)
    : loops_(loops),
      legacy_(context.opset() < 7 && context.has("axis")),
      legacy_axis_(legacy_ ? context.get_int("axis") : 0) {}

void BinaryOperator::infer(InferContext& context) const {
  const SymbolicShape& a = context.shape(0);
  const SymbolicShape& b = context.shape(1);
  context.set_shape(0, broadcast(a, legacy_ ? align_legacy_operand(a, b, legacy_axis_) : b));
}

void BinaryOperator::run(RunContext& context) const {
  const Tensor& a = context.input(0);
  const Tensor& b = context.input(1);
  if (legacy_) {
    const Shape aligned = align_legacy_operand(a.shape(), b.shape(), legacy_axis_).value();
    run_binary(loops_, a, b.reshaped(aligned), context.output(0));
  } else {
    run_binary(loops_, a, b, context.output(0));
  }
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
    run_binary(loops_, joined, next, target);
    joined = std::move(target);
  }
}

void infer_contents(InferContext& context, Dim (*join)(Dim a, Dim b)) {
  const auto a = context.dims(0);
  const auto b = context.dims(1);
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
