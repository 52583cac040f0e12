#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "core/graph/op.h"

namespace sardonyx {

/// Random numbers as numpy.random.RandomState draws them (MT19937, 53 bits per double, the polar
/// method for normal ones), so that seeded operators give what ONNX's reference evaluator gives.
class RandomState {
 public:
  explicit RandomState(std::uint32_t seed) : engine_(seed) {}

  /// Uniform in [0, 1).
  double uniform();
  /// Of mean 0 and variance 1.
  double normal();

 private:
  std::mt19937 engine_;
  std::optional<double> second_;  // the polar method gives two at a time
};

/// The attribute `seed`, cut to a whole number; nullopt when it is missing or NaN.
std::optional<std::uint32_t> seed_attribute(const MakeContext& context);

/// A generator for one run: with this seed, or seeded by the session.
RandomState random_state(const RunContext& context, std::optional<std::uint32_t> seed);

}  // namespace sardonyx
