// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/rotate_heads.h"

namespace sardonyx {
namespace {

enum Input { kX, kPositions, kCos, kSin };

// As ONNX's operator of that name, with the inputs in another order and positions that may be those
// of the first tokens only.
class RotaryEmbedding : public Operator {
 public:
  explicit RotaryEmbedding(const MakeContext& context)
      : interleaved_(context.get_bool("interleaved", false)),
        heads_(context.get_int("num_heads", 0)),
        rotated_(context.get_int("rotary_embedding_dim", 0)) {
    context.require(heads_ >= 0 && rotated_ >= 0, "attributes 'num_heads' ", heads_,
                    " and 'rotary_embedding_dim' ", rotated_, " must not be negative");
    context.require(rotated_ == 0 || heads_ > 0,
                    "attribute 'rotary_embedding_dim' needs attribute 'num_heads'");
    context.require_supported(!context.get_bool("is_packed_batching", false),
                              "attribute 'is_packed_batching' is set");
  }

  void infer(InferContext& context) const override {
    context.require_rank(kX, 3, 4);
    context.require_rank(kPositions, 0, 2);
    context.require_rank(kCos, 2, 2);
    const SymbolicShape& x = context.shape(kX);
    const SymbolicShape& cos = context.shape(kCos);
    const SymbolicShape& sin = context.shape(kSin);
    context.require(
        sin.rank() == 2 && !certainly_differ(sin[0], cos[0]) && !certainly_differ(sin[1], cos[1]),
        "input 3 ('sin_cache') has shape ", sin, ", expected ", cos);
    context.require(rotated_ == 0 || !certainly_differ(cos[1], rotated_ / 2),
                    "input 2 ('cos_cache') has shape ", cos, " for ", rotated_,
                    " rotated elements per head");
    const Dim rotated = cos[1] * Dim(2);
    if (rotated.known() && x[x.rank() - 1].known()) {
      const std::int64_t width = x[x.rank() - 1].value();
      const std::int64_t size = size_of(width, x.rank(), rotated.value());
      context.require(size > 0 && rotated.value() <= size && width % size == 0, "cannot rotate ",
                      rotated, " elements per head of input 0 of shape ", x);
    }
    const Dim length = x[x.rank() == 4 ? 2 : 1];
    const SymbolicShape& positions = context.shape(kPositions);
    const bool fits = positions.rank() == 0 ||
                      (positions.rank() == 1 && !certainly_differ(positions[0], 1)) ||
                      (positions.rank() == 2 && !certainly_differ(positions[0], x[0]) &&
                       !certainly_differ(positions[1], length));
    context.require(fits, "input 1 ('position_ids') has shape ", positions, ", expected [1] or [",
                    x[0], ",", length, "]");
    context.set_shape(0, x);
  }

  void run(RunContext& context) const override {
    const Tensor x = widen(context, context.input(kX));
    const Tensor cos = widen(context, context.input(kCos));
    const Tensor sin = widen(context, context.input(kSin));
    Tensor y = widened_output(context, 0);
    const std::int64_t size = size_of(x.dim(-1), x.rank(), 2 * cos.dim(1));
    const Heads layout = x.rank() == 4 ? Heads::dense(x.dim(0), x.dim(1), x.dim(2), x.dim(3))
                                       : Heads::columns(x.dim(0), size > 0 ? x.dim(2) / size : 0,
                                                        x.dim(1), size, x.dim(2));
    rotate_heads(
        {x.data<float>(), layout}, cos, sin, interleaved_,
        [&](std::int64_t b, std::int64_t s) { return position_of(context, b, s, layout.length); },
        y.data<float>(), layout);
    narrow_output(context, 0, y);
  }

 private:
  // The size of a head. Without attributes all of it is rotated.
  std::int64_t size_of(std::int64_t width, int rank, std::int64_t rotated) const {
    return rank == 4 ? width : rotated_ != 0 ? width / heads_ : rotated;
  }

  static std::int64_t position_of(const RunContext& context, std::int64_t b, std::int64_t s,
                                  std::int64_t length) {
    const Tensor& positions = context.input(kPositions);
    const auto* values = positions.data<std::int64_t>();
    const std::int64_t rows = context.input(kCos).dim(0);
    const std::int64_t given = positions.rank() < 2 ? values[0] : values[b * length + s];
    const std::int64_t further = positions.rank() < 2 ? s : 0;
    context.require(given >= 0 && given < rows - further, "position ", given, " + ", further,
                    " is outside [0, ", rows - 1, "]");
    return given + further;
  }

  bool interleaved_;
  std::int64_t heads_;
  std::int64_t rotated_;  ///< 0: all elements of a head
};

}  // namespace

SARDONYX_OPERATORS(contrib, rotary_embedding) {
  registry.add({.domain = "com.microsoft",
                .name = "RotaryEmbedding",
                .signature = "input: T, position_ids: int64, cos_cache: T, sin_cache: T "
                             "-> output: T",
                .types = {{{"T", kFloatTypes - DTypeSet(DType::kDouble)}}},
                .make = make<RotaryEmbedding>});
}

}  // namespace sardonyx
