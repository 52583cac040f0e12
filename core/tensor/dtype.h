#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/half.h"

namespace sardonyx {

/// Element types with the numbers of ONNX's TensorProto.DataType (IR 14).
enum class DType : std::int8_t {
  kUndefined = 0,
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kString = 8,
  kBool = 9,
  kFloat16 = 10,
  kDouble = 11,
  kUint32 = 12,
  kUint64 = 13,
  kComplex64 = 14,
  kComplex128 = 15,
  kBFloat16 = 16,
  kFloat8E4M3FN = 17,
  kFloat8E4M3FNUZ = 18,
  kFloat8E5M2 = 19,
  kFloat8E5M2FNUZ = 20,
  kUint4 = 21,
  kInt4 = 22,
  kFloat4E2M1 = 23,
  kFloat8E8M0 = 24,
  kUint2 = 25,
  kInt2 = 26,
  kFloat6E2M3 = 27,
  kFloat6E3M2 = 28,
};
inline constexpr int kDTypeCount = 29;

/// Bits of one element: 2, 4 and 6 for the packed types, 0 for kString and kUndefined.
int bits_of(DType dtype);
/// Whether several elements share bytes (2-, 4- and 6-bit types).
inline bool is_packed(DType dtype) {
  const int bits = bits_of(dtype);
  return bits != 0 && bits < 8;
}
/// Bytes of one element that is not packed; sizeof(std::string) for kString.
std::size_t element_size(DType dtype);
/// The name in ONNX's operator documents: "float", "int64", "float8e4m3fn", ...
std::string_view name_of(DType dtype);
/// Whether `number` is the value of a DType other than kUndefined.
bool is_dtype(std::int64_t number);
inline std::string to_text(DType dtype) {
  return std::string(name_of(dtype));
}

/// A set of element types, one bit each.
class DTypeSet {
 public:
  constexpr DTypeSet() = default;
  constexpr DTypeSet(DType dtype)  // NOLINT(google-explicit-constructor): {kFloat | kDouble}
      : bits_(std::uint32_t{1} << static_cast<int>(dtype)) {}
  constexpr DTypeSet(std::initializer_list<DType> dtypes) {
    for (const DType dtype : dtypes) {
      bits_ |= DTypeSet(dtype).bits_;
    }
  }
  constexpr bool contains(DType dtype) const {
    return ((bits_ >> static_cast<int>(dtype)) & 1u) != 0;
  }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr DTypeSet operator|(DTypeSet a, DTypeSet b) { return from(a.bits_ | b.bits_); }
  friend constexpr DTypeSet operator-(DTypeSet a, DTypeSet b) { return from(a.bits_ & ~b.bits_); }
  friend constexpr bool operator==(DTypeSet, DTypeSet) = default;

 private:
  static constexpr DTypeSet from(std::uint32_t bits) {
    DTypeSet set;
    set.bits_ = bits;
    return set;
  }
  std::uint32_t bits_ = 0;
};
/// "float, double, int64"
std::string to_text(DTypeSet set);

// The groups that operator signatures are written with.
inline constexpr DTypeSet kFloatTypes{DType::kFloat, DType::kDouble, DType::kFloat16,
                                      DType::kBFloat16};
inline constexpr DTypeSet kSignedIntTypes{DType::kInt8, DType::kInt16, DType::kInt32,
                                          DType::kInt64};
inline constexpr DTypeSet kUnsignedIntTypes{DType::kUint8, DType::kUint16, DType::kUint32,
                                            DType::kUint64};
inline constexpr DTypeSet kIntTypes = kSignedIntTypes | kUnsignedIntTypes;
inline constexpr DTypeSet kNumericTypes = kFloatTypes | kIntTypes;
inline constexpr DTypeSet kIndexTypes{DType::kInt32, DType::kInt64};
inline constexpr DTypeSet kFloat8Types{DType::kFloat8E4M3FN, DType::kFloat8E4M3FNUZ,
                                       DType::kFloat8E5M2, DType::kFloat8E5M2FNUZ,
                                       DType::kFloat8E8M0};
inline constexpr DTypeSet kPackedTypes{DType::kUint4,     DType::kInt4, DType::kFloat4E2M1,
                                       DType::kUint2,     DType::kInt2, DType::kFloat6E2M3,
                                       DType::kFloat6E3M2};
inline constexpr DTypeSet kComplexTypes{DType::kComplex64, DType::kComplex128};
/// The element types of IR version 4, which operators that only move data take.
inline constexpr DTypeSet kBasicTypes =
    kNumericTypes | kComplexTypes | DTypeSet{DType::kBool, DType::kString};
inline constexpr DTypeSet kAllTypes = kBasicTypes | kFloat8Types | kPackedTypes;

namespace dtype_internal {
template <class T>
struct DTypeOf;
// clang-format off
template <> struct DTypeOf<float> { static constexpr DType value = DType::kFloat; };
template <> struct DTypeOf<double> { static constexpr DType value = DType::kDouble; };
template <> struct DTypeOf<Float16> { static constexpr DType value = DType::kFloat16; };
template <> struct DTypeOf<BFloat16> { static constexpr DType value = DType::kBFloat16; };
template <> struct DTypeOf<std::int8_t> { static constexpr DType value = DType::kInt8; };
template <> struct DTypeOf<std::int16_t> { static constexpr DType value = DType::kInt16; };
template <> struct DTypeOf<std::int32_t> { static constexpr DType value = DType::kInt32; };
template <> struct DTypeOf<std::int64_t> { static constexpr DType value = DType::kInt64; };
template <> struct DTypeOf<std::uint8_t> { static constexpr DType value = DType::kUint8; };
template <> struct DTypeOf<std::uint16_t> { static constexpr DType value = DType::kUint16; };
template <> struct DTypeOf<std::uint32_t> { static constexpr DType value = DType::kUint32; };
template <> struct DTypeOf<std::uint64_t> { static constexpr DType value = DType::kUint64; };
template <> struct DTypeOf<bool> { static constexpr DType value = DType::kBool; };
template <> struct DTypeOf<std::string> { static constexpr DType value = DType::kString; };
// clang-format on
}  // namespace dtype_internal

/// The element type that the C++ type T stores.
template <class T>
inline constexpr DType dtype_of = dtype_internal::DTypeOf<std::remove_cv_t<T>>::value;

}  // namespace sardonyx
