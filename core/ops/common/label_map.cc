#include "core/ops/common/label_map.h"

#include <cstring>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace sardonyx {

LabelMap::LabelMap(const Tensor& keys, Tensor values, Tensor fallback)
    : key_dtype_(keys.dtype()), values_(std::move(values)), fallback_(std::move(fallback)) {
  require(KeyIndex::takes(keys.dtype()) && KeyIndex::takes(values_.dtype()),
          "labels cannot be mapped from ", keys.dtype(), " to ", values_.dtype());
  require(keys.element_count() == values_.element_count(), "there are ", keys.element_count(),
          " keys for ", values_.element_count(), " values");
  require(fallback_.dtype() == values_.dtype() && fallback_.element_count() == 1,
          "the default value is a ", fallback_.dtype(), fallback_.shape(), ", expected one ",
          values_.dtype());
  keys_ = KeyIndex(keys);
}

void LabelMap::apply(const Tensor& x, Tensor& y) const {
  if (value_dtype() == DType::kString) {
    keys_.find(x, /*truncate=*/false, [&](std::int64_t i, std::int64_t key) {
      y.data<std::string>()[i] =
          key < 0 ? fallback_.data<std::string>()[0] : values_.data<std::string>()[key];
    });
    return;
  }
  const std::size_t size = element_size(value_dtype());
  auto* to = static_cast<std::byte*>(y.raw());
  keys_.find(x, /*truncate=*/false, [&](std::int64_t i, std::int64_t key) {
    const auto* from = static_cast<const std::byte*>((key < 0 ? fallback_ : values_).raw());
    const auto index = static_cast<std::size_t>(key < 0 ? 0 : key);
    std::memcpy(to + static_cast<std::size_t>(i) * size, from + index * size, size);
  });
}

void LabelMapOperator::infer(InferContext& context) const {
  context.require(context.dtype(0) == map_.key_dtype(), "input 0 is of ", context.dtype(0),
                  ", and the keys are of ", map_.key_dtype());
  context.set_dtype(0, map_.value_dtype());
  context.set_shape(0, context.shape(0));
}

}  // namespace sardonyx
