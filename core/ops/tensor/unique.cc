// https://onnx.ai/onnx/operators/onnx__Unique.html

#include <algorithm>
#include <numeric>

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/kernels/gather.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/sort_keys.h"

namespace sardonyx {
namespace {

// The slices along an axis as rows that can be compared: strings as they are, everything else by
// its sort keys (complex numbers have two each).
class Rows {
 public:
  // x as rows of shape [count, length].
  Rows(const RunContext& context, const Tensor& x, std::int64_t count, std::int64_t length)
      : length_(static_cast<std::size_t>(length)) {
    if (x.dtype() == DType::kString) {
      strings_ = x;
      return;
    }
    const bool complex = kComplexTypes.contains(x.dtype());
    const DType part = !complex                         ? x.dtype()
                       : x.dtype() == DType::kComplex64 ? DType::kFloat
                                                        : DType::kDouble;
    length_ *= complex ? 2 : 1;
    const std::size_t n = static_cast<std::size_t>(count) * length_;
    keys_ = context.allocate(DType::kUint64, Shape{static_cast<std::int64_t>(n)});
    sort_keys_of(part)(x.raw(), 1, n, keys_.data<std::uint64_t>());
  }

  // Below 0, 0 or above 0 as row a is before, equal to or after row b.
  int compare(std::int64_t a, std::int64_t b) const {
    const std::size_t at_a = static_cast<std::size_t>(a) * length_;
    const std::size_t at_b = static_cast<std::size_t>(b) * length_;
    if (strings_.has_data()) {
      const std::string* strings = strings_.data<std::string>();
      return compare(strings + at_a, strings + at_b);
    }
    const std::uint64_t* keys = keys_.data<std::uint64_t>();
    return compare(keys + at_a, keys + at_b);
  }

 private:
  template <class T>
  int compare(const T* a, const T* b) const {
    const auto [in_a, in_b] = std::mismatch(a, a + length_, b);
    return in_a == a + length_ ? 0 : *in_a < *in_b ? -1 : 1;
  }

  std::size_t length_;
  Tensor strings_;
  Tensor keys_;
};

class Unique : public Operator {
 public:
  explicit Unique(const MakeContext& context)
      : flattens_(!context.has("axis")),
        axis_(context.get_int("axis", 0)),
        sorted_(context.get_bool("sorted", true)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    SymbolicShape y{Dim()};
    Dim count = x.element_count();
    if (!flattens_) {
      const int axis = normalize_axis(axis_, x.rank(), "attribute 'axis'");
      y = x;
      y[axis] = Dim();
      count = x[axis];
    }
    context.set_shape(0, std::move(y));
    context.set_shape(1, {Dim()});
    context.set_shape(2, {count});
    context.set_shape(3, {Dim()});
  }

  void run(RunContext& context) const override {
    const Tensor& input = context.input(0);
    const Tensor x = flattens_ ? input.reshaped(Shape{input.element_count()}) : input;
    const int axis = flattens_ ? 0 : normalize_axis(axis_, x.rank());
    const std::int64_t count = x.dim(axis);
    const std::int64_t outer = x.shape().count(0, axis);
    const std::int64_t inner = x.shape().count(axis + 1, x.rank());
    const Rows rows(context, to_rows(context, x, outer, count, inner), count, outer * inner);

    // The rows in order, equal ones in the order of their index.
    Tensor order = context.allocate(DType::kInt64, Shape{count});
    const auto sorted = order.span<std::int64_t>();
    std::iota(sorted.begin(), sorted.end(), 0);
    std::sort(sorted.begin(), sorted.end(), [&](std::int64_t a, std::int64_t b) {
      const int difference = rows.compare(a, b);
      return difference != 0 ? difference < 0 : a < b;
    });
    // group[i]: which distinct row row i is; firsts: the first row of each.
    Tensor group = context.allocate(DType::kInt64, Shape{count});
    Tensor firsts = context.allocate(DType::kInt64, Shape{count});
    std::int64_t* first = firsts.data<std::int64_t>();
    std::int64_t distinct = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i == 0 || rows.compare(sorted[i - 1], sorted[i]) != 0) {
        first[distinct++] = sorted[i];
      }
      group.data<std::int64_t>()[sorted[i]] = distinct - 1;
    }
    if (!sorted_) {
      order_by_first(context, group.span<std::int64_t>(), first, distinct);
    }
    write(context, x, axis, group.span<std::int64_t>(),
          {first, static_cast<std::size_t>(distinct)});
  }

 private:
  // x with the axis in front, so that each slice is one piece.
  static Tensor to_rows(const RunContext& context, const Tensor& x, std::int64_t outer,
                        std::int64_t count, std::int64_t inner) {
    if (outer == 1) {
      return x;
    }
    Tensor rows = context.allocate(x.dtype(), x.shape());
    kernels::transpose(element_kind_of(x.dtype()), x.raw(), Ints{outer, count, inner},
                       Ints{1, 0, 2}, rows.raw(), context.threads());
    return rows;
  }

  // Renumbers the groups in the order in which they first occur.
  static void order_by_first(const RunContext& context, std::span<std::int64_t> group,
                             std::int64_t* first, std::int64_t distinct) {
    Tensor numbers = context.allocate(DType::kInt64, Shape{distinct});
    std::int64_t* number = numbers.data<std::int64_t>();
    std::int64_t next = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
      const std::int64_t old = group[i];
      if (first[old] == static_cast<std::int64_t>(i)) {
        number[old] = next++;
      }
      group[i] = number[old];
    }
    std::sort(first, first + distinct);
  }

  static void write(RunContext& context, const Tensor& x, int axis,
                    std::span<const std::int64_t> group, std::span<const std::int64_t> first) {
    const auto distinct = static_cast<std::int64_t>(first.size());
    if (context.has_output(0)) {
      Shape shape = x.shape();
      shape[static_cast<std::size_t>(axis)] = distinct;
      kernels::gather(element_kind_of(x.dtype()), x.raw(), shape.count(0, axis), x.dim(axis),
                      shape.count(axis + 1, shape.rank()),
                      kernels::Indices(first.data(), first.size()),
                      context.output(0, x.dtype(), shape).raw(), context.threads());
    }
    const auto list = [&](int i, std::span<const std::int64_t> elements) {
      Tensor& y =
          context.output(i, DType::kInt64, Shape{static_cast<std::int64_t>(elements.size())});
      std::copy(elements.begin(), elements.end(), y.data<std::int64_t>());
    };
    if (context.has_output(1)) {
      list(1, first);
    }
    if (context.has_output(2)) {
      list(2, group);
    }
    if (context.has_output(3)) {
      Tensor& counts = context.output(3, DType::kInt64, Shape{distinct});
      std::int64_t* count = counts.data<std::int64_t>();
      std::fill_n(count, distinct, 0);
      for (const std::int64_t g : group) {
        ++count[g];
      }
    }
  }

  bool flattens_;
  std::int64_t axis_;
  bool sorted_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, unique) {
  registry.add({.name = "Unique",
                .since = 11,
                .signature = "X: T -> Y: T, indices: int64, inverse_indices: int64, counts: int64",
                .types = {{{"T", kBasicTypes}}},
                .make = make<Unique>});
}

}  // namespace sardonyx
