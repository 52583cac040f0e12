#include "core/ops/common/random_tensor.h"

#include "core/ops/common/scalar.h"

namespace sardonyx {

void fill_random(Tensor& y, const Distribution& distribution, RandomState& random) {
  const std::int64_t count = y.element_count();
  if (y.dtype() == DType::kDouble) {
    double* elements = y.data<double>();
    for (std::int64_t i = 0; i < count; ++i) {
      elements[i] = (random.*distribution.draw)() * distribution.scale + distribution.offset;
    }
    return;
  }
  const auto scale = static_cast<float>(distribution.scale);
  const auto offset = static_cast<float>(distribution.offset);
  for (std::int64_t i = 0; i < count; ++i) {
    // Written and read back, so that halves are rounded after each step.
    set_number(y, i, (random.*distribution.draw)());
    set_number(y, i, static_cast<double>(static_cast<float>(number_at(y, i)) * scale));
    set_number(y, i, static_cast<double>(static_cast<float>(number_at(y, i)) + offset));
  }
}

Distribution normal_distribution(const MakeContext& context) {
  return {&RandomState::normal, static_cast<double>(context.get_float("scale", 1.0f)),
          static_cast<double>(context.get_float("mean", 0.0f))};
}

Distribution uniform_distribution(const MakeContext& context) {
  const auto low = static_cast<double>(context.get_float("low", 0.0f));
  const auto high = static_cast<double>(context.get_float("high", 1.0f));
  return {&RandomState::uniform, high - low, low};
}

namespace {

DType checked_dtype(const MakeContext& context, DType fallback) {
  const DType dtype = context.get_dtype("dtype", fallback);
  context.require_supported(dtype == DType::kUndefined || kFloatTypes.contains(dtype),
                            "attribute 'dtype' is ", dtype, ", expected one of ", kFloatTypes);
  return dtype;
}

}  // namespace

RandomOperator::RandomOperator(const MakeContext& context, const Distribution& distribution)
    : distribution_(distribution),
      dtype_(checked_dtype(context, DType::kFloat)),
      shape_(context.get_ints("shape")),
      seed_(seed_attribute(context)) {
  for (const std::int64_t extent : shape_) {
    context.require(extent >= 0, "attribute 'shape' ", shape_, " has a negative extent");
  }
}

void RandomOperator::infer(InferContext& context) const {
  context.set_dtype(0, dtype_);
  context.set_shape(0, shape_);
}

void RandomOperator::run(RunContext& context) const {
  RandomState random = random_state(context, seed_);
  fill_random(context.output(0), distribution_, random);
}

RandomLikeOperator::RandomLikeOperator(const MakeContext& context, const Distribution& distribution)
    : distribution_(distribution),
      dtype_(checked_dtype(context, DType::kUndefined)),
      seed_(seed_attribute(context)) {}

void RandomLikeOperator::infer(InferContext& context) const {
  const DType dtype = dtype_ == DType::kUndefined ? context.dtype(0) : dtype_;
  context.require(dtype == DType::kUndefined || kFloatTypes.contains(dtype),
                  "input 0 is a tensor of ", dtype, ", and there is no attribute 'dtype'");
  context.set_dtype(0, dtype);
  context.set_shape(0, context.shape(0));
}

void RandomLikeOperator::run(RunContext& context) const {
  RandomState random = random_state(context, seed_);
  fill_random(context.output(0), distribution_, random);
}

}  // namespace sardonyx
