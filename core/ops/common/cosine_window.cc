#include "core/ops/common/cosine_window.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/ops/common/scalar.h"

namespace sardonyx {

CosineWindow::CosineWindow(const MakeContext& context, const CosineTerms& terms)
    : terms_(terms),
      periodic_(context.get_bool("periodic", true)),
      dtype_(output_datatype_attribute(context)) {}

void CosineWindow::infer(InferContext& context) const {
  const Dim count = context.shape(0).element_count();
  context.require(!certainly_differ(count, 1), "input 0 ('size') has shape ", context.shape(0),
                  ", expected one number");
  if (const auto size = context.ints(0)) {
    context.require((*size)[0] >= 0, "input 0 ('size') is ", (*size)[0]);
  }
  const auto size = context.dims(0);
  context.set_dtype(0, dtype_);
  context.set_shape(0, {size ? size->front() : Dim()});
}

void CosineWindow::run(RunContext& context) const {
  Tensor& y = context.output(0);
  const std::int64_t size = y.element_count();
  // A symmetric window of one element has no second point to divide by.
  const std::int64_t periods = std::max<std::int64_t>(periodic_ ? size : size - 1, 1);
  const double step = 2 * std::numbers::pi / static_cast<double>(periods);
  for (std::int64_t i = 0; i < size; ++i) {
    const double angle = static_cast<double>(i) * step;
    set_number(
        y, i,
        terms_.constant - terms_.first * std::cos(angle) + terms_.second * std::cos(2 * angle));
  }
}

DType output_datatype_attribute(const MakeContext& context) {
  const DType dtype = context.get_dtype("output_datatype", DType::kFloat);
  context.require_supported(kNumericTypes.contains(dtype), "attribute 'output_datatype' is ", dtype,
                            ", expected one of ", kNumericTypes);
  return dtype;
}

}  // namespace sardonyx
