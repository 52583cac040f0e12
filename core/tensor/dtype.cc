#include "core/tensor/dtype.h"

#include <array>

namespace sardonyx {
namespace {

struct Facts {
  std::string_view name;
  int bits;
};

constexpr std::array<Facts, kDTypeCount> kFacts{{
    {"undefined", 0},      {"float", 32},       {"uint8", 8},          {"int8", 8},
    {"uint16", 16},        {"int16", 16},       {"int32", 32},         {"int64", 64},
    {"string", 0},         {"bool", 8},         {"float16", 16},       {"double", 64},
    {"uint32", 32},        {"uint64", 64},      {"complex64", 64},     {"complex128", 128},
    {"bfloat16", 16},      {"float8e4m3fn", 8}, {"float8e4m3fnuz", 8}, {"float8e5m2", 8},
    {"float8e5m2fnuz", 8}, {"uint4", 4},        {"int4", 4},           {"float4e2m1", 4},
    {"float8e8m0", 8},     {"uint2", 2},        {"int2", 2},           {"float6e2m3", 6},
    {"float6e3m2", 6},
}};

const Facts& facts_of(DType dtype) {
  return kFacts[static_cast<std::size_t>(dtype)];
}

}  // namespace

int bits_of(DType dtype) {
  return facts_of(dtype).bits;
}

std::size_t element_size(DType dtype) {
  return dtype == DType::kString ? sizeof(std::string)
                                 : static_cast<std::size_t>(facts_of(dtype).bits) / 8;
}

std::string_view name_of(DType dtype) {
  return facts_of(dtype).name;
}

bool is_dtype(std::int64_t number) {
  return number > 0 && number < kDTypeCount;
}

std::string to_text(DTypeSet set) {
  std::string text;
  for (int i = 1; i < kDTypeCount; ++i) {
    if (set.contains(static_cast<DType>(i))) {
      text += text.empty() ? "" : ", ";
      text += name_of(static_cast<DType>(i));
    }
  }
  return text;
}

}  // namespace sardonyx
