#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tensor/value.h"

namespace sardonyx::conformance {

/// |actual - expected| <= atol + atol_of_largest * max|expected| + rtol * |expected|.
struct Tolerance {
  double rtol = 1e-3;
  double atol = 1e-7;
  /// Relative to the largest finite magnitude of the expected tensor.
  double atol_of_largest = 0;
  /// By how much integers may differ: a step of rounding in quantised results.
  std::int64_t integer_steps = 0;
};

/// What is known of an output that is drawn at random.
struct RandomCheck {
  enum class Kind : unsigned char { kNone, kBernoulli, kDropout };
  Kind kind = Kind::kNone;
  /// The input with the probabilities (Bernoulli) or the data (Dropout).
  std::size_t input = 0;
  /// Dropout's share of zeros.
  double ratio = 0;
};

/// Compares as onnx's own test runner does, and more strictly where that is lax: kind, element
/// type and shape must be the same; floats agree within the tolerance (bfloat16 within two units in
/// the last place if that is more), NaN equals NaN, infinities must be the same; integers, bools
/// and strings are equal. Returns the first difference, or nothing; raises `largest_difference` to
/// the largest absolute one seen.
std::string difference(const Value& expected, const Value& actual, const Tolerance& tolerance,
                       double& largest_difference);

/// Checks what can be said of random outputs: element type and shape as expected, only possible
/// values, and their mean within five standard deviations. Returns what is wrong, or nothing.
std::string implausibility(const RandomCheck& check, const std::vector<Value>& inputs,
                           const std::vector<Value>& expected, const std::vector<Value>& actual);

/// A copy with one element changed beyond any tolerance; empty when `value` has no element.
/// With it a run proves that the comparison would have noticed.
Value corrupted(const Value& value);

}  // namespace sardonyx::conformance
