#include "tests/conformance/element.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace sardonyx::conformance {
namespace {

/// How the bits of a float are laid out, lowest first: mantissa, exponent, sign.
struct FloatFormat {
  int exponent_bits;
  int mantissa_bits;
  int bias;
  enum class Special : std::uint8_t {
    kIeee,       ///< the highest exponent holds infinity and NaN
    kNanOnly,    ///< all ones is NaN, no infinity
    kMinusZero,  ///< the bits of -0 are NaN, no infinity
    kNone,       ///< every code is a number
  } special;
};

using Special = FloatFormat::Special;

FloatFormat format_of(DType dtype) {
  switch (dtype) {
    case DType::kFloat16:
      return {5, 10, 15, Special::kIeee};
    case DType::kBFloat16:
      return {8, 7, 127, Special::kIeee};
    case DType::kFloat8E4M3FN:
      return {4, 3, 7, Special::kNanOnly};
    case DType::kFloat8E4M3FNUZ:
      return {4, 3, 8, Special::kMinusZero};
    case DType::kFloat8E5M2:
      return {5, 2, 15, Special::kIeee};
    case DType::kFloat8E5M2FNUZ:
      return {5, 2, 16, Special::kMinusZero};
    case DType::kFloat6E2M3:
      return {2, 3, 1, Special::kNone};
    case DType::kFloat6E3M2:
      return {3, 2, 3, Special::kNone};
    case DType::kFloat4E2M1:
      return {2, 1, 1, Special::kNone};
    default:
      throw std::runtime_error("no format for element type " + std::string(name_of(dtype)));
  }
}

double decode(std::uint64_t bits, const FloatFormat& format) {
  const int width = 1 + format.exponent_bits + format.mantissa_bits;
  const auto field = [&](int at, int count) {
    return static_cast<int>((bits >> at) & ((std::uint64_t{1} << count) - 1));
  };
  const bool negative = field(width - 1, 1) != 0;
  const int exponent = field(format.mantissa_bits, format.exponent_bits);
  const int mantissa = field(0, format.mantissa_bits);
  const int top_exponent = (1 << format.exponent_bits) - 1;
  const int top_mantissa = (1 << format.mantissa_bits) - 1;
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  switch (format.special) {
    case Special::kIeee:
      if (exponent == top_exponent) {
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        return mantissa != 0 ? kNan : negative ? -kInfinity : kInfinity;
      }
      break;
    case Special::kNanOnly:
      if (exponent == top_exponent && mantissa == top_mantissa) {
        return kNan;
      }
      break;
    case Special::kMinusZero:
      if (negative && exponent == 0 && mantissa == 0) {
        return kNan;
      }
      break;
    case Special::kNone:
      break;
  }
  const double fraction = std::ldexp(mantissa, -format.mantissa_bits);
  const double magnitude = exponent == 0 ? std::ldexp(fraction, 1 - format.bias)
                                         : std::ldexp(1 + fraction, exponent - format.bias);
  return negative ? -magnitude : magnitude;
}

bool is_signed(DType dtype) {
  return kSignedIntTypes.contains(dtype) || dtype == DType::kInt4 || dtype == DType::kInt2;
}

}  // namespace

DType dtype_named(const std::string& name) {
  if (name == "float32") {
    return DType::kFloat;
  }
  if (name == "float64") {
    return DType::kDouble;
  }
  for (int number = 1; number < kDTypeCount; ++number) {
    const auto dtype = static_cast<DType>(number);
    if (name_of(dtype) == name && dtype != DType::kFloat && dtype != DType::kDouble) {
      return dtype;
    }
  }
  throw std::runtime_error("unknown element type '" + name + "'");
}

bool is_real(DType dtype) {
  return (kFloatTypes | kFloat8Types).contains(dtype) || dtype == DType::kFloat4E2M1 ||
         dtype == DType::kFloat6E2M3 || dtype == DType::kFloat6E3M2;
}

std::uint64_t bits_at(const Tensor& tensor, std::size_t i) {
  const auto width = static_cast<std::size_t>(bits_of(tensor.dtype()));
  const auto* bytes = static_cast<const unsigned char*>(tensor.raw());
  const std::size_t first = i * width / 8;
  const std::size_t last = (i * width + width - 1) / 8;
  std::uint64_t bits = 0;
  for (std::size_t at = first; at <= last; ++at) {
    bits |= static_cast<std::uint64_t>(bytes[at]) << (8 * (at - first));
  }
  bits >>= i * width % 8;
  return width == 64 ? bits : bits & ((std::uint64_t{1} << width) - 1);
}

double real_at(const Tensor& tensor, std::size_t i) {
  const std::uint64_t bits = bits_at(tensor, i);
  switch (tensor.dtype()) {
    case DType::kFloat:
      return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    case DType::kDouble:
      return std::bit_cast<double>(bits);
    case DType::kFloat8E8M0:
      return bits == 255 ? std::numeric_limits<double>::quiet_NaN()
                         : std::ldexp(1.0, static_cast<int>(bits) - 127);
    default:
      return decode(bits, format_of(tensor.dtype()));
  }
}

std::string element_text(const Tensor& tensor, std::size_t i) {
  const DType dtype = tensor.dtype();
  std::ostringstream out;
  if (dtype == DType::kString) {
    out << '"' << tensor.data<std::string>()[i] << '"';
  } else if (kComplexTypes.contains(dtype)) {
    const bool narrow = dtype == DType::kComplex64;
    std::array<double, 2> parts{};
    for (std::size_t part = 0; part < 2; ++part) {
      parts[part] = narrow ? static_cast<const float*>(tensor.raw())[2 * i + part]
                           : static_cast<const double*>(tensor.raw())[2 * i + part];
    }
    out << parts[0] << (parts[1] < 0 ? "" : "+") << parts[1] << 'i';
  } else if (is_real(dtype)) {
    out.precision(9);
    out << real_at(tensor, i);
  } else if (dtype == DType::kBool) {
    out << (bits_at(tensor, i) == 0 ? "false" : "true");
  } else {
    const std::uint64_t bits = bits_at(tensor, i);
    const int width = bits_of(dtype);
    const int unused = 64 - width;
    if (is_signed(dtype)) {
      out << (static_cast<std::int64_t>(bits << unused) >> unused);
    } else {
      out << bits;
    }
  }
  return out.str();
}

}  // namespace sardonyx::conformance
