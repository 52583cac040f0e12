#pragma once

#include <optional>
#include <string>

#include "core/base/error.h"
#include "tests/conformance/case_reader.h"

namespace sardonyx::conformance {

struct RunOptions {
  /// Whether the graph passes run.
  bool optimize = true;
  /// Also check that a changed expectation would have been noticed.
  bool prove_comparison = false;
};

struct Outcome {
  /// Why the case fails; empty when it passes.
  std::string failure;
  /// The code of the Error that the model or its feeds were refused with, if that is the failure.
  std::optional<ErrorCode> refusal;
  /// Whether the failure is an exception that is no Error.
  bool failed_otherwise = false;
  /// The largest absolute difference of any real output, also when the case passes.
  double largest_difference = 0;
};

/// Loads the model, runs all data sets and compares. Any exception is a failure of the case. The
/// first set runs twice: a run must leave the session and the feeds as they were.
Outcome run_case(const Case& test, const RunOptions& options);

}  // namespace sardonyx::conformance
