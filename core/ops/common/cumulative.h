#pragma once

#include <cstdint>
#include <optional>
#include <type_traits>

#include "core/graph/op.h"
#include "core/ops/common/compute_io.h"

namespace sardonyx {

enum class Step : std::uint8_t { kAdd, kMultiply };

/// CumSum and CumProd: every element is the sum (product) of those up to it along an axis; without
/// itself when exclusive, from the end when reversed.
template <Step kStep>
class Cumulative : public Operator {
 public:
  explicit Cumulative(const MakeContext& context)
      : exclusive_(context.get_bool("exclusive", false)),
        reversed_(context.get_bool("reverse", false)) {}

  void infer(InferContext& context) const override {
    const Dim count = context.shape(1).element_count();
    context.require(!count.known() || count.is(1), "the axis has shape ", context.shape(1),
                    ", expected one element");
    if (const std::optional<Ints> axis = context.ints(1)) {
      normalize_axis((*axis)[0], context.rank(0));
    }
    context.set_shape(0, context.shape(0));
  }

  void run(RunContext& context) const override {
    const Tensor x = as_computed(context, context.input(0));
    const int axis = normalize_axis(ints_of(context.input(1))[0], x.rank());
    const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    Tensor y = computed_output(context, 0);
    with_compute_type(x.dtype(), [&]<class T>() {
      accumulate(x.data<T>(), y.data<T>(), extent(x.shape().count(0, axis)), extent(x.dim(axis)),
                 extent(x.shape().count(axis + 1, x.rank())));
    });
    store_computed(context, 0, y);
  }

 private:
  template <class T>
  static T join(T a, T b) {
    // Signed overflow is undefined in C++, wrapping around is not.
    using Safe = typename std::conditional_t<std::is_integral_v<T>, std::make_unsigned<T>,
                                             std::type_identity<T>>::type;
    return static_cast<T>(kStep == Step::kAdd ? static_cast<Safe>(a) + static_cast<Safe>(b)
                                              : static_cast<Safe>(a) * static_cast<Safe>(b));
  }

  template <class T>
  void accumulate(const T* x, T* y, std::size_t outer, std::size_t axis, std::size_t inner) const {
    for (std::size_t line = 0; line < outer * inner; ++line) {
      const std::size_t start = line / inner * axis * inner + line % inner;
      T total = kStep == Step::kAdd ? T{0} : T{1};
      for (std::size_t i = 0; i < axis; ++i) {
        const std::size_t at = start + (reversed_ ? axis - 1 - i : i) * inner;
        const T next = join(total, x[at]);
        y[at] = exclusive_ ? total : next;
        total = next;
      }
    }
  }

  bool exclusive_;
  bool reversed_;
};

}  // namespace sardonyx
