// https://onnx.ai/onnx/operators/onnx_aionnxml_CastMap.html

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/ops/common/convert_elements.h"
#include "core/ops/common/map_input.h"

namespace sardonyx {
namespace {

// The output is one row, as onnxruntime has it: the values by ascending key, or each at its key.
class CastMap : public Operator {
 public:
  explicit CastMap(const MakeContext& context)
      : is_sparse_(context.get_choice("map_form", {"DENSE", "SPARSE"}) == 1),
        length_(context.get_int("max_map", 1)) {
    constexpr DType kTargets[] = {DType::kFloat, DType::kString, DType::kInt64};
    to_ = kTargets[context.get_choice("cast_to", {"TO_FLOAT", "TO_STRING", "TO_INT64"})];
    context.require(!is_sparse_ || length_ >= 1, "attribute 'max_map' is ", length_);
  }

  void infer(InferContext& context) const override {
    const DType dtype = mapped_dtype(context, 0, DType::kInt64);
    context.require(dtype == DType::kFloat || dtype == DType::kString,
                    "the map at input 0 has values of ", dtype, ", expected float, string");
    context.set_dtype(0, to_);
    context.set_shape(0, {1, is_sparse_ ? Dim(length_) : Dim()});
  }

  void run(RunContext& context) const override {
    const DType from = context.input_value(0).map().values->tensor().dtype();
    const Map& map = read_map(context, 0, DType::kInt64, from);
    const std::span<const std::int64_t> keys = map.keys.span<std::int64_t>();
    Tensor values = Tensor::allocate(to_, map.keys.shape());
    convert_elements(map.values->tensor(), values, {}, context.threads());
    std::vector<std::int64_t> places(keys.begin(), keys.end());
    Tensor& y =
        context.output(0, to_, {1, is_sparse_ ? length_ : static_cast<std::int64_t>(keys.size())});
    if (is_sparse_) {
      for (const std::int64_t key : keys) {
        context.require(key >= 0 && key < length_, "key ", key, " is out of range for ", length_,
                        " elements");
      }
      fill_with_zeros(y);
    } else {
      rank_by_key(keys, places);
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      put(values, i, y, static_cast<std::size_t>(places[i]));
    }
  }

 private:
  static void rank_by_key(std::span<const std::int64_t> keys, std::vector<std::int64_t>& places) {
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      places[order[rank]] = static_cast<std::int64_t>(rank);
    }
  }

  static void fill_with_zeros(Tensor& y) {
    if (y.dtype() == DType::kString) {
      const auto elements = y.span<std::string>();
      std::fill(elements.begin(), elements.end(), std::string(1, '0'));
    } else {
      std::fill_n(static_cast<std::byte*>(y.raw()), y.byte_size(), std::byte{0});
    }
  }

  static void put(const Tensor& values, std::size_t i, Tensor& y, std::size_t place) {
    if (y.dtype() == DType::kString) {
      y.data<std::string>()[place] = values.data<std::string>()[i];
      return;
    }
    const std::size_t size = element_size(y.dtype());
    std::memcpy(static_cast<std::byte*>(y.raw()) + place * size,
                static_cast<const std::byte*>(values.raw()) + i * size, size);
  }

  bool is_sparse_;
  std::int64_t length_;
  DType to_;
};

}  // namespace

SARDONYX_OPERATORS(ml, cast_map) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "CastMap",
                .since = 1,
                .signature = "X: any -> Y: any",
                .make = make<CastMap>});
}

}  // namespace sardonyx
