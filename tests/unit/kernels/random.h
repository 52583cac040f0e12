#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace sardonyx::testing {

/// Reproducible random numbers: the same for the same seed on every platform (the distributions of
/// the standard library are not).
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// A whole number in [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto width = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(engine_() % width);
  }
  bool coin() { return (engine_() >> 40 & 1) != 0; }
  /// A float in [low, high).
  float uniform(float low = -1.0f, float high = 1.0f) {
    return low + (high - low) * (static_cast<float>(engine_() >> 40) * 0x1p-24f);
  }
  std::vector<float> floats(std::size_t count, float low = -1.0f, float high = 1.0f) {
    std::vector<float> values(count);
    for (float& value : values) value = uniform(low, high);
    return values;
  }
  template <class T>
  const T& pick(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(
        between(0, static_cast<std::int64_t>(choices.size()) - 1))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace sardonyx::testing
