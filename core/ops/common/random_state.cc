#include "core/ops/common/random_state.h"

#include <cmath>

namespace sardonyx {

double RandomState::uniform() {
  const auto high = static_cast<double>(engine_() >> 5);
  const auto low = static_cast<double>(engine_() >> 6);
  return (high * 0x1p26 + low) * 0x1p-53;
}

double RandomState::normal() {
  if (second_) {
    const double result = *second_;
    second_.reset();
    return result;
  }
  double x;
  double y;
  double square;
  do {
    x = 2 * uniform() - 1;
    y = 2 * uniform() - 1;
    square = x * x + y * y;
  } while (square >= 1 || square == 0);
  const double factor = std::sqrt(-2 * std::log(square) / square);
  second_ = factor * x;
  return factor * y;
}

std::optional<std::uint32_t> seed_attribute(const MakeContext& context) {
  const float seed = context.get_float("seed", NAN);
  if (std::isnan(seed)) {
    return std::nullopt;
  }
  context.require(seed >= 0 && seed < 0x1p32f, "attribute 'seed' is ", seed,
                  ", expected a number below 2^32");
  return static_cast<std::uint32_t>(seed);
}

RandomState random_state(const RunContext& context, std::optional<std::uint32_t> seed) {
  return RandomState(seed ? *seed : static_cast<std::uint32_t>(context.environment().random()));
}

}  // namespace sardonyx
