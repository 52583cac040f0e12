// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/op_registry.h"
#include "core/kernels/parallel.h"
#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

enum Input { kData, kIndices, kScales, kZeroPoints };

// Gather of a table that is quantized in blocks along one axis. In a table of uint8 the last axis
// holds several codes per byte, low bits first.
class GatherBlockQuantized : public Operator {
 public:
  explicit GatherBlockQuantized(const MakeContext& context)
      : gather_axis_(context.get_int("gather_axis", 0)),
        quantize_axis_(context.get_int("quantize_axis", 1)),
        block_(context.get_int("block_size", 128)),
        bits_(context.get_int("bits", 4)) {
    context.require(block_ >= 16 && block_ <= kMostBlock && (block_ & (block_ - 1)) == 0,
                    "attribute 'block_size' is ", block_,
                    ", expected a power of two of at least 16");
    context.require(bits_ == 2 || bits_ == 4 || bits_ == 8, "attribute 'bits' is ", bits_,
                    ", expected 2, 4 or 8");
  }

  void infer(InferContext& context) const override {
    const SymbolicShape codes = codes_shape(context);
    const int gather = normalize_axis(gather_axis_, codes.rank(), "gather_axis");
    const int quantize = normalize_axis(quantize_axis_, codes.rank(), "quantize_axis");
    context.require(gather != quantize, "attributes 'gather_axis' and 'quantize_axis' are both ",
                    gather);
    const bool packed = context.dtype(kData) == DType::kUint8;
    context.require(!packed || (gather == 0 && quantize == codes.rank() - 1),
                    "a table of uint8 is gathered on axis ", gather, " and quantized on axis ",
                    quantize, ", expected the first and the last");
    context.require(packed || bits_ == 4, "attribute 'bits' is ", bits_, " for a table of ",
                    context.dtype(kData));
    SymbolicShape scales = codes;
    scales[quantize] = divided(codes[quantize], block_);
    expect_shape(context, kScales, scales);
    if (context.has_input(kZeroPoints)) {
      if (packed) {
        scales[quantize] = divided(scales[quantize], 8 / bits_);
      }
      expect_shape(context, kZeroPoints, scales);
    }
    SymbolicShape y = SymbolicShape::of_rank(0);
    for (int axis = 0; axis < codes.rank(); ++axis) {
      if (axis != gather) {
        y.push_back(codes[axis]);
        continue;
      }
      for (int k = 0; k < context.rank(kIndices); ++k) {
        y.push_back(context.dim(kIndices, k));
      }
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& data = context.input(kData);
    Shape codes = data.shape();
    const int rank = data.rank();
    if (data.dtype() == DType::kUint8) {
      codes[static_cast<std::size_t>(rank - 1)] *= 8 / bits_;
    }
    const int gather = normalize_axis(gather_axis_, rank, "gather_axis");
    const int quantize = normalize_axis(quantize_axis_, rank, "quantize_axis");
    const Tensor scales = widen(context, context.input(kScales));
    Tensor y = widened_output(context, 0);
    Table table{};
    table.codes = static_cast<const std::uint8_t*>(data.raw());
    table.zero_points = context.has_input(kZeroPoints)
                            ? static_cast<const std::uint8_t*>(context.input(kZeroPoints).raw())
                            : nullptr;
    table.scales = scales.data<float>();
    table.bits = bits_;
    table.sign = data.dtype() == DType::kInt4 ? 8 : 0;
    table.middle = data.dtype() == DType::kUint8 ? 1 << (bits_ - 1) : 0;
    table.extent = codes[static_cast<std::size_t>(quantize)];
    table.block = block_;
    table.blocks = (table.extent + block_ - 1) / block_;
    table.step = product(codes, quantize + 1, rank);
    // Rows of zero points of a packed table begin on whole bytes.
    table.zero_row =
        data.dtype() == DType::kUint8 ? (table.blocks * bits_ + 7) / 8 * 8 / bits_ : table.blocks;
    const std::int64_t extent = codes[static_cast<std::size_t>(gather)];
    const std::int64_t inner = product(codes, gather + 1, rank);
    const Tensor& indices = context.input(kIndices);
    const std::int64_t count = indices.element_count();
    const auto rows = static_cast<std::size_t>(product(codes, 0, gather) * count);
    kernels::parallel_ranges(context.threads(), rows, 1, [&](std::size_t first, std::size_t last) {
      for (std::size_t row = first; row < last; ++row) {
        const auto at = static_cast<std::int64_t>(row);
        std::int64_t index = indices.dtype() == DType::kInt64
                                 ? indices.data<std::int64_t>()[at % count]
                                 : indices.data<std::int32_t>()[at % count];
        index += index < 0 ? extent : 0;
        // As onnxruntime has it: what is out of range is zero.
        const bool inside = index >= 0 && index < extent;
        const std::int64_t from = (at / count * extent + index) * inner;
        float* to = y.data<float>() + at * inner;
        for (std::int64_t i = 0; i < inner; ++i) {
          to[i] = inside ? table.at(from + i) : 0.0f;
        }
      }
    });
    narrow_output(context, 0, y);
  }

 private:
  static constexpr std::int64_t kMostBlock = std::int64_t{1} << 30;

  struct Table {
    const std::uint8_t* codes;
    const std::uint8_t* zero_points;
    const float* scales;
    std::int64_t bits;
    int sign;
    int middle;
    std::int64_t extent;
    std::int64_t block;
    std::int64_t blocks;
    std::int64_t step;
    std::int64_t zero_row;

    int code(const std::uint8_t* packed, std::int64_t i) const {
      const std::int64_t bit = i * bits;
      const int value = packed[bit / 8] >> (bit % 8) & ((1 << bits) - 1);
      return (value ^ sign) - sign;
    }

    float at(std::int64_t i) const {
      const std::int64_t inner = i % step;
      const std::int64_t place = i / step % extent / block;
      const std::int64_t outer = i / step / extent;
      const int zero = zero_points != nullptr
                           ? code(zero_points, (outer * zero_row + place) * step + inner)
                           : middle;
      return static_cast<float>(code(codes, i) - zero) *
             scales[(outer * blocks + place) * step + inner];
    }
  };

  static Dim divided(Dim extent, std::int64_t by) {
    return extent.known() ? Dim((extent.value() + by - 1) / by) : Dim();
  }

  static std::int64_t product(const Shape& shape, int begin, int end) {
    std::int64_t result = 1;
    for (int axis = begin; axis < end; ++axis) {
      result *= shape[static_cast<std::size_t>(axis)];
    }
    return result;
  }

  SymbolicShape codes_shape(const InferContext& context) const {
    SymbolicShape shape = context.shape(kData);
    context.require(shape.rank() >= 2, "input 0 has shape ", shape, ", expected rank 2 or more");
    if (context.dtype(kData) == DType::kUint8) {
      Dim& last = shape[shape.rank() - 1];
      last = last.known() ? Dim(last.value() * (8 / bits_)) : Dim();
    }
    return shape;
  }

  static void expect_shape(const InferContext& context, int i, const SymbolicShape& expected) {
    const SymbolicShape& shape = context.shape(i);
    bool fits = shape.rank() == expected.rank();
    for (int axis = 0; fits && axis < expected.rank(); ++axis) {
      fits = !certainly_differ(shape[axis], expected[axis]);
    }
    context.require(fits, "input ", i, " has shape ", shape, ", expected ", expected);
  }

  std::int64_t gather_axis_;
  std::int64_t quantize_axis_;
  std::int64_t block_;
  std::int64_t bits_;
};

}  // namespace

SARDONYX_OPERATORS(contrib, gather_block_quantized) {
  constexpr DTypeSet kReal = kFloatTypes - DTypeSet(DType::kDouble);
  registry.add({.domain = "com.microsoft",
                .name = "GatherBlockQuantized",
                .signature = "data: T1, indices: I, scales: T2, zero_points?: T1 -> output: T2",
                .types = {{{"T1", {DType::kUint8, DType::kUint4, DType::kInt4}},
                           {"I", kIndexTypes},
                           {"T2", kReal}}},
                .make = make<GatherBlockQuantized>});
}

}  // namespace sardonyx
