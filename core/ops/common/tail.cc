#include "core/ops/common/tail.h"

#include <algorithm>

#include "core/graph/tail.h"
#include "core/kernels/elementwise/activation.h"
#include "core/kernels/elementwise/arithmetic.h"

namespace sardonyx {

using kernels::ComputeType;
using kernels::Operands;

Tail::Tail(const RunContext& context, const Tensor& y)
    : y_(static_cast<const float*>(y.raw())), count_(static_cast<std::size_t>(y.element_count())) {
  const Shape& shape = y.shape();
  row_ = shape.empty() ? 1 : static_cast<std::size_t>(shape.back());
  for (const FusedNode& node : context.tail().nodes) {
    Step& step = steps_[end_++];
    step.step = node.step.get();
    step.result_is_b = node.result_input == 1;
    if (node.operand < 0) {
      continue;
    }
    const Tensor& operand =
        context.tail().operands[static_cast<std::size_t>(node.operand)]->tensor();
    const AxisRange present = *present_axes(operand.shape(), shape);
    step.operand = operand.data<float>();
    step.extent = static_cast<std::size_t>(operand.element_count());
    step.inner = static_cast<std::size_t>(shape.count(present.last, shape.rank()));
  }
}

bool Tail::next_adds() const {
  return next_ < end_ && steps_[next_].step->binary == &kernels::kAdd;
}

const float* Tail::take_row_addend() {
  if (!next_adds() || steps_[next_].inner != 1 || steps_[next_].extent != row_) {
    return nullptr;
  }
  return steps_[next_++].operand;
}

const float* Tail::take_addend() {
  if (!next_adds() || steps_[next_].extent != count_) {
    return nullptr;
  }
  return steps_[next_++].operand;
}

void Tail::take_clamp(float& low, float& high) {
  if (next_ == end_) {
    return;
  }
  const kernels::ElementwiseStep& step = *steps_[next_].step;
  if (step.unary == &kernels::kRelu) {
    low = 0;
  } else if (step.unary == &kernels::kClip) {
    low = static_cast<float>(step.parameters.values[0]);
    high = static_cast<float>(step.parameters.values[1]);
  } else {
    return;
  }
  ++next_;
}

kernels::Finish Tail::finish() const {
  if (next_ == end_) {
    return {};
  }
  return {[](float* values, std::size_t count, const void* tail) {
            static_cast<const Tail*>(tail)->apply(values, count);
          },
          this};
}

void Tail::apply(float* values, std::size_t count) const {
  constexpr auto kFloat = static_cast<std::size_t>(ComputeType::kFloat);
  for (std::size_t i = next_; i < end_; ++i) {
    const Step& step = steps_[i];
    if (step.step->unary != nullptr) {
      step.step->unary->loops[kFloat](values, values, count, step.step->parameters);
    } else {
      join(step, values, count);
    }
  }
}

void Tail::join(const Step& step, float* values, std::size_t count) const {
  const kernels::BinaryLoop loop =
      step.step->binary->loops[static_cast<std::size_t>(ComputeType::kFloat)];
  const auto run = [&](const float* other, float* at, std::size_t n, bool scalar) {
    if (step.result_is_b) {
      loop(other, at, at, n, scalar ? Operands::kScalarA : Operands::kBoth);
    } else {
      loop(at, other, at, n, scalar ? Operands::kScalarB : Operands::kBoth);
    }
  };
  if (count == 0) {
    return;
  }
  if (step.extent == 1) {
    return run(step.operand, values, count, true);
  }
  // Where the values lie in y, as a place in the operand and one among the repetitions of that.
  const auto first = static_cast<std::size_t>(values - y_);
  std::size_t place = first / step.inner % step.extent;
  std::size_t repetition = first % step.inner;
  for (std::size_t i = 0; i < count;) {
    const std::size_t left = step.inner == 1 ? step.extent - place : step.inner - repetition;
    const std::size_t n = std::min(left, count - i);
    run(step.operand + place, values + i, n, step.inner != 1);
    place = step.inner == 1 || place + 1 == step.extent ? 0 : place + 1;
    repetition = 0;
    i += n;
  }
}

void take_steps(Tail& tail, kernels::GemmEpilogue& epilogue) {
  epilogue.bias = tail.take_row_addend();
  if (epilogue.addend == nullptr) {
    epilogue.addend = tail.take_addend();
    epilogue.addend_row_stride = static_cast<std::ptrdiff_t>(tail.row());
  }
  tail.take_clamp(epilogue.low, epilogue.high);
  epilogue.finish = tail.finish();
}

}  // namespace sardonyx
