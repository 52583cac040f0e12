// https://onnx.ai/onnx/operators/onnx__Range.html

#include <cmath>
#include <limits>

#include "core/graph/op_registry.h"
#include "core/ops/common/scalar.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// How many elements lie between `start` and `limit`; the difference of two int64 fits uint64.
std::int64_t count_steps(std::int64_t start, std::int64_t limit, std::int64_t delta) {
  if (delta > 0 ? start >= limit : start <= limit) {
    return 0;
  }
  const auto at = [](std::int64_t value) { return static_cast<std::uint64_t>(value); };
  const std::uint64_t distance = delta > 0 ? at(limit) - at(start) : at(start) - at(limit);
  const std::uint64_t step = delta > 0 ? at(delta) : 0 - at(delta);
  return static_cast<std::int64_t>((distance - 1) / step + 1);
}

// float16 and bfloat16 are computed in float (attribute stash_type of version 27), so that large
// ranges do not stop where delta is too small for the type.
class Range : public Operator {
 public:
  explicit Range(const MakeContext&) {}

  void infer(InferContext& context) const override {
    for (int i = 0; i < 3; ++i) {
      context.require(!certainly_differ(context.shape(i).element_count(), 1), "input ", i,
                      " has shape ", context.shape(i), ", expected a scalar");
    }
    const Tensor* start = context.contents(0);
    const Tensor* limit = context.contents(1);
    const Tensor* delta = context.contents(2);
    if (start == nullptr || limit == nullptr || delta == nullptr) {
      return context.set_shape(0, {symbolic_count(context)});
    }
    if (kIntTypes.contains(context.dtype(0))) {
      infer_integers(context, integer(*start), integer(*limit), integer(*delta));
    } else {
      context.set_shape(0, {Dim(count_floats(context, *start, *limit, *delta))});
    }
  }

  void run(RunContext& context) const override {
    Tensor& y = context.output(0);
    const Tensor& start = context.input(0);
    const Tensor& delta = context.input(2);
    const std::int64_t n = y.element_count();
    if (kIntTypes.contains(y.dtype())) {
      return write_integers(y, integer(start), integer(delta), n);
    }
    const double first = number_at(start);
    const double step = number_at(delta);
    if (y.dtype() == DType::kDouble) {
      double* elements = y.data<double>();
      for (std::int64_t i = 0; i < n; ++i) {
        elements[i] = first + static_cast<double>(i) * step;
      }
      return;
    }
    for (std::int64_t i = 0; i < n; ++i) {
      const float product = static_cast<float>(i) * static_cast<float>(step);
      set_number(y, i, static_cast<double>(static_cast<float>(first) + product));
    }
  }

 private:
  static std::int64_t integer(const Tensor& tensor) {
    return tensor.dtype() == DType::kInt16 ? *tensor.data<std::int16_t>() : ints_of(tensor)[0];
  }

  // From 0 in steps of 1 to an extent: as many elements as that says.
  static Dim symbolic_count(const InferContext& context) {
    const auto start = shape_contents(context, 0);
    const auto limit = shape_contents(context, 1);
    const auto delta = shape_contents(context, 2);
    const bool counts = start && limit && delta && start->size() == 1 && limit->size() == 1 &&
                        delta->size() == 1 && (*delta)[0].is(1);
    return counts ? (*limit)[0] - (*start)[0] : Dim();
  }

  static void infer_integers(InferContext& context, std::int64_t start, std::int64_t limit,
                             std::int64_t delta) {
    context.require(delta != 0, "input 2 ('delta') is 0");
    const std::int64_t n = count_steps(start, limit, delta);
    context.require(n >= 0, "from ", start, " to ", limit, " are too many elements");
    const SymbolicShape y{Dim(n)};
    if (holds_shape_contents(context.dtype(0), y)) {
      std::vector<Dim> contents;
      for (std::int64_t i = 0; i < n; ++i) {
        contents.push_back(start + i * delta);
      }
      context.set_contents(0, std::move(contents));
    }
    context.set_shape(0, y);
  }

  static std::int64_t count_floats(const InferContext& context, const Tensor& start,
                                   const Tensor& limit, const Tensor& delta) {
    const double step = number_at(delta);
    const double count = std::ceil((number_at(limit) - number_at(start)) / step);
    context.require(step != 0 && count < 0x1p53, "from ", number_at(start), " to ",
                    number_at(limit), " in steps of ", step, " does not end");
    return count > 0 ? static_cast<std::int64_t>(count) : 0;
  }

  static void write_integers(Tensor& y, std::int64_t start, std::int64_t delta, std::int64_t n) {
    const auto write = [&]<class T>(T* elements) {
      for (std::int64_t i = 0; i < n; ++i) {
        elements[i] = static_cast<T>(start + i * delta);
      }
    };
    if (y.dtype() == DType::kInt64) {
      write(y.data<std::int64_t>());
    } else if (y.dtype() == DType::kInt32) {
      write(y.data<std::int32_t>());
    } else {
      write(y.data<std::int16_t>());
    }
  }
};

}  // namespace

SARDONYX_OPERATORS(tensor, range) {
  registry.add(
      {.name = "Range",
       .since = 11,
       .signature = "start: T, limit: T, delta: T -> output: T",
       .types = {{{"T", kFloatTypes | DTypeSet{DType::kInt16, DType::kInt32, DType::kInt64}}}},
       .make = make<Range>});
}

}  // namespace sardonyx
