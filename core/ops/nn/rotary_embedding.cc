// https://onnx.ai/onnx/operators/onnx__RotaryEmbedding.html

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/rotate_heads.h"

namespace sardonyx {
namespace {

enum Input { kX, kCos, kSin, kPositions };

// Pairs of elements of every head are rotated by an angle that depends on the token's position:
// element j with j + dim / 2, or 2j with 2j + 1 when interleaved. Su et al., "RoFormer", 2021.
class RotaryEmbedding : public Operator {
 public:
  explicit RotaryEmbedding(const MakeContext& context)
      : interleaved_(context.get_bool("interleaved", false)),
        heads_(context.get_int("num_heads", 0)),
        rotated_(context.get_int("rotary_embedding_dim", 0)) {
    context.require(heads_ >= 0 && rotated_ >= 0, "attributes 'num_heads' ", heads_,
                    " and 'rotary_embedding_dim' ", rotated_, " must not be negative");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(kX);
    context.require_rank(kX, 3, 4);
    context.require(x.rank() == 4 || heads_ > 0,
                    "attribute 'num_heads' is missing for an input of rank 3");
    const Dim length = x[x.rank() == 4 ? 2 : 1];
    const Dim size = x.rank() == 4 ? x[3] : x[2] / Dim(heads_);
    context.require(x.rank() == 4 || !x[2].known() || x[2].value() % heads_ == 0,
                    "input 0 of shape ", x, " cannot be split into ", heads_, " heads");
    if (size.known()) {
      const std::int64_t rotated = rotated_ != 0 ? rotated_ : size.value();
      context.require(rotated <= size.value() && rotated % 2 == 0, "cannot rotate ", rotated,
                      " of ", size, " elements per head");
      for (const int i : {kCos, kSin}) {
        const SymbolicShape& cache = context.shape(i);
        const bool by_position = context.has_input(kPositions);
        bool fits = cache.rank() == (by_position ? 2 : 3) &&
                    !certainly_differ(cache[cache.rank() - 1], rotated / 2);
        fits = fits && (by_position ||
                        (!certainly_differ(cache[0], x[0]) && !certainly_differ(cache[1], length)));
        context.require(fits, "input ", i, " has shape ", cache, ", which does not fit ", x,
                        " with ", rotated, " rotated elements per head");
      }
    }
    const SymbolicShape& cos = context.shape(kCos);
    const SymbolicShape& sin = context.shape(kSin);
    for (int axis = 0; axis < cos.rank(); ++axis) {
      context.require(sin.rank() == cos.rank() && !certainly_differ(sin[axis], cos[axis]),
                      "input 2 ('sin_cache') has shape ", sin, ", expected ", cos);
    }
    if (context.has_input(kPositions)) {
      const SymbolicShape& positions = context.shape(kPositions);
      context.require(positions.rank() == 2 && !certainly_differ(positions[0], x[0]) &&
                          !certainly_differ(positions[1], length),
                      "input 3 ('position_ids') has shape ", positions, ", expected [", x[0], ",",
                      length, "]");
    }
    context.set_shape(0, x);
  }

  void run(RunContext& context) const override {
    const Tensor x = widen(context, context.input(kX));
    const Tensor cos = widen(context, context.input(kCos));
    const Tensor sin = widen(context, context.input(kSin));
    Tensor y = widened_output(context, 0);
    const Heads layout = Heads::of(x.shape(), heads_);
    rotate_heads(
        {x.data<float>(), layout}, cos, sin, interleaved_,
        [&](std::int64_t b, std::int64_t s) { return cache_row(context, b, s, layout.length); },
        y.data<float>(), layout);
    narrow_output(context, 0, y);
  }

 private:
  static std::int64_t cache_row(const RunContext& context, std::int64_t b, std::int64_t s,
                                std::int64_t length) {
    const std::int64_t token = b * length + s;
    if (!context.has_input(kPositions)) {
      return token;
    }
    const std::int64_t position = context.input(kPositions).data<std::int64_t>()[token];
    const std::int64_t rows = context.input(kCos).dim(0);
    context.require(position >= 0 && position < rows, "position ", position, " is outside [0, ",
                    rows - 1, "]");
    return position;
  }

  bool interleaved_;
  std::int64_t heads_;
  std::int64_t rotated_;  ///< 0: all elements of a head
};

}  // namespace

SARDONYX_OPERATORS(nn, rotary_embedding) {
  registry.add({.name = "RotaryEmbedding",
                .since = 23,
                .signature = "X: T, cos_cache: T, sin_cache: T, position_ids?: int64 -> Y: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<RotaryEmbedding>});
}

}  // namespace sardonyx
