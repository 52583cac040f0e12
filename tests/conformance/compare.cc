#include "tests/conformance/compare.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <sstream>

#include "tests/conformance/element.h"

namespace sardonyx::conformance {
namespace {

// Two units in the last place of bfloat16, as onnx's runner allows.
constexpr double kBFloat16Tolerance = 0x1p-6;

std::string index_text(const Shape& shape, std::size_t flat) {
  std::string text;
  for (std::size_t axis = static_cast<std::size_t>(shape.rank()); axis-- > 0;) {
    const auto extent = static_cast<std::size_t>(shape[axis]);
    text = concat(flat % extent, text.empty() ? "" : ",", text);
    flat /= extent;
  }
  return concat("[", text, "]");
}

std::string type_text(const Tensor& tensor) {
  return concat(tensor.dtype(), tensor.shape());
}

double largest_magnitude(const Tensor& tensor) {
  double largest = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(tensor.element_count()); ++i) {
    const double magnitude = std::abs(real_at(tensor, i));
    if (std::isfinite(magnitude)) {
      largest = std::max(largest, magnitude);
    }
  }
  return largest;
}

// Collects the elements that differ and says so in one line.
class Mismatches {
 public:
  Mismatches(const Tensor& expected, const Tensor& actual) : expected_(expected), actual_(actual) {}

  void add(std::size_t i) {
    if (count_++ == 0) {
      first_ = i;
    }
  }

  std::string text(double largest) const {
    if (count_ == 0) {
      return {};
    }
    std::string text =
        concat(count_, " of ", expected_.element_count(), " elements differ, first ",
               index_text(expected_.shape(), first_), ": expected ",
               element_text(expected_, first_), ", got ", element_text(actual_, first_));
    if (largest > 0) {
      text += concat(", largest difference ", largest);
    }
    return text;
  }

 private:
  const Tensor& expected_;
  const Tensor& actual_;
  std::size_t count_ = 0;
  std::size_t first_ = 0;
};

// The tolerances for one tensor. Floats of 8 bits and fewer have no two numbers as close as a
// tolerance: they must be equal.
Tolerance tolerance_for(const Tensor& expected, Tolerance tolerance) {
  if (bits_of(expected.dtype()) <= 8) {
    return {0, 0};
  }
  if (expected.dtype() == DType::kBFloat16) {
    tolerance.rtol = std::max(tolerance.rtol, kBFloat16Tolerance);
  }
  if (tolerance.atol_of_largest > 0) {
    tolerance.atol += tolerance.atol_of_largest * largest_magnitude(expected);
  }
  return tolerance;
}

std::string real_difference(const Tensor& expected, const Tensor& actual, const Tolerance& given,
                            double& largest_difference) {
  const Tolerance tolerance = tolerance_for(expected, given);
  Mismatches mismatches(expected, actual);
  double largest = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(expected.element_count()); ++i) {
    const double wanted = real_at(expected, i);
    const double got = real_at(actual, i);
    if (std::isnan(wanted) || std::isnan(got)) {
      if (std::isnan(wanted) != std::isnan(got)) {
        mismatches.add(i);
      }
    } else if (std::isinf(wanted) || std::isinf(got)) {
      if (wanted != got) {
        mismatches.add(i);
      }
    } else {
      const double distance = std::abs(got - wanted);
      largest = std::max(largest, distance);
      if (distance > tolerance.atol + tolerance.rtol * std::abs(wanted)) {
        mismatches.add(i);
      }
    }
  }
  largest_difference = std::max(largest_difference, largest);
  return mismatches.text(largest);
}

// Complex numbers as a real tensor with a last axis of two.
Tensor parts_of(const Tensor& tensor) {
  Ints extents(tensor.shape().begin(), tensor.shape().end());
  extents.push_back(2);
  const DType dtype = tensor.dtype() == DType::kComplex64 ? DType::kFloat : DType::kDouble;
  return {dtype, Shape(extents), const_cast<void*>(tensor.raw()), tensor.owner()};
}

// Between elements of integers of up to 32 bits.
std::int64_t integer_distance(const Tensor& expected, const Tensor& actual, std::size_t i) {
  const auto value = [&](const Tensor& tensor) {
    const int unused = 64 - bits_of(tensor.dtype());
    const std::uint64_t bits = bits_at(tensor, i) << unused;
    return kSignedIntTypes.contains(tensor.dtype()) || tensor.dtype() == DType::kInt4 ||
                   tensor.dtype() == DType::kInt2
               ? static_cast<std::int64_t>(bits) >> unused
               : static_cast<std::int64_t>(bits >> unused);
  };
  return std::abs(value(expected) - value(actual));
}

std::string tensor_difference(const Tensor& expected, const Tensor& actual,
                              const Tolerance& tolerance, double& largest_difference) {
  if (expected.dtype() != actual.dtype() || expected.shape() != actual.shape()) {
    return concat("expected ", type_text(expected), ", got ", type_text(actual));
  }
  if (kComplexTypes.contains(expected.dtype())) {
    return real_difference(parts_of(expected), parts_of(actual), tolerance, largest_difference);
  }
  if (is_real(expected.dtype())) {
    return real_difference(expected, actual, tolerance, largest_difference);
  }
  Mismatches mismatches(expected, actual);
  for (std::size_t i = 0; i < static_cast<std::size_t>(expected.element_count()); ++i) {
    const bool equal = expected.dtype() == DType::kString
                           ? expected.data<std::string>()[i] == actual.data<std::string>()[i]
                       : tolerance.integer_steps > 0
                           ? integer_distance(expected, actual, i) <= tolerance.integer_steps
                           : bits_at(expected, i) == bits_at(actual, i);
    if (!equal) {
      mismatches.add(i);
    }
  }
  return mismatches.text(0);
}

std::string sequence_difference(const Sequence& expected, const Sequence& actual,
                                const Tolerance& tolerance, double& largest_difference) {
  if (expected.elements.size() != actual.elements.size()) {
    return concat("expected a sequence of ", expected.elements.size(), ", got one of ",
                  actual.elements.size());
  }
  if (expected.elements.empty() && expected.dtype != actual.dtype) {
    return concat("expected an empty sequence of ", expected.dtype, ", got one of ", actual.dtype);
  }
  for (std::size_t i = 0; i < expected.elements.size(); ++i) {
    const std::string found =
        difference(expected.elements[i], actual.elements[i], tolerance, largest_difference);
    if (!found.empty()) {
      return concat("element ", i, ": ", found);
    }
  }
  return {};
}

std::string bernoulli_implausibility(const Tensor& probabilities, const Tensor& drawn) {
  double mean = 0;
  double variance = 0;
  double sum = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(drawn.element_count()); ++i) {
    const double p = real_at(probabilities, i);
    const double value = real_at(drawn, i);
    if ((value != 0 && value != 1) || (value == 1 && p == 0) || (value == 0 && p == 1)) {
      return concat("element ", i, " is ", value, " where the probability of 1 is ", p);
    }
    mean += p;
    variance += p * (1 - p);
    sum += value;
  }
  return std::abs(sum - mean) > 5 * std::sqrt(variance) + 1e-6
             ? concat("the sum is ", sum, " where ", mean, " is to be expected")
             : std::string();
}

std::string dropout_implausibility(const Tensor& data, double ratio,
                                   const std::vector<Value>& outputs) {
  const Tensor& result = outputs[0].tensor();
  const auto count = static_cast<std::size_t>(data.element_count());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double x = real_at(data, i);
    const double scaled = x / (1 - ratio);
    const double value = real_at(result, i);
    const bool keeps = outputs.size() > 1 ? bits_at(outputs[1].tensor(), i) != 0 : value != 0;
    if (std::abs(value - (keeps ? scaled : 0)) > 1e-5 * std::abs(scaled)) {
      return concat("element ", i, " is ", value, ", neither 0 nor ", scaled,
                    ", or not as the mask says");
    }
    kept += keeps ? 1 : 0;
  }
  const double mean = static_cast<double>(count) * (1 - ratio);
  return std::abs(static_cast<double>(kept) - mean) > 5 * std::sqrt(mean * ratio)
             ? concat(kept, " elements were kept where ", mean, " is to be expected")
             : std::string();
}

}  // namespace

std::string difference(const Value& expected, const Value& actual, const Tolerance& tolerance,
                       double& largest_difference) {
  if (expected.kind() != actual.kind()) {
    return concat("expected ", expected.type(), ", got ", actual.type());
  }
  switch (expected.kind()) {
    case ValueType::Kind::kSequence:
      return sequence_difference(expected.sequence(), actual.sequence(), tolerance,
                                 largest_difference);
    case ValueType::Kind::kOptional: {
      const Value* wanted = expected.optional().value.get();
      const Value* got = actual.optional().value.get();
      if ((wanted == nullptr) != (got == nullptr)) {
        return wanted == nullptr ? "expected no value, got one" : "expected a value, got none";
      }
      return wanted == nullptr ? std::string()
                               : difference(*wanted, *got, tolerance, largest_difference);
    }
    case ValueType::Kind::kMap: {
      const std::string keys =
          tensor_difference(expected.map().keys, actual.map().keys, tolerance, largest_difference);
      return !keys.empty() ? concat("keys: ", keys)
                           : difference(*expected.map().values, *actual.map().values, tolerance,
                                        largest_difference);
    }
    default:
      return tensor_difference(expected.tensor(), actual.tensor(), tolerance, largest_difference);
  }
}

std::string implausibility(const RandomCheck& check, const std::vector<Value>& inputs,
                           const std::vector<Value>& expected, const std::vector<Value>& actual) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Tensor& wanted = expected[i].tensor();
    const Tensor& got = actual[i].tensor();
    if (wanted.dtype() != got.dtype() || wanted.shape() != got.shape()) {
      return concat("expected ", type_text(wanted), ", got ", type_text(got));
    }
  }
  const Tensor& input = inputs[check.input].tensor();
  return check.kind == RandomCheck::Kind::kDropout
             ? dropout_implausibility(input, check.ratio, actual)
             : bernoulli_implausibility(input, actual[0].tensor());
}

Value corrupted(const Value& value) {
  switch (value.kind()) {
    case ValueType::Kind::kSequence: {
      Sequence copy = value.sequence();
      for (Value& element : copy.elements) {
        if (Value changed = corrupted(element); !changed.empty()) {
          element = std::move(changed);
          return copy;
        }
      }
      return {};
    }
    case ValueType::Kind::kOptional:
      if (value.optional().value != nullptr) {
        Value changed = corrupted(*value.optional().value);
        return changed.empty() ? Value()
                               : Value(Optional{std::make_shared<Value>(std::move(changed))});
      }
      return {};
    case ValueType::Kind::kMap: {
      Value changed = corrupted(*value.map().values);
      return changed.empty()
                 ? Value()
                 : Value(Map{value.map().keys, std::make_shared<Value>(std::move(changed))});
    }
    default:
      break;
  }
  if (value.tensor().element_count() == 0) {
    return {};
  }
  Tensor copy = value.tensor().clone();
  if (copy.dtype() == DType::kString) {
    copy.data<std::string>()[0] += "?";
    return copy;
  }
  // The highest bit under the sign: the largest step of the exponent, or a quarter of the range.
  const int width =
      kComplexTypes.contains(copy.dtype()) ? bits_of(copy.dtype()) / 2 : bits_of(copy.dtype());
  const int bit = copy.dtype() == DType::kBool         ? 0
                  : copy.dtype() == DType::kFloat8E8M0 ? 7  // has no sign
                                                       : width - 2;
  static_cast<unsigned char*>(copy.raw())[bit / 8] ^= static_cast<unsigned char>(1 << (bit % 8));
  return copy;
}

}  // namespace sardonyx::conformance
