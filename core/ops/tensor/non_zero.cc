// https://onnx.ai/onnx/operators/onnx__NonZero.html

#include "core/base/half.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

bool is_nonzero(Float16 x) {
  return (x.bits & 0x7fffu) != 0;
}
bool is_nonzero(BFloat16 x) {
  return (x.bits & 0x7fffu) != 0;
}
bool is_nonzero(const std::string& x) {
  return !x.empty();
}
template <class T>
bool is_nonzero(const T& x) {
  return x != T{};
}

template <class T>
struct Complex {
  T real;
  T imaginary;
  friend bool is_nonzero(const Complex& x) { return x.real != 0 || x.imaginary != 0; }
};

// Calls f with a typed pointer to the elements. Integers go by their size.
template <class F>
void with_elements(const Tensor& x, const F& f) {
  switch (x.dtype()) {
    case DType::kFloat:
      return f(static_cast<const float*>(x.raw()));
    case DType::kDouble:
      return f(static_cast<const double*>(x.raw()));
    case DType::kFloat16:
      return f(static_cast<const Float16*>(x.raw()));
    case DType::kBFloat16:
      return f(static_cast<const BFloat16*>(x.raw()));
    case DType::kComplex64:
      return f(static_cast<const Complex<float>*>(x.raw()));
    case DType::kComplex128:
      return f(static_cast<const Complex<double>*>(x.raw()));
    case DType::kString:
      return f(static_cast<const std::string*>(x.raw()));
    default:
      break;
  }
  switch (element_size(x.dtype())) {
    case 1:
      return f(static_cast<const std::uint8_t*>(x.raw()));
    case 2:
      return f(static_cast<const std::uint16_t*>(x.raw()));
    case 4:
      return f(static_cast<const std::uint32_t*>(x.raw()));
    default:
      return f(static_cast<const std::uint64_t*>(x.raw()));
  }
}

class NonZero : public Operator {
 public:
  explicit NonZero(const MakeContext&) {}

  void infer(InferContext& context) const override {
    context.set_shape(0, {Dim(context.rank(0)), Dim()});
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    const std::int64_t n = x.element_count();
    with_elements(x, [&](const auto* elements) {
      std::int64_t count = 0;
      for (std::int64_t i = 0; i < n; ++i) {
        count += is_nonzero(elements[i]) ? 1 : 0;
      }
      Tensor& y = context.output(0, DType::kInt64, Shape{x.rank(), count});
      std::int64_t* to = y.data<std::int64_t>();
      const Ints strides = strides_of(x.shape());
      for (std::int64_t i = 0; i < n; ++i) {
        if (!is_nonzero(elements[i])) {
          continue;
        }
        std::int64_t rest = i;
        for (std::size_t axis = 0; axis < strides.size(); ++axis) {
          to[static_cast<std::int64_t>(axis) * count] = rest / strides[axis];
          rest %= strides[axis];
        }
        ++to;
      }
    });
  }
};

}  // namespace

SARDONYX_OPERATORS(tensor, non_zero) {
  registry.add({.name = "NonZero",
                .since = 9,
                .signature = "X: T -> Y: int64",
                .types = {{{"T", kBasicTypes}}},
                .make = make<NonZero>});
}

}  // namespace sardonyx
