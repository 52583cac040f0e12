#include "core/ops/common/class_labels.h"

#include <span>
#include <string>
#include <vector>

namespace sardonyx {

ClassLabels::ClassLabels(const MakeContext& context, std::string_view ints,
                         std::string_view strings) {
  const Ints numbers = context.get_ints(ints, {});
  const std::vector<std::string> texts = context.get_strings(strings);
  context.require(numbers.empty() || texts.empty(), "only one of '", ints, "' and '", strings,
                  "' may be given");
  if (texts.empty()) {
    labels_ = Tensor::of(Shape{static_cast<std::int64_t>(numbers.size())},
                         std::span<const std::int64_t>(numbers.begin(), numbers.size()));
  } else {
    labels_ = Tensor::of(Shape{static_cast<std::int64_t>(texts.size())},
                         std::span<const std::string>(texts));
  }
}

void ClassLabels::write(Tensor& y, std::int64_t i, std::int64_t index) const {
  if (dtype() == DType::kString) {
    y.data<std::string>()[i] = labels_.data<std::string>()[index];
  } else {
    y.data<std::int64_t>()[i] = count() == 0 ? index : labels_.data<std::int64_t>()[index];
  }
}

void ClassLabels::write_truth(Tensor& y, std::int64_t i, bool truth) const {
  if (dtype() == DType::kString) {
    y.data<std::string>()[i].assign(1, truth ? '1' : '0');
  } else {
    y.data<std::int64_t>()[i] = truth ? 1 : 0;
  }
}

}  // namespace sardonyx
