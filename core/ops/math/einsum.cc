// https://onnx.ai/onnx/operators/onnx__Einsum.html

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/contraction.h"
#include "core/ops/common/einsum_equation.h"

namespace sardonyx {
namespace {

using LabelDims = std::array<Dim, kMaxLabels>;

class Einsum : public Operator {
 public:
  explicit Einsum(const MakeContext& context) : equation_(context.get_string("equation", "")) {
    context.require(context.has("equation"), "attribute 'equation' is missing");
    context.require(equation_.operand_count() == context.input_count(), "the equation has ",
                    equation_.operand_count(), " operands, the node has ", context.input_count(),
                    " inputs");
  }

  void infer(InferContext& context) const override {
    LabelDims dims;
    dims.fill(1);
    int ellipsis_rank = -1;
    for (int i = 0; i < context.input_count(); ++i) {
      const SymbolicShape& shape = context.shape(i);
      const int covered = equation_.ellipsis_rank(i, shape.rank());
      context.require(covered < 0 || ellipsis_rank < 0 || covered == ellipsis_rank,
                      "the ellipsis covers ", covered, " axes of input ", i, ", but ",
                      ellipsis_rank, " of an input before it");
      ellipsis_rank = std::max(ellipsis_rank, covered);
      join_extents(context, i, equation_.operand(i, shape.rank()), dims);
    }
    SymbolicShape y = SymbolicShape::of_rank(0);
    for (const std::int8_t label : equation_.output(ellipsis_rank)) {
      y.push_back(dims[static_cast<std::size_t>(label)]);
    }
    context.set_shape(0, std::move(y));
  }

  // The two operands whose product is smallest are multiplied first. Every label is summed over as
  // soon as nothing else has it.
  void run(RunContext& context) const override {
    int ellipsis_rank = 0;
    bool empty = false;
    std::vector<LabelledTensor> factors;
    for (int i = 0; i < context.input_count(); ++i) {
      const Tensor& input = context.input(i);
      ellipsis_rank = std::max(ellipsis_rank, equation_.ellipsis_rank(i, input.rank()));
      empty = empty || input.element_count() == 0;
      factors.push_back(
          with_labels(as_computed(context, input), equation_.operand(i, input.rank())));
    }
    if (empty) {
      // A sum over nothing is 0, which is a pattern of zero bits in all types.
      Tensor& nothing = context.output(0);
      if (nothing.element_count() > 0) {
        std::memset(nothing.raw(), 0, nothing.byte_size());
      }
      return;
    }
    const Tensor output = computed_output(context, 0);
    const LabelledTensor y = with_labels(output, equation_.output(ellipsis_rank));
    while (factors.size() > 1) {
      multiply_pair(context, factors, y);
    }
    if (factors[0].tensor.raw() != y.tensor.raw()) {
      copy(context, sum_away(context, factors[0], y.labels()), y);
    }
    store_computed(context, 0, output);
  }

 private:
  // Axes of one label must agree, where an extent of 1 repeats for other operands.
  static void join_extents(const InferContext& context, int i, const Labels& labels,
                           LabelDims& dims) {
    const SymbolicShape& shape = context.shape(i);
    for (std::size_t axis = 0; axis < labels.size(); ++axis) {
      const Dim here = shape[static_cast<int>(axis)];
      for (std::size_t before = 0; before < axis; ++before) {
        const Dim other = shape[static_cast<int>(before)];
        context.require(labels[before] != labels[axis] || !certainly_differ(here, other), "input ",
                        i, " of shape ", shape, " has the extents ", other, " and ", here, " for ",
                        label_text(labels[axis]));
      }
      Dim& joined = dims[static_cast<std::size_t>(labels[axis])];
      context.require(!certainly_differ(here, joined) || here.is(1) || joined.is(1), "input ", i,
                      " of shape ", shape, " has the extent ", here, " for ",
                      label_text(labels[axis]), ", where an input before it has ", joined);
      if (joined.is(1)) {
        joined = here;
      } else if (!here.is(1) && !(here == joined)) {
        joined = joined.known() ? joined : here.known() ? here : Dim();
      }
    }
  }

  static void multiply_pair(const RunContext& context, std::vector<LabelledTensor>& factors,
                            const LabelledTensor& y) {
    std::array<std::size_t, 2> pair{0, 1};
    double smallest = -1;
    for (std::size_t i = 0; factors.size() > 2 && i < factors.size(); ++i) {
      for (std::size_t j = i + 1; j < factors.size(); ++j) {
        const double size = product_size(factors, i, j, y.labels());
        if (smallest < 0 || size < smallest) {
          smallest = size;
          pair = {i, j};
        }
      }
    }
    LabelledTensor& a = factors[pair[0]];
    LabelledTensor& b = factors[pair[1]];
    const LabelSet kept = labels_elsewhere(factors, pair[0], pair[1], y.labels());
    a = sum_away(context, a, kept | b.labels());
    b = sum_away(context, b, kept | a.labels());
    if (factors.size() == 2) {
      contract(context, a, b, y);
      a = y;
    } else {
      LabelledTensor product = new_tensor(context, y.tensor.dtype(), product_axes(a, b, kept));
      contract(context, a, b, product);
      a = std::move(product);
    }
    factors.erase(factors.begin() + static_cast<std::ptrdiff_t>(pair[1]));
  }

  static LabelSet labels_elsewhere(const std::vector<LabelledTensor>& factors, std::size_t i,
                                   std::size_t j, LabelSet kept) {
    for (std::size_t k = 0; k < factors.size(); ++k) {
      kept |= k == i || k == j ? 0 : factors[k].labels();
    }
    return kept;
  }

  static LabelledAxes product_axes(const LabelledTensor& a, const LabelledTensor& b,
                                   LabelSet kept) {
    LabelledAxes axes;
    LabelSet seen = ~kept;
    for (const LabelledTensor* x : {&a, &b}) {
      for (const LabelledAxis& axis : x->axes) {
        if (((seen >> axis.label) & 1) == 0) {
          axes.push_back(axis);
          seen |= LabelSet{1} << axis.label;
        }
      }
    }
    return axes;
  }

  static double product_size(const std::vector<LabelledTensor>& factors, std::size_t i,
                             std::size_t j, LabelSet kept) {
    double size = 1;
    for (const LabelledAxis& axis :
         product_axes(factors[i], factors[j], labels_elsewhere(factors, i, j, kept))) {
      size *= static_cast<double>(axis.extent);
    }
    return size;
  }

  EinsumEquation equation_;
};

}  // namespace

SARDONYX_OPERATORS(math, einsum) {
  registry.add({.name = "Einsum",
                .since = 12,
                .signature = "Inputs...: T -> Output: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make<Einsum>});
}

}  // namespace sardonyx
