#pragma once

#include <cstdint>
#include <random>

namespace sardonyx {

/// Draws what NumPy's RandomState draws from the same seed, so that a model with a seed gives the
/// numbers of ONNX's reference evaluator on every engine: the Mersenne Twister of Matsumoto and
/// Nishimura, 1998, which C++ has under the same name and seeding.
class NumpyRandom {
 public:
  explicit NumpyRandom(std::uint32_t seed) : generator_(seed) {}

  /// Uniform in [0, 1) with 53 random bits, as RandomState.random_sample.
  double uniform() {
    const auto high = static_cast<double>(generator_() >> 5);
    const auto low = static_cast<double>(generator_() >> 6);
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

 private:
  std::mt19937 generator_;
};

}  // namespace sardonyx
